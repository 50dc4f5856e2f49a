using System.Text;

namespace NNGen.Tests;

public sealed class SafeTensorsWriterTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nngen-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void The_bytes_are_those_of_the_reference_writer()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("b", [2, 1], [1f, -2f]);
        writer.Add<byte>("c", [], [7]);
        writer.Add<float>("Ä/\"+<", [0], []);
        writer.Add<double>("a", [1], [0.5]);
        writer.Add<long>("d", [1], [-1]);
        writer.Metadata["z"] = "1";
        writer.Metadata["format"] = "pt";

        // Sorted by decreasing type, then by the bytes of the name; compact; non-ASCII as it is; padded to a multiple of 8.
        string header =
            """{"__metadata__":{"format":"pt","z":"1"},"d":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},"b":{"dtype":"F32","shape":[2,1],"data_offsets":[16,24]},"Ä/\"+<":{"dtype":"F32","shape":[0],"data_offsets":[24,24]},"c":{"dtype":"U8","shape":[],"data_offsets":[24,25]}}""";
        int padding = (8 - (Encoding.UTF8.GetByteCount(header) % 8)) % 8;
        byte[] data =
        [
            255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 7,
        ];
        Assert.Equal(SafeTensorsBytes.File(header + new string(' ', padding), data), Bytes(writer));
    }

    [Fact]
    public void Names_sort_by_their_utf8_bytes()
    {
        // UTF-16 would put the emoji (surrogates, U+D83D) before U+FF5E.
        SafeTensorsWriter writer = new();
        writer.Add<float>("😀", [1], [1]);
        writer.Add<float>("～", [1], [2]);
        writer.Add<float>("Z", [1], [3]);
        writer.Add<float>("a", [1], [4]);

        Assert.Equal(["Z", "a", "～", "😀"], SafeTensorsBytes.Read(Bytes(writer)).Tensors.Select(t => t.Name));
    }

    [Fact]
    public void Written_data_is_read_again_bit_for_bit()
    {
        SafeTensorsWriter writer = new() { Metadata = { ["text"] = "line\nbreak, \"quotes\", Ünicode, \u0001" } };
        writer.Add<float>("f", [2, 2], [float.MinValue, float.Epsilon, float.NaN, -0f]);
        writer.Add<double>("d", [3], [Math.PI, double.MaxValue, double.NegativeInfinity]);
        writer.Add<Half>("h", [1], [(Half)1.5]);
        writer.Add<int>("i", [2], [int.MinValue, 7]);
        writer.Add<ulong>("u", [1], [ulong.MaxValue]);
        writer.Add<bool>("t", [2], [true, false]);

        SafeTensorsFile file = SafeTensorsBytes.Read(Bytes(writer));

        Assert.Equal("line\nbreak, \"quotes\", Ünicode, \u0001", file.Metadata["text"]);
        Assert.Equal(
            new[] { float.MinValue, float.Epsilon, float.NaN, -0f }.Select(BitConverter.SingleToInt32Bits),
            file.Get<float>("f").Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([Math.PI, double.MaxValue, double.NegativeInfinity], file.Get<double>("d"));
        Assert.Equal([(Half)1.5], file.Get<Half>("h"));
        Assert.Equal([int.MinValue, 7], file.GetIntegers<int>("i"));
        Assert.Equal([ulong.MaxValue], file.GetIntegers<ulong>("u"));
        Assert.Equal([1, 0], file.GetIntegers<byte>("t"));
    }

    [Fact]
    public void Every_tensor_is_aligned_to_its_type()
    {
        SafeTensorsWriter writer = new();
        writer.Add<byte>("a", [3], [1, 2, 3]);
        writer.Add<double>("b", [1], [1]);
        writer.Add<Half>("c", [3], [default, default, default]);
        writer.Add<float>("d", [5], [1, 2, 3, 4, 5]);
        byte[] bytes = Bytes(writer);

        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        Assert.All(SafeTensorsBytes.Read(bytes).Tensors, t => Assert.Equal(0, t.Begin % t.Type.Size()));
    }

    [Fact]
    public void A_tensor_that_makes_no_sense_is_rejected()
    {
        SafeTensorsWriter writer = new();
        writer.Add<float>("a", [1], [1]);

        Assert.Contains("A tensor 'a' was already added.", Assert.Throws<ArgumentException>(() => writer.Add<float>("a", [1], [1])).Message);
        Assert.Contains("Expected 6 values (tensor 'b', [2, 3]), got 5.", Assert.Throws<ArgumentException>(() => writer.Add<float>("b", [2, 3], [1, 2, 3, 4, 5])).Message);
        Assert.Contains("no dimension may be negative", Assert.Throws<ArgumentException>(() => writer.Add<float>("b", [-1, -1], [1])).Message);
        Assert.Contains("reserved", Assert.Throws<ArgumentException>(() => writer.Add<float>("__metadata__", [1], [1])).Message);
        Assert.Contains("not valid Unicode", Assert.Throws<ArgumentException>(() => writer.Add<float>("\ud800", [1], [1])).Message);
        Assert.Contains("System.Decimal", Assert.Throws<NotSupportedException>(() => writer.Add<decimal>("b", [1], [1])).Message);
        Assert.Single(SafeTensorsBytes.Read(Bytes(writer)).Tensors);
    }

    [Fact]
    public void Saving_replaces_a_file_and_leaves_no_other()
    {
        string path = Path.Combine(directory, "x.safetensors");
        File.WriteAllText(path, "old");
        SafeTensorsWriter writer = new();
        writer.Add<float>("a", [1], [1]);

        writer.Save(path);

        Assert.Equal(Bytes(writer), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(directory));
    }

    [Fact]
    public void A_failure_while_writing_keeps_the_old_file_and_leaves_no_other()
    {
        string path = Path.Combine(directory, "x.safetensors");
        File.WriteAllText(path, "old");

        Assert.Throws<TimeoutException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write([1, 2, 3]);
            throw new TimeoutException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(directory));
    }

    [Fact]
    public void A_failing_rename_leaves_no_temporary_file()
    {
        string path = Path.Combine(directory, "x.safetensors");
        Directory.CreateDirectory(path);
        SafeTensorsWriter writer = new();

        Exception problem = Assert.ThrowsAny<Exception>(() => writer.Save(path));

        Assert.True(problem is IOException or UnauthorizedAccessException, problem.ToString());
        Assert.Empty(Directory.GetFiles(directory));
    }

    [Fact]
    public void A_missing_directory_is_an_error_of_input_and_output()
    {
        string missing = Path.Combine(directory, "none"), path = Path.Combine(missing, "x.safetensors");
        var problem = Assert.Throws<DirectoryNotFoundException>(() => new SafeTensorsWriter().Save(path));
        Assert.Equal($"Cannot write '{path}': the directory '{missing}' does not exist (create it first).", problem.Message);
    }

    private static byte[] Bytes(SafeTensorsWriter writer)
    {
        MemoryStream stream = new();
        writer.Write(stream);
        return stream.ToArray();
    }
}
