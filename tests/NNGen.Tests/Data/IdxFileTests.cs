namespace NNGen.Tests;

public sealed class IdxFileTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Packed_images_and_labels_become_a_dataset()
    {
        Dataset<float> raw = Dataset.LoadRawIdx<float>(
            DataFolder.Reference("images-idx3-ubyte.gz"), DataFolder.Reference("labels-idx1-ubyte.gz"));
        Dataset<double> scaled = Dataset.LoadIdx<double>(
            DataFolder.Reference("images-idx3-ubyte.gz"), DataFolder.Reference("labels-idx1-ubyte.gz"), classCount: 10);

        Assert.Equal("3 samples, 8 features, 3 classes", raw.ToString());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => i * 11f), raw.Features.ToArray());
        Assert.Equal([2, 0, 1], raw.Labels.ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => i * 11 / 255.0), scaled.Features.ToArray());
        Assert.Equal(10, scaled.ClassCount);
    }

    [Fact]
    public void Numbers_of_several_bytes_are_big_endian()
    {
        NdArray array = IdxFile.Load(DataFolder.Reference("f4.idx"));

        Assert.Equal("F32 [2, 2]", array.ToString());
        Assert.Equal([1.5f, -2, 0.25f, 3e7f], array.Get<float>());
    }

    [Fact]
    public void Files_round_trip_packed_or_not()
    {
        NdArray[] arrays =
        [
            NdArray.Create<byte>([2, 3], [0, 1, 2, 253, 254, 255]),
            NdArray.Create<sbyte>([2], [-128, 127]),
            NdArray.Create<short>([1], [-2]),
            NdArray.Create<int>([2, 1], [int.MinValue, 258]),
            NdArray.Create<float>([1], [0.1f]),
            NdArray.Create<double>([1], [0.1]),
        ];
        foreach (NdArray array in arrays)
        {
            foreach (string name in (string[])["a.idx", "a.idx.gz"])
            {
                IdxFile.Save(folder[name], array);
                NdArray back = IdxFile.Load(folder[name]);

                Assert.Equal(array.ToString(), back.ToString());
                Assert.Equal(array.Get<double>(), back.Get<double>());
            }
        }

        IdxFile.Save(folder["f4.idx"], IdxFile.Load(DataFolder.Reference("f4.idx")));
        Assert.Equal(File.ReadAllBytes(DataFolder.Reference("f4.idx")), File.ReadAllBytes(folder["f4.idx"]));
        Assert.Equal(
            "IDX has no type for I64; it has U8, I8, I16, I32, F32 and F64. (Parameter 'array')",
            Assert.Throws<ArgumentException>(() => IdxFile.Save(folder["x"], NdArray.Create<long>([1], [1]))).Message);
        Assert.False(File.Exists(folder["x"]));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8 }, "the header ends after 3 of 4 bytes: the file is cut off.")]
    [InlineData(new byte[] { 80, 75, 3, 4 }, "it begins with the bytes 50 4b; IDX files begin with 00 00 (is it one?).")]
    [InlineData(new byte[] { 0, 0, 10, 1 }, "its type is 0a; IDX has 08, 09, 0b, 0c, 0d and 0e.")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "it has no dimensions; expected at least one.")]
    [InlineData(new byte[] { 0, 0, 8, 255, 1 }, "the header ends after 1 of 1,020 bytes: the file is cut off.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "its shape [4294967295] takes more than the 2,147,483,591 bytes that NNGen reads at once.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 127, 0, 0, 0 }, "the array U8 [2130706432] ends after 0 of 2,130,706,432 bytes: the file is cut off.")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5, 6 }, "more bytes follow than the 1 of the array U8 [1].")]
    public void Files_that_break_a_rule_are_rejected_before_memory_is_taken(byte[] bytes, string problem)
    {
        string path = folder.Write("a.idx", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = folder.Message<DataFileException>(() => IdxFile.Load(path));

        Assert.Equal($"a.idx: {problem}", message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Packed_files_that_are_cut_off_anywhere_are_rejected()
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference("images-idx3-ubyte.gz"));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<DataFileException>(() => IdxFile.Load(folder.Write("cut.gz", whole[..length])));
        }
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_rejected()
    {
        string images = DataFolder.Reference("images-idx3-ubyte.gz");
        string labels = DataFolder.Reference("labels-idx1-ubyte.gz");
        IdxFile.Save(folder["two"], NdArray.Create<byte>([2], [1, 0]));

        Assert.Equal(
            $"{images}: it holds U8 [3, 2, 4]; expected a whole number for each image (are the two files swapped?).",
            Assert.Throws<DataFileException>(() => Dataset.LoadIdx<float>(labels, images)).Message);
        Assert.Equal(
            $"{images}: it holds 3 images, but two holds 2 labels.",
            folder.Message<DataFileException>(() => Dataset.LoadIdx<float>(images, folder["two"])));
        Assert.Equal(
            "Row 0 has class 2, but with 2 classes they go from 0 to 1. (Parameter 'labels')",
            Assert.Throws<ArgumentException>(() => Dataset.LoadIdx<float>(images, labels, classCount: 2)).Message);
    }
}
