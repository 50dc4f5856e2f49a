using System.Buffers.Binary;
using System.Text;

namespace NNGen.Tests;

public class SafeTensorsReaderTests
{
    [Fact]
    public void The_example_of_the_reference_implementation_is_read()
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(
            SafeTensorsBytes.File("""{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}""", new byte[16]));

        TensorEntry entry = Assert.Single(file.Tensors);
        Assert.Equal("test", entry.Name);
        Assert.Equal(TensorType.Int32, entry.Type);
        Assert.Equal([2L, 2L], entry.Shape);
        Assert.Equal(4, entry.Count);
        Assert.Equal([0, 0, 0, 0], file.GetIntegers<int>("test"));
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void Tensors_are_found_in_any_order_and_alignment_with_padding_and_metadata()
    {
        byte[] data = [7, .. Little(1.5), .. Little(-2.25f)];
        SafeTensorsFile file = SafeTensorsBytes.Read(SafeTensorsBytes.File(
            """
            { "c" : {"data_offsets":[9,13], "shape":[1], "dtype":"F32"}, "__metadata__": {"format": "pt", "ü\n": ""},
              "b":{"dtype":"F64","shape":[1,1,1],"data_offsets":[1,9]},"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}     
            """,
            data));

        Assert.Equal(["a", "b", "c"], file.Tensors.Select(t => t.Name));
        Assert.Equal([7L], file.GetIntegers<long>("a"));
        Assert.Equal([1.5], file.Get<double>("b"));
        Assert.Equal([-2.25f], file.Get<float>("c"));
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("", file.Metadata["ü\n"]);
    }

    [Fact]
    public void Tensors_of_size_zero_and_files_without_tensors_are_allowed()
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(SafeTensorsBytes.File(
            """{"b":{"dtype":"F32","shape":[3,0],"data_offsets":[1,1]},"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]},"z":{"dtype":"F64","shape":[0],"data_offsets":[0,0]}}""",
            0x80));

