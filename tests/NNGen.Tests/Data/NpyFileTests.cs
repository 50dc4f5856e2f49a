using System.Text;

namespace NNGen.Tests;

public sealed class NpyFileTests : IDisposable
{
    private readonly DataFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("f4.npy", "F32 [2, 3, 4]", 0.125, 0)]
    [InlineData("f8-fortran.npy", "F64 [2, 3, 4]", 0.125, 0)]
    [InlineData("f8-big.npy", "F64 [2, 3, 4]", 0.125, -1)]
    [InlineData("i2-big-fortran.npy", "I16 [2, 3, 4]", 1, -12)]
    [InlineData("f2.npy", "F16 [2, 3, 4]", 0.125, 0)]
    [InlineData("u1.npy", "U8 [2, 3, 4]", 10, 0)]
    public void Arrays_of_NumPy_are_read_row_by_row_whatever_their_order(string file, string text, double step, double start)
    {
        NdArray array = NpyFile.Load(DataFolder.Reference(file));

        Assert.Equal(text, array.ToString());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (i * step) + start), array.Get<double>());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)((i * step) + start)), array.Get<float>());
        Assert.Equal((2, 12, 24), (array.RowCount, array.RowLength, array.Count));
    }

    [Fact]
    public void Integers_booleans_and_single_numbers_are_read()
    {
        Assert.Equal([long.MinValue, -1, 0, long.MaxValue], NpyFile.Load(DataFolder.Reference("i8.npy")).GetIntegers<long>());
        Assert.Equal([0, 18446744073709551615.0], NpyFile.Load(DataFolder.Reference("u8.npy")).Get<double>());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => i % 3 == 0 ? 1 : 0), NpyFile.Load(DataFolder.Reference("bool.npy")).GetIntegers<int>());
        NdArray scalar = NpyFile.Load(DataFolder.Reference("scalar.npy"));
        Assert.Equal(("F64 []", 2.5), (scalar.ToString(), scalar.Get<double>().Single()));
        NdArray empty = NpyFile.Load(DataFolder.Reference("empty.npy"));
        Assert.Equal(("F32 [0, 3]", 0), (empty.ToString(), empty.Count));
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_rejected()
    {
        NdArray large = NpyFile.Load(DataFolder.Reference("i8.npy"));
        NdArray floats = NpyFile.Load(DataFolder.Reference("f4.npy"));

        Assert.EndsWith(
            "i8.npy has a value at index 0 that does not fit Int32 (read it as a wider type).",
            Assert.Throws<DataFileException>(() => large.GetIntegers<int>()).Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "f4.npy holds F32, not whole numbers (read it with Get).",
            Assert.Throws<DataFileException>(() => floats.GetIntegers<int>()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f4.npy")]
    [InlineData("u1.npy")]
    [InlineData("i8.npy")]
    [InlineData("u8.npy")]
    [InlineData("bool.npy")]
    [InlineData("scalar.npy")]
    [InlineData("empty.npy")]
    public void Written_files_have_the_bytes_of_NumPy(string file)
    {
        NpyFile.Save(folder["copy.npy"], NpyFile.Load(DataFolder.Reference(file)));

        Assert.Equal(File.ReadAllBytes(DataFolder.Reference(file)), File.ReadAllBytes(folder["copy.npy"]));
    }

    [Theory]
    [InlineData("complex.npy", "its type is '<c16'; NNGen reads bool, integers of 8 to 64 bits and floats of 16 to 64 bits.")]
    [InlineData("text.npy", "its type is '<U3'; NNGen reads bool, integers of 8 to 64 bits and floats of 16 to 64 bits.")]
    [InlineData("records.npy", "it holds records of several fields; save each field as a separate array.")]
    [InlineData("objects.npy", "it holds Python objects, whose reading would run code; save numbers instead (array.astype(float)).")]
    public void Arrays_that_hold_no_plain_numbers_are_rejected(string file, string problem)
    {
        string path = DataFolder.Reference(file);

        var refused = Assert.Throws<DataFileException>(() => NpyFile.Load(path));

        Assert.Equal($"{path}: {problem}", refused.Message);
        Assert.Equal(path, refused.FileName);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000,), }", "the shape [4000000000] takes more than the 2,147,483,591 bytes that NNGen reads at once.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }", "the shape [2000000000, 2000000000, 2000000000] takes more than the 2,147,483,591 bytes that NNGen reads at once.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (400000000,), }", "the array F32 [400000000] ends after 0 of 1,600,000,000 bytes: the file is cut off.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "the header's shape has '-1,), }'; expected whole numbers, not below 0.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "the header's shape has '99999999999999999999,), }'; expected whole numbers, not below 0.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "the header has no 'shape'.")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', }", "the header has the key 'descr' twice.")]
    [InlineData("{'descr': '<f4', 'open': 1}", "the header has the key 'open'; expected 'descr', 'fortran_order' and 'shape'.")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, }", "'fortran_order' is '1, }'; expected True or False.")]
    [InlineData("{'descr': __import__('os')", "the header has '__import__('os')' where a text in quotes was expected.")]
    [InlineData("{'descr': '<f4", "the header has ''<f4' where a text in quotes was expected.")]
    [InlineData("{'descr'", "the header ends where ':' was expected.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0,)} + 1", "'+ 1' follows the header's dictionary.")]
    [InlineData("", "the header ends where '{' was expected.")]
    public void Headers_that_break_a_rule_are_rejected_before_memory_is_taken(string header, string problem)
    {
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
        string path = folder.Write("a.npy", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = folder.Message<DataFileException>(() => NpyFile.Load(path));

        Assert.Equal($"a.npy: {problem}", message);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Files_cut_off_anywhere_are_rejected()
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference("f4.npy"));
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("cut.npy", whole[..length]);
            Assert.Throws<DataFileException>(() => NpyFile.Load(path));
        }

        Assert.Equal(
            "cut.npy: the array F32 [2, 3, 4] ends after 95 of 96 bytes: the file is cut off.",
            folder.Message<DataFileException>(() => NpyFile.Load(folder["cut.npy"])));
        Assert.Equal(
            "long.npy: more bytes follow the array F32 [2, 3, 4] (several arrays in one file are read with Read, one after another).",
            folder.Message<DataFileException>(() => NpyFile.Load(folder.Write("long.npy", [.. whole, 0]))));
    }

    [Fact]
    public void Other_files_and_versions_are_rejected()
    {
        Assert.Equal(
            "a.npy: it does not begin as NPY files do, with \\x93NUMPY (is it one?).",
            folder.Message<DataFileException>(() => NpyFile.Load(folder.Write("a.npy", "1,2,3,4,5"))));
        Assert.Equal(
            "b.npy: its version is 4.0; NNGen reads versions 1 to 3.",
            folder.Message<DataFileException>(() => NpyFile.Load(folder.Write("b.npy", [0x93, .. "NUMPY"u8, 4, 0]))));
        Assert.Equal(
            "c.npy: its header claims 4,294,967,295 bytes; NNGen reads headers of up to 65,536.",
            folder.Message<DataFileException>(
                () => NpyFile.Load(folder.Write("c.npy", [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255]))));
    }

    [Fact]
    public void Arrays_follow_one_another_in_a_stream()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NdArray.Create<float>([2], [1, 2]));
        NpyFile.Write(stream, NdArray.Create<int>([1, 1], [7]));
        stream.Position = 0;

        Assert.Equal([1f, 2], NpyFile.Read(stream).Get<float>());
        Assert.Equal([7], NpyFile.Read(stream).GetIntegers<int>());
    }

    [Theory]
    [InlineData("two.npz")]
    [InlineData("two-packed.npz")]
    public void Archives_of_NumPy_are_read_by_name(string file)
    {
        NpzFile archive = NpzFile.Load(DataFolder.Reference(file));

        Assert.Equal(["x", "y"], archive.Names);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => i / 8f), archive["x"].Get<float>());
        Dataset<float> data = Dataset.FromLabels<float>(archive["x"], archive["y"]);
        Assert.Equal("2 samples, 12 features, 2 classes", data.ToString());
        Assert.EndsWith(
            "has no array 'z' (it has 'x', 'y'). (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => archive["z"]).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Archives_round_trip(bool isCompressed)
    {
        Dictionary<string, NdArray> arrays = new()
        {
            ["weights"] = NdArray.Create<double>([2, 2], [1, -2, double.MaxValue, 4e-300]),
            ["flags"] = NdArray.Create<bool>([3], [true, false, true]),
        };

        NpzFile.Save(folder["a.npz"], arrays, isCompressed);
        NpzFile.Save(folder["b.npz"], arrays, isCompressed);
        NpzFile back = NpzFile.Load(folder["a.npz"]);

        Assert.Equal(arrays["weights"].Get<double>(), back["weights"].Get<double>());
        Assert.Equal([1, 0, 1], back["flags"].GetIntegers<int>());
        Assert.Equal(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
    }

    [Fact]
    public void Archives_that_are_damaged_or_others_are_rejected()
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference("two-packed.npz"));
        Assert.Equal(
            "cut.npz: it does not end as ZIP archives do: it is cut off, or it is not an NPZ file.",
            folder.Message<DataFileException>(() => NpzFile.Load(folder.Write("cut.npz", whole[..^30]))));
        using (var zip = new System.IO.Compression.ZipArchive(File.Create(folder["other.npz"]), System.IO.Compression.ZipArchiveMode.Create))
        {
            zip.CreateEntry("readme.txt");
        }

        Assert.Equal(
            "other.npz: it holds no .npy file, but 'readme.txt' (is it one of NumPy's?).",
            folder.Message<DataFileException>(() => NpzFile.Load(folder["other.npz"])));
    }

    [Fact]
    public void Arrays_of_texts_folders_and_other_files_do_not_prevent_reading_the_arrays()
    {
        using (var zip = new System.IO.Compression.ZipArchive(File.Create(folder["a.npz"]), System.IO.Compression.ZipArchiveMode.Create))
        {
            zip.CreateEntry("docs/");
            using (var readme = new StreamWriter(zip.CreateEntry("README.md").Open())) { readme.Write("# Data"); }
            foreach (string name in (string[])["text", "f4", "records"])
            {
                using Stream entry = zip.CreateEntry($"docs/{name}.npy").Open();
                entry.Write(File.ReadAllBytes(DataFolder.Reference($"{name}.npy")));
            }
        }

        NpzFile archive = NpzFile.Load(folder["a.npz"]);

        Assert.Equal(["docs/text", "docs/f4", "docs/records"], archive.Names);
        Assert.Equal(24, archive["docs/f4"].Count);
        Assert.Same(archive["docs/f4"], archive["docs/f4"]);
        Assert.Equal(
            "a.npz, array 'docs/text': its type is '<U3'; NNGen reads bool, integers of 8 to 64 bits and floats of 16 to 64 bits.",
            folder.Message<DataFileException>(() => _ = archive["docs/text"]));
        Assert.Equal(
            "a.npz, array 'docs/records': it holds records of several fields; save each field as a separate array.",
            folder.Message<DataFileException>(() => _ = archive["docs/records"]));
    }

    [Fact]
    public void Archives_are_read_from_streams_that_cannot_seek_and_from_the_position_of_a_stream()
    {
        byte[] whole = File.ReadAllBytes(DataFolder.Reference("two-packed.npz"));
        using MemoryStream behind = new([1, 2, 3, .. whole]) { Position = 3 };

        Assert.Equal(24, NpzFile.Read(new SafeTensorsBytes.ForwardStream(new MemoryStream(whole)))["x"].Count);
        Assert.Equal(24, NpzFile.Read(behind)["x"].Count);
    }

    [Fact]
    public void An_archive_with_more_entries_than_16_bits_count_is_read()
    {
        using MemoryStream stream = new();
        using (var zip = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 66_000; i++) { zip.CreateEntry($"{i}/"); }
            using Stream entry = zip.CreateEntry("x.npy").Open();
            entry.Write(File.ReadAllBytes(DataFolder.Reference("f4.npy")));
        }

        stream.Position = 0;
        Assert.Equal(24, NpzFile.Read(stream)["x"].Count);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 2000000000, 2000000000), }")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3, 1000000000), }")]
    public void An_empty_array_whose_rows_would_be_too_long_is_rejected(string header)
    {
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];

        Assert.Contains("takes more than the 2,147,483,591 bytes", folder.Message<DataFileException>(() => NpyFile.Load(folder.Write("a.npy", bytes))));
        Assert.Contains(
            "takes more than the 2,147,483,591 bytes",
            Assert.Throws<ArgumentException>(() => NdArray.Create<float>([0, 50_000, 50_000], [])).Message);
        Assert.Equal(6, NdArray.Create<float>([0, 2, 3], []).RowLength);
    }

    [Fact]
    public void A_number_beyond_float_is_named_as_the_file_has_it()
    {
        NpyFile.Save(folder["x.npy"], NdArray.Create<double>([2, 2], [1, 2, 3, 1e300]));
        NdArray x = NpyFile.Load(folder["x.npy"]), y = NdArray.Create<int>([2], [0, 1]);

        Assert.Equal(
            "x.npy: row 1, feature 1 is 1E+300, which is beyond the range of Single (make a dataset of double, and scale it before ToSingle).",
            folder.Message<ArgumentException>(() => Dataset.FromLabels<float>(x, y)));
        Assert.Equal(1e300, Dataset.FromLabels<double>(x, y).Rows[1][1]);
        Assert.Contains("row 1, target 1 is 1E+300", Assert.Throws<ArgumentException>(() => Dataset.Create<float>(y, x)).Message);
    }
}
