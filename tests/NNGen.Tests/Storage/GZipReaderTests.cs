using System.IO.Compression;
using System.Text;

namespace NNGen.Tests;

public sealed class GZipReaderTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Members_that_follow_one_another_are_one_file_whatever_their_lengths()
    {
        Random random = new(3);
        for (int round = 0; round < 40; round++)
        {
            byte[] expected = new byte[random.Next(300_000)];
            random.NextBytes(expected);
            List<byte> packed = [];
            for (int start = 0; start < expected.Length || packed.Count == 0;)
            {
                int length = Math.Min(random.Next(100_000), expected.Length - start);
                packed.AddRange(Pack(expected.AsSpan(start, length)));
                start += length;
            }

            using GZipReader reader = new(new MemoryStream([.. packed]), "x");
            using MemoryStream all = new();
            reader.CopyTo(all);

            Assert.Equal(expected, all.ToArray());
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_packed_csv_file_that_is_cut_off_is_rejected_wherever_it_ends()
    {
        string rows = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * 7919 % 1009}.{i},{i % 2}\n"));
        byte[] whole = Pack(Encoding.UTF8.GetBytes("x,y\n" + rows));
        var options = new CsvOptions { Targets = ["y"] };
        Assert.Equal(400, CsvFile.Load<float>(folder.Write("a.csv.gz", whole), options).Count);

        for (int length = 2; length < whole.Length; length++)
        {
            Assert.Equal(
                "a.csv.gz: the compressed data is damaged, cut off, or followed by other bytes.",
                folder.Message<DataFileException>(() => CsvFile.Load<float>(folder.Write("a.csv.gz", whole[..length]), options)));
        }
    }

    [Fact]
    public async Task Every_way_to_read_a_damaged_csv_file_reports_the_file_and_no_row()
    {
        byte[] whole = Pack(Encoding.UTF8.GetBytes("x,y\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * 7919 % 1009},{i % 2}\n"))));
        CsvSchema schema = CsvSchema.Infer(folder.Write("a.csv.gz", whole), new CsvOptions { Targets = ["y"] });

        // In the middle: rows are wrong long before the end with its checksum is reached.
        whole[whole.Length / 2] ^= 0x10;
        string path = folder.Write("a.csv.gz", whole);

        Action[] ways =
        [
            () => CsvSchema.Infer(path, new CsvOptions { Targets = ["y"] }), () => schema.Load<float>(path), () => schema.LoadFeatures<float>(path),
            () => CsvFile.Split<float>(path, new CsvOptions { Targets = ["y"] }, 0.2, 1),
        ];
        foreach (Action way in ways)
        {
            Assert.StartsWith("a.csv.gz: the compressed data is damaged", folder.Message<DataFileException>(way), StringComparison.Ordinal);
        }

        var problem = await Assert.ThrowsAsync<DataFileException>(async () =>
        {
            await foreach (Dataset<float> part in schema.Stream<float>(path, partSize: 10).ReadEpoch()) { Assert.True(part.Count > 0); }
        });
        Assert.Contains("the compressed data is damaged", problem.Message);
    }

    [Fact]
    public void Bytes_after_a_packed_file_are_rejected()
    {
        NpyFile.Save(folder["a.npy"], NdArray.Create<float>([3], [1, 2, 3]));
        byte[] packed = Pack(File.ReadAllBytes(folder["a.npy"]));
        Assert.Equal([1f, 2, 3], NpyFile.Load(folder.Write("a.npy.gz", packed)).Get<float>());

        Assert.Equal(
            "a.npy.gz: the compressed data is damaged, cut off, or followed by other bytes.",
            folder.Message<DataFileException>(() => NpyFile.Load(folder.Write("a.npy.gz", [.. packed, 0, 0, 0]))));
    }

    private static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest)) { stream.Write(bytes); }
        return packed.ToArray();
    }
}