        Assert.Equal(["z", "a", "b"], file.Tensors.Select(t => t.Name));
        Assert.Empty(file.Get<float>("b"));
        Assert.Equal([-128], file.GetIntegers<int>("a"));
        Assert.Empty(SafeTensorsBytes.Read(SafeTensorsBytes.File("{}")).Tensors);
    }

    [Fact]
    public void Every_half_and_every_bfloat16_converts_to_its_value()
    {
        byte[] data = new byte[2 * 65536];
        for (int i = 0; i < 65536; i++) { BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 * i), (ushort)i); }
        string header = """{"x":{"dtype":"TYPE","shape":[65536],"data_offsets":[0,131072]}}""";
        SafeTensorsFile half = SafeTensorsBytes.Read(SafeTensorsBytes.File(header.Replace("TYPE", "F16"), data));
        SafeTensorsFile brain = SafeTensorsBytes.Read(SafeTensorsBytes.File(header.Replace("TYPE", "BF16"), data));

        float[] halfFloats = half.Get<float>("x");
        double[] halfDoubles = half.Get<double>("x");
        float[] brainFloats = brain.Get<float>("x");
        for (int i = 0; i < 65536; i++)
        {
            Assert.Equal((float)BitConverter.UInt16BitsToHalf((ushort)i), halfFloats[i]);
            Assert.Equal((double)BitConverter.UInt16BitsToHalf((ushort)i), halfDoubles[i]);
            Assert.Equal(BitConverter.UInt32BitsToSingle((uint)i << 16), brainFloats[i]);
        }

        // Known values: 1.5 and the largest half; 3.140625 as bfloat16.
        Assert.Equal(1.5f, halfFloats[0x3e00]);
        Assert.Equal(65504f, halfFloats[0x7bff]);
        Assert.Equal(3.140625f, brainFloats[0x4049]);
    }

    [Fact]
    public void Doubles_round_to_the_nearest_float_and_beyond_its_range_to_infinity()
    {
        byte[] data = [.. Little(0.1), .. Little(1e300), .. Little(double.NaN)];
        SafeTensorsFile file = SafeTensorsBytes.Read(
            SafeTensorsBytes.File("""{"x":{"dtype":"F64","shape":[3],"data_offsets":[0,24]}}""", data));

        Assert.Equal([0.1f, float.PositiveInfinity, float.NaN], file.Get<float>("x"));
        Assert.Equal([0.1, 1e300, double.NaN], file.Get<double>("x"));
    }

    [Theory]
    [InlineData("BOOL", new byte[] { 0, 1 }, new[] { 0L, 1 })]
    [InlineData("U8", new byte[] { 1, 255 }, new[] { 1L, 255 })]
    [InlineData("I8", new byte[] { 1, 255 }, new[] { 1L, -1 })]
    [InlineData("I16", new byte[] { 0, 128, 255, 127 }, new[] { -32768L, 32767 })]
    [InlineData("U16", new byte[] { 0, 128, 255, 255 }, new[] { 32768L, 65535 })]
    [InlineData("I32", new byte[] { 254, 255, 255, 255, 1, 0, 0, 0 }, new[] { -2L, 1 })]
    [InlineData("U32", new byte[] { 254, 255, 255, 255, 1, 0, 0, 0 }, new[] { 4294967294L, 1 })]
    [InlineData("I64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 128, 9, 0, 0, 0, 0, 0, 0, 0 }, new[] { long.MinValue, 9 })]
    [InlineData("U64", new byte[] { 1, 2, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0 }, new[] { 513L, 9 })]
    public void Integers_of_every_type_are_read(string type, byte[] data, long[] expected)
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(
            SafeTensorsBytes.File($$$"""{"x":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{data.Length}}}]}}""", data));

        Assert.Equal(expected, file.GetIntegers<long>("x"));
    }

    [Theory]
    [InlineData("I32", new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 })]
    [InlineData("I8", new byte[] { 0, 255 })]
    [InlineData("U64", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255 })]
    public void An_integer_that_does_not_fit_is_rejected_with_its_index(string type, byte[] data)
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(
            SafeTensorsBytes.File($$$"""{"x":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{data.Length}}}]}}""", data));

        SafeTensorsException problem = Assert.Throws<SafeTensorsException>(() => file.GetIntegers<byte>("x"));
        Assert.Equal("stream: tensor 'x' has a value at index 1 that does not fit Byte; read it as a wider type.", problem.Message);
    }

    [Fact]
    public void Reading_as_the_wrong_kind_or_length_or_name_suggests_a_fix()
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(SafeTensorsBytes.File(
            """{"n":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"x":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}}""", 1, 2, 3, 4));

        Assert.Equal(
            "stream: tensor 'n' holds U8, not floating-point values; read it with GetIntegers.",
            Assert.Throws<SafeTensorsException>(() => file.Get<float>("n")).Message);
        Assert.Equal(
            "stream: tensor 'x' holds F16, not whole numbers; read it with Get.",
            Assert.Throws<SafeTensorsException>(() => file.GetIntegers<int>("x")).Message);
        Assert.StartsWith(
            "Expected room for 1 values (tensor 'x', [1]), got 2.", Assert.Throws<ArgumentException>(() => file.CopyTo("x", new float[2].AsSpan())).Message);
        Assert.StartsWith("stream has no tensor 'y' (it has 'n', 'x').", Assert.Throws<ArgumentException>(() => file.Get<float>("y")).Message);
    }

    [Fact]
    public void A_stream_without_length_gives_the_same_file()
    {
        float[] values = Enumerable.Range(0, 50_000).Select(i => i * 0.5f).ToArray();
        SafeTensorsWriter writer = new();
        writer.Add<float>("x", [50_000], values);
        MemoryStream stream = new();
        writer.Write(stream);

        SafeTensorsFile file = SafeTensorsFile.Read(new SafeTensorsBytes.ForwardStream(new MemoryStream(stream.ToArray())));

        Assert.Equal(values, file.Get<float>("x"));
    }

    [Fact]
    public void Reading_starts_at_the_position_of_the_stream()
    {
        byte[] bytes = [1, 2, 3, .. SafeTensorsBytes.File("""{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 42)];

        Assert.Equal([42], SafeTensorsFile.Read(new MemoryStream(bytes) { Position = 3 }).GetIntegers<int>("x"));
    }

    [Fact]
    public void A_missing_file_is_an_error_of_input_and_output()
    {
        Assert.Throws<FileNotFoundException>(() => SafeTensorsFile.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void An_error_in_a_file_names_its_path()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, Encoding.ASCII.GetBytes("PK\u0003\u0004 this is a zip file"));
        try
        {
            SafeTensorsException problem = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Load(path));
            Assert.Equal(path, problem.FileName);
            Assert.StartsWith($"{path}: the header claims", problem.Message);
            Assert.EndsWith("(is this a safetensors file?).", problem.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Little(double value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Little(float value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }

    [Theory]
    [InlineData("F8_E4M3", 2)]
    [InlineData("C64", 16)]
    [InlineData("F4", 1)]
    [InlineData("Q2_K", 7)]
    public void A_tensor_of_an_unsupported_type_does_not_prevent_reading_the_others(string type, int bytes)
    {
        SafeTensorsFile file = SafeTensorsBytes.Read(SafeTensorsBytes.File(
            $$$"""{"odd":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{bytes}}}]},"x":{"dtype":"U8","shape":[1],"data_offsets":[{{{bytes}}},{{{bytes + 1}}}]}}""",
            [.. new byte[bytes], 42]));

        Assert.Equal([42], file.GetIntegers<int>("x"));
        Assert.Equal((TensorType.Other, type, 2L), (file["odd"].Type, file["odd"].TypeName, file["odd"].Count));
        foreach (Action read in (Action[])[() => file.Get<float>("odd"), () => file.GetIntegers<long>("odd"), () => file.CopyTo("odd", new float[2].AsSpan())])
        {
            Assert.Equal(
                $"stream: tensor 'odd' has the dtype '{type}'; NNGen reads BOOL, U8, I8, I16, U16, F16, BF16, I32, U32, F32, F64, I64, U64.",
                Assert.Throws<SafeTensorsException>(read).Message);
        }
    }

    [Fact]
    public void The_length_of_a_tensor_that_is_not_read_is_checked_where_its_type_is_known() => Assert.Equal(
        "stream: tensor 'a' has 3 bytes, but F8_E5M2 [2] takes 2 bytes.",
        SafeTensorsBytes.Refused(SafeTensorsBytes.File("""{"a":{"dtype":"F8_E5M2","shape":[2],"data_offsets":[0,3]}}""", 1, 2, 3)).Message);

    [Fact]
    public void A_checksum_holds_when_another_program_writes_the_same_again_and_breaks_when_it_changes_a_value()
    {
        SafeTensorsWriter writer = new() { HasChecksum = true, Metadata = { ["b"] = "2", ["a"] = "1" } };
        writer.Add<float>("x", [2], [1, 2]);
        writer.Add<int>("n", [], [7]);
        MemoryStream stream = new();
        writer.Write(stream);
        string sum = SafeTensorsBytes.Read(stream.ToArray()).Metadata["nngen.checksum"];
        string header = $$$"""{ "n": {"shape":[],"dtype":"I32","data_offsets":[0,4]}, "x":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}, "__metadata__":{"a":"1","nngen.checksum":"{{{sum}}}","b":"2"} }""";
        byte[] again = SafeTensorsBytes.File(header, [7, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);

        Assert.Equal([1f, 2], SafeTensorsBytes.Read(again).Get<float>("x"));
        again[^1] = 0x41;
        Assert.Equal(
            "stream: its content does not match its checksum: it is damaged (or another program changed it and kept 'nngen.checksum' in its metadata, which then must be removed).",
            SafeTensorsBytes.Refused(again).Message);
    }
}
