using System.IO.Compression;

namespace NNGen.Tests;

/// <summary>One wrong bit in a file is detected, or does not change the values read, for every container with a checksum.</summary>
public sealed class BitFlipTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("two.npz")]
    [InlineData("two-packed.npz")]
    public void A_wrong_bit_in_an_archive_of_arrays_gives_no_other_numbers(string file)
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference(file));
        string expected = Content(whole);

        int noticed = AssertNoticed(whole, expected, Content);

        // Only duplicate fields of a header, dates and permissions may remain undetected.
        Assert.InRange(noticed, whole.Length * 8 / 3, whole.Length * 8);

        static string Content(byte[] bytes)
        {
            NpzFile archive = NpzFile.Read(new MemoryStream(bytes));
            return string.Join("; ", archive.Names.Select(name => $"{name} {archive[name]} {string.Join(' ', archive[name].Get<double>())}"));
        }
    }

    [Fact]
    public void A_wrong_bit_in_a_packed_csv_file_gives_no_other_numbers()
    {
        string text = "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * 37 % 101},{(i % 3 == 0 ? "a" : "b")}\n"));
        byte[] whole = [.. Pack(text[..200]), .. Pack(text[200..])];
        string expected = Content(whole);
        Assert.StartsWith("0 37 74", expected, StringComparison.Ordinal);

        int noticed = AssertNoticed(whole, expected, Content);

        Assert.InRange(noticed, whole.Length * 6, whole.Length * 8);

        string Content(byte[] bytes)
        {
            Dataset<float> data = CsvFile.Load<float>(folder.Write("a.csv.gz", bytes), new CsvOptions { Label = "y" });
            return $"{string.Join(' ', data.Features.ToArray())} {string.Join(' ', data.Labels.ToArray())} {string.Join(' ', data.ClassNames)}";
        }
    }

    [Fact]
    public void A_wrong_bit_in_a_packed_array_gives_no_other_numbers()
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference("images-idx3-ubyte.gz"));

        int noticed = AssertNoticed(whole, Content(whole), Content);

        Assert.InRange(noticed, whole.Length * 4, whole.Length * 8);

        string Content(byte[] bytes)
        {
            NdArray array = IdxFile.Load(folder.Write("a.gz", bytes));
            return $"{array} {string.Join(' ', array.GetIntegers<int>())}";
        }
    }

    [Fact]
    public void A_wrong_bit_in_a_saved_network_or_its_scaler_is_noticed()
    {
        var net = new ScalarNetwork<LinearModel, float>(1);
        SafeTensorsWriter writer = ParameterFile.Writer(net.Parameters);
        writer.Metadata["scaler.features"] = """{"kind":"standard","mean":[1.25],"scale":[3.5]}""";
        MemoryStream stream = new();
        writer.Write(stream);
        byte[] whole = stream.ToArray();

        int noticed = AssertNoticed(whole, Content(whole), Content);

        // Only spaces in the header and the name of the checksum may remain undetected.
        Assert.InRange(noticed, whole.Length * 8 * 9 / 10, whole.Length * 8);

        static string Content(byte[] bytes)
        {
            SafeTensorsFile file = SafeTensorsFile.Read(new MemoryStream(bytes));
            string[] keys = ["format", "format_version", "generator", "network", "scaler.features"];
            return string.Join("; ", keys.Select(key => file.Metadata[key]).Concat(file.Tensors.Select(t => $"{t} {string.Join(' ', file.Get<double>(t.Name))}")));
        }
    }

    [Fact]
    public void A_wrong_bit_in_a_log_of_events_breaks_the_checksum_of_its_record()
    {
        using (EventFile log = new(folder["log"], TimeProvider.System, path => new FileStream(path, FileMode.CreateNew)))
        {
            log.AddScalar(1, "loss", 0.25);
            log.ForgetFrom(2);
            log.AddScalar(2, "loss", 0.125);
            log.Flush();
        }

        byte[] whole = File.ReadAllBytes(Directory.GetFiles(folder["log"]).Single());
        Assert.Equal(4, EventReader.Read(whole).Count());

        foreach (byte[] damaged in Flips(whole)) { Assert.ThrowsAny<Exception>(() => EventReader.Read(damaged).Count()); }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    [InlineData(100_003)]
    public void The_checksum_of_archives_is_that_of_gzip(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        Assert.Equal(BitConverter.ToUInt32(Pack(bytes), Pack(bytes).Length - 8), Crc32.Of(bytes));
    }

    /// <summary>Every file with one wrong bit.</summary>
    private static IEnumerable<byte[]> Flips(byte[] whole)
    {
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return damaged;
        }
    }

    /// <summary>Each wrong bit is an error that reports it, or the values read are unchanged; returns the number of errors.</summary>
    private static int AssertNoticed(byte[] whole, string expected, Func<byte[], string> content)
    {
        int noticed = 0;
        foreach (byte[] damaged in Flips(whole))
        {
            try
            {
                Assert.Equal(expected, content(damaged));
            }
            catch (Exception problem) when (problem is DataFileException or SafeTensorsException or KeyNotFoundException)
            {
                noticed++;
            }
        }

        return noticed;
    }

    private static byte[] Pack(string text) => Pack(System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Optimal)) { stream.Write(bytes); }
        return packed.ToArray();
    }
}
