using System.Buffers.Binary;
using System.Text;

namespace NNGen.Tests;

public class SafeTensorsHostileTests
{
    [Theory]
    [InlineData("", "the header is empty, but must start with '{'.")]
    [InlineData(" {}", "the header starts with byte 0x20, but must start with '{'.")]
    [InlineData("[]", "the header starts with byte 0x5b, but must start with '{'.")]
    [InlineData("{", "the header is not valid JSON")]
    [InlineData("{}x", "the header is not valid JSON")]
    [InlineData("{} {}", "the header is not valid JSON")]
    [InlineData("{}\0", "the header is not valid JSON")]
    [InlineData("""{"a":}""", "tensor 'a' is not valid JSON")]
    [InlineData("""{"a":1,}""", "tensor 'a' is wrong: its entry is '1'; expected an object with dtype, shape and data_offsets.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},}""", "the header is not valid JSON")]
    [InlineData("""{/**/}""", "the header is not valid JSON")]
    [InlineData("""{"a":null}""", "its entry is null; expected an object")]
    [InlineData("""{"a":[]}""", "its entry is an array; expected an object")]
    [InlineData("""{"a":{}}""", "tensor 'a' has no dtype.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0]}}""", "tensor 'a' has no data_offsets.")]
    [InlineData("""{"a":{"dtype":"U8","data_offsets":[0,0]}}""", "tensor 'a' has no shape.")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "tensor 'a' has dtype twice.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"shape":[0],"data_offsets":[0,0]}}""", "tensor 'a' has shape twice.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"scale":2}}""", "has the field 'scale'; expected only dtype, shape and data_offsets.")]
    [InlineData("""{"a":{"dtype":7,"shape":[0],"data_offsets":[0,0]}}""", "its dtype is '7'; expected a string.")]
    [InlineData("""{"a":{"dtype":"U8","shape":0,"data_offsets":[0,0]}}""", "its shape is '0'; expected an array of whole numbers.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[0]],"data_offsets":[0,0]}}""", "tensor 'a' is not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":["0"],"data_offsets":[0,0]}}""", "an element of its shape is a string; expected a whole number.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", "an element of its shape is '-1'; expected a whole number from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-0],"data_offsets":[0,0]}}""", "an element of its shape is '-0'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0.5],"data_offsets":[0,0]}}""", "an element of its shape is '0.5'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,0]}}""", "an element of its shape is '1e0'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,0]}}""", "an element of its shape is '9223372036854775808'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0]}}""", "has 1 data_offsets; expected [begin, end].")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}}""", "has more than 2 data_offsets; expected [begin, end].")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[-1,0]}}""", "an element of its data_offsets is '-1'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,1.5]}}""", "an element of its data_offsets is '1.5'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,null]}}""", "an element of its data_offsets is null")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", "has data_offsets [1, 0], but the end must not be before the beginning.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "has 4 bytes, but F32 [2] takes 8 bytes.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "has the shape [4294967296, 4294967296], whose size exceeds 64 bits.")]
    [InlineData("""{"a":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}""", "whose size exceeds 64 bits.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "the header has 'a' twice.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "the header has 'a' twice.")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "the header has '__metadata__' twice.")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", "__metadata__ has the key 'k' twice.")]
    [InlineData("""{"__metadata__":null}""", "__metadata__ is null; expected an object of strings.")]
    [InlineData("""{"__metadata__":["a"]}""", "__metadata__ is an array; expected an object of strings.")]
    [InlineData("""{"__metadata__":{"epoch":3}}""", "__metadata__, key 'epoch', is '3'; expected a string.")]
    [InlineData("""{"__metadata__":{"a":{}}}""", "__metadata__, key 'a', is an object; expected a string.")]
    [InlineData("""{"a\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "the header has a string that is not valid Unicode text.")]
    [InlineData("""{"__metadata__":{"a":"\udc00"}}""", "the header has a string that is not valid Unicode text.")]
    public void A_header_that_breaks_a_rule_is_refused(string header, string message)
    {
        SafeTensorsException problem = SafeTensorsBytes.Refused(SafeTensorsBytes.File(header));

        Assert.Contains(message, problem.Message);
        Assert.StartsWith("stream: ", problem.Message);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "tensor 'a' leaves a hole: it begins at byte 1, but the data begins at byte 0.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", "tensor 'b' leaves a hole: it begins at byte 2, but 'a' ends at byte 1.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", "tensor 'b' overlaps its predecessor: it begins at byte 2, but 'a' ends at byte 3.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "tensor 'b' overlaps its predecessor")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "4 bytes follow the header, but its tensors take 3 bytes.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]}}""", "4 bytes follow the header, but its tensors take 5 bytes.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", "4 bytes follow the header, but its tensors take 2,000,000,000 bytes.")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]}}""", "4 bytes follow the header")]
    [InlineData("{}", "4 bytes follow the header, but its tensors take 0 bytes.")]
    public void Tensors_that_do_not_cover_the_data_exactly_are_rejected(string header, string message)
    {
        Assert.Contains(message, SafeTensorsBytes.Refused(SafeTensorsBytes.File(header, 1, 2, 3, 4)).Message);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_rejected()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""");
        header[2] = 0xff;

        Assert.Equal("stream: the header is not valid UTF-8.", SafeTensorsBytes.Refused(SafeTensorsBytes.File(header)).Message);
    }

    [Fact]
    public void Deep_nesting_is_rejected()
    {
        string deep = new('[', 100_000);

        SafeTensorsBytes.Refused(SafeTensorsBytes.File($$"""{"a":{{deep}}"""));
        SafeTensorsBytes.Refused(SafeTensorsBytes.File($$"""{"a":{"shape":{{deep}}"""));
    }

    [Fact]
    public void Names_from_a_hostile_file_stay_short_and_printable_in_messages()
    {
        string name = "\\u001b[31m" + new string('x', 1_000_000);
        SafeTensorsException problem = SafeTensorsBytes.Refused(SafeTensorsBytes.File($$"""{"{{name}}":1}"""));

        Assert.StartsWith("stream: tensor '\\u001b[31mxxx", problem.Message);
        Assert.InRange(problem.Message.Length, 80, 300);
        Assert.Equal(1_000_005, problem.TensorName!.Length);
    }

    [Theory]
    [InlineData(100_000_000UL, "the header claims 100,000,000 bytes, but the file has only 32.")]
    [InlineData(100_000_001UL, "the header claims 100,000,001 bytes, but the format allows 100,000,000 (is this a safetensors file?).")]
    [InlineData(ulong.MaxValue, "the header claims 18,446,744,073,709,551,615 bytes, but the format allows 100,000,000")]
    public void A_claim_takes_no_memory_before_the_bytes_are_there(ulong claim, string message)
    {
        byte[] bytes = new byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claim);
        bytes[8] = (byte)'{';
        SafeTensorsBytes.Refused(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensorsException problem = SafeTensorsBytes.Refused(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(message, problem.Message);
        Assert.InRange(allocated, 0, 1_000_000);
    }

    [Fact]
    public void A_claimed_tensor_takes_no_memory_before_the_bytes_are_there()
    {
        byte[] bytes = SafeTensorsBytes.File("""{"a":{"dtype":"U8","shape":[2000000000],"data_offsets":[0,2000000000]}}""", 1, 2, 3);
        SafeTensorsBytes.Refused(bytes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        SafeTensorsException problem = Assert.Throws<SafeTensorsException>(
            () => SafeTensorsFile.Read(new SafeTensorsBytes.ForwardStream(new MemoryStream(bytes))));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal("stream: tensor 'a' ends after 3 of 2,000,000,000 bytes: the file is cut off.", problem.Message);
        Assert.InRange(allocated, 0, 1_000_000);
    }

    [Fact]
    public void Every_prefix_of_a_file_is_rejected()
    {
        byte[] bytes = Sample();

        for (int length = 0; length < bytes.Length; length++) { SafeTensorsBytes.Refused(bytes[..length]); }
        Assert.Equal(3, SafeTensorsBytes.Read(bytes).Tensors.Count);
    }

    [Fact]
    public void Every_change_of_a_byte_gives_a_sound_file_or_the_one_exception()
    {
        byte[] bytes = Sample();
        byte[] replacements = [0, 1, (byte)' ', (byte)'"', (byte)'-', (byte)'.', (byte)'0', (byte)'9', (byte)'[', (byte)'{', (byte)'\\', 0x7f, 0x80, 0xff];
        int refused = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            foreach (byte replacement in replacements)
            {
                byte[] changed = [.. bytes];
                changed[i] = replacement;
                if (IsRefused(changed)) { refused++; }
            }
        }

        Assert.InRange(refused, bytes.Length, bytes.Length * replacements.Length);
    }

    [Fact]
    public void Random_damage_gives_a_sound_file_or_the_one_exception()
    {
        byte[] bytes = Sample();
        Random random = new(20240501);
        int refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            List<byte> changed = [.. bytes];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                int at = random.Next(changed.Count);
                switch (random.Next(4))
                {
                    case 0: changed[at] = (byte)random.Next(256); break;
                    case 1: changed.RemoveAt(at); break;
                    case 2: changed.Insert(at, (byte)random.Next(32, 127)); break;
                    default: changed[at] = bytes[random.Next(8, bytes.Length)]; break;
                }
            }

            if (IsRefused([.. changed])) { refused++; }
        }

        Assert.InRange(refused, 1_000, 20_000);
    }

    private static byte[] Sample()
    {
        SafeTensorsWriter writer = new() { Metadata = { ["format"] = "pt", ["ключ"] = "\"quoted\"" } };
        writer.Add<float>("0.weight", [2, 3], [1, 2, 3, 4, 5, 6]);
        writer.Add<double>("0.bias", [2], [1, 2]);
        writer.Add<int>("classes", [], [3]);
        MemoryStream stream = new();
        writer.Write(stream);
        return stream.ToArray();
    }

    private static bool IsRefused(byte[] bytes)
    {
        SafeTensorsFile file;
        try
        {
            file = SafeTensorsBytes.Read(bytes);
        }
        catch (SafeTensorsException)
        {
            return true;
        }

        // What was accepted must be whole: every byte after the header belongs to one tensor, and every tensor can be read.
        long data = bytes.Length - 8 - (long)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(data, file.Tensors.Sum(t => t.End - t.Begin));
        foreach (TensorEntry tensor in file.Tensors)
        {
            if (tensor.Type == TensorType.Other)
            {
                Assert.Throws<SafeTensorsException>(() => file.Get<double>(tensor.Name));
                continue;
            }

            int count = tensor.Type.IsFloatingPoint() ? file.Get<double>(tensor.Name).Length : file.GetIntegers<Int128>(tensor.Name).Length;
            Assert.Equal(tensor.Count, count);
        }

        return false;
    }
}
