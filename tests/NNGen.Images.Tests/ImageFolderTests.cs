using static NNGen.Tests.PictureFolder;

namespace NNGen.Tests;

public sealed class ImageFolderTests : IDisposable
{
    private static readonly ImageOptions Options = new(4, 4, 1);

    private readonly PictureFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Classes_are_subfolders_and_all_names_are_in_ordinal_order()
    {
        // A culture would sort a before B; 10 comes before 9.
        foreach (string name in (string[])["b/9.png", "b/10.png", "a/x/1.png", "a/B.png", "a/c.png", "C/1.png"]) { folder.Write(name, Plain(0)); }

        ImageFolder images = ImageFolder.Open(folder.Path);

        Assert.Equal(["C", "a", "b"], images.ClassNames);
        Assert.Equal(["C/1.png", "a/B.png", "a/c.png", "a/x/1.png", "b/10.png", "b/9.png"], Names(images.Files));
        Assert.Equal([0, 1, 1, 1, 2, 2], images.Labels.ToArray());
        Assert.Equal($"{folder.Path}: 6 images, 3 classes", images.ToString());
    }

    [Fact]
    public void A_dataset_has_all_images_and_the_names_of_the_classes()
    {
        Write("dark", 3, 10);
        Write("light", 2, 200);

        Dataset<float> data = ImageFolder.Open(folder.Path).Load<float>(Options);

        Assert.Equal("5 samples, 16 features, 2 classes: dark, light", $"{data}: {string.Join(", ", data.ClassNames)}");
        Assert.Equal([0, 0, 0, 1, 1], data.Labels.ToArray());
        Assert.Equal([10 / 255f, 11 / 255f, 12 / 255f, 200 / 255f, 201 / 255f], Levels([data]));
    }

    [Fact]
    public void Files_of_file_managers_and_hidden_ones_are_left_out()
    {
        Write("a", 1, 0);
        Write("b", 1, 0);
        foreach (string name in (string[])["a/.DS_Store", "b/Thumbs.db", "b/.cache/x.png", ".git/config", "README.txt", "a/desktop.ini"]) { folder.Write(name, [1]); }

        Assert.Equal(["a/0.png", "b/0.png"], Names(ImageFolder.Open(folder.Path).Files));
    }

    [Fact]
    public void Folders_without_classes_or_images_are_errors()
    {
        Assert.Equal(
            "folder: a folder of images has a subfolder for each of at least 2 classes; found none.",
            folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path)));
        Write("a", 1, 0);
        Assert.Equal(
            "folder: a folder of images has a subfolder for each of at least 2 classes; found 'a'.",
            folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path)));
        Directory.CreateDirectory(Path.Combine(folder.Path, "b"));
        Assert.Equal("b: class 'b' has no images (add some, or delete the folder).", folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path)));
        folder.Write("stray.JPG", Plain(0));
        Assert.Equal(
            "stray.JPG: it has no class, because it is next to the folders of the classes (move it into one of them).",
            folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path)));
        Assert.StartsWith("The folder '", folder.Message<DirectoryNotFoundException>(() => ImageFolder.Open(Path.Combine(folder.Path, "none"))));
    }

    [Fact]
    public void Given_classes_keep_their_numbers_and_must_be_there()
    {
        Write("a", 1, 0);
        Write("b", 1, 0);

        ImageFolder images = ImageFolder.Open(folder.Path, ["b", "a"]);

        Assert.Equal(["b/0.png", "a/0.png"], Names(images.Files));
        Assert.Equal(
            "folder: its subfolders are not the expected classes: missing are 'c', unknown are 'b'.",
            folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path, ["a", "c"])));
    }

    [Fact]
    public async Task One_bad_file_among_many_is_an_error_that_names_it()
    {
        Write("a", 30, 0);
        Write("b", 30, 100);
        folder.Write("a/17.png", Plain(0)[..40]);
        folder.Write("b/3.png", Plain(0, 4, 5));
        ImageFolder images = ImageFolder.Open(folder.Path);

        // Whichever thread comes first, the first file is reported.
        for (int i = 0; i < 5; i++)
        {
            Assert.StartsWith("a/17.png: it is cut off, or not an image: its 40 bytes ", folder.Message<DataFileException>(() => images.Load<float>(Options)));
        }

        var problem = await Assert.ThrowsAsync<DataFileException>(() => Read(images.Stream<float>(Options, partSize: 7)));
        Assert.Equal(Path.Combine(folder.Path, "a", "17.png"), problem.FileName);
    }

    [Fact]
    public void Unreadable_files_are_left_out_and_listed_where_the_program_says_so()
    {
        Write("a", 4, 0);
        Write("b", 3, 100);
        folder.Write("a/2.png", Plain(0)[..40]);
        folder.Write("a/notes.txt", "no image"u8.ToArray());
        folder.Write("b/1.png", Plain(0, 4, 5));

        ImageFolder readable = ImageFolder.Open(folder.Path).KeepReadable(Options, out IReadOnlyList<UnreadableImage> skipped);

        Assert.Equal(["a/0.png", "a/1.png", "a/3.png", "b/0.png", "b/2.png"], Names(readable.Files));
        Assert.Equal(["a/2.png", "a/notes.txt", "b/1.png"], Names(skipped.Select(image => image.File)));
        Assert.Contains("its size is 4 × 5 pixels (height × width), but 4 × 4 are expected", skipped[2].ToString());
        Assert.Equal([0, 1 / 255f, 3 / 255f, 100 / 255f, 102 / 255f], Levels([readable.Load<float>(Options)]));
    }

    [Fact]
    public void A_class_without_a_readable_image_is_an_error()
    {
        Write("a", 1, 0);
        folder.Write("b/1.png", Plain(0, 4, 5));

        Assert.StartsWith(
            "b: no image of class 'b' can be read; the first problem is: b/1.png: its size is 4 × 5 pixels",
            folder.Message<DataFileException>(() => ImageFolder.Open(folder.Path).KeepReadable(Options, out _)));
    }

    [Fact]
    public async Task A_file_that_has_disappeared_is_an_IOException()
    {
        Write("a", 2, 0);
        Write("b", 2, 0);
        ImageFolder images = ImageFolder.Open(folder.Path);
        File.Delete(images.Files[1]);

        Assert.Throws<FileNotFoundException>(() => images.Load<float>(Options));
        Assert.Throws<FileNotFoundException>(() => images.KeepReadable(Options, out _));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Read(images.Stream<float>(Options)));
    }

    [Fact]
    public void Parts_have_the_rows_that_a_split_of_the_dataset_has()
    {
        Write("a", 12, 0);
        Write("b", 8, 100);
        ImageFolder images = ImageFolder.Open(folder.Path);

        (ImageFolder train, ImageFolder test) = images.Split(0.25, seed: 3, stratify: true);

        (Dataset<float> trainRows, Dataset<float> testRows) = images.Load<float>(Options).Split(0.25, seed: 3, stratify: true);
        Assert.Equal(trainRows.Features.ToArray(), train.Load<float>(Options).Features.ToArray());
        Assert.Equal(testRows.Features.ToArray(), test.Load<float>(Options).Features.ToArray());
        Assert.Equal(testRows.Labels.ToArray(), test.Labels.ToArray());
        Assert.Equal(["a", "b"], test.ClassNames);
    }

    [Fact]
    public async Task A_stream_has_the_images_in_order_whatever_the_parts_and_threads()
    {
        Write("a", 9, 0);
        Write("b", 8, 100);
        ImageFolder images = ImageFolder.Open(folder.Path);
        float[] expected = Levels([images.Load<float>(Options)]);

        foreach (int partSize in (int[])[1, 4, 17, 100])
        {
            List<Dataset<float>> parts = await Read(images.Stream<float>(Options, partSize: partSize, maxDegreeOfParallelism: partSize));

            Assert.Equal(expected, Levels(parts));
            Assert.All(parts, part => Assert.Equal(["a", "b"], part.ClassNames));
        }
    }

    [Fact]
    public async Task A_shuffled_stream_has_a_new_order_in_each_epoch_that_follows_from_the_seed()
    {
        Write("a", 20, 0);
        Write("b", 20, 100);
        DataStream<float> stream = ImageFolder.Open(folder.Path).Stream<float>(Options, shuffleSeed: 7);
        DataStream<float> again = ImageFolder.Open(folder.Path).Stream<float>(Options, shuffleSeed: 7, partSize: 3, maxDegreeOfParallelism: 1);

        float[] first = Levels(await Read(stream));

        Assert.Equal(first, Levels(await Read(again)));
        Assert.Equal(Levels(await Read(stream, 2)), Levels(await Read(again, 2)));
        Assert.NotEqual(first, Levels(await Read(stream, 2)));
        Assert.NotEqual(first, Levels(await Read(ImageFolder.Open(folder.Path).Stream<float>(Options, shuffleSeed: 8))));
        Assert.Equal(Enumerable.Range(0, 20).Concat(Enumerable.Range(100, 20)).Select(level => level / 255f), first.Order());

        // The order of this seed is that of every machine and of every later version.
        Assert.Equal([19, 3, 115], first[..3].Select(level => (int)Math.Round(level * 255)));
    }

    [Fact]
    public void Standardized_channels_have_mean_0_and_deviation_1()
    {
        for (int i = 0; i < 70; i++)
        {
            folder.Write($"{(i % 2 == 0 ? "a" : "b")}/{i}.png", Color(4, 4, (row, column) => ((byte)(i * 3), (byte)(row * column * 20), 77)));
        }

        ImageFolder images = ImageFolder.Open(folder.Path);
        ImageOptions options = images.Standardize(new ImageOptions(4, 4) { Layout = Layout.ChannelsFirst });

        double[] values = images.Load<double>(options).Features.ToArray();
        for (int channel = 0; channel < 3; channel++)
        {
            double[] pixels = [.. values.Where((_, i) => i / 16 % 3 == channel)];
            Assert.Equal(0, pixels.Average(), 1e-9);
            Assert.Equal(channel == 2 ? 0 : 1, Math.Sqrt(pixels.Average(value => value * value)), 1e-6);
        }

        Assert.Equal(1, options.StandardDeviation[2]);
        Assert.Equal(options.Mean, images.Standardize(options, maxDegreeOfParallelism: 1).Mean);
        Assert.Equal(Layout.ChannelsFirst, options.Layout);
    }

    [Fact]
    public async Task A_network_learns_from_a_stream_and_to_the_same_bits_as_from_memory()
    {
        Write("dark", 20, 10);
        Write("light", 20, 220);
        ImageFolder images = ImageFolder.Open(folder.Path);
        var fromMemory = new LightOrDark(seed: 1);
        var fromStream = new LightOrDark(seed: 1);

        fromMemory.Fit(images.Load<float>(Options), new FitOptions { Epochs = 20, BatchSize = 8, Optimizer = new Adam(0.01), Shuffle = false });
        await fromStream.FitAsync(images.Stream<float>(Options).Batch(8).Prefetch(), epochs: 20, optimizer: new Adam(0.01));

        Assert.Equal(fromMemory.Parameters.Values.ToArray(), fromStream.Parameters.Values.ToArray());
        Assert.Equal(1, fromStream.Evaluate(images.Load<float>(Options)).Accuracy);
        Assert.Equal(1, fromStream.Classify(ImageFile.Load<float>(images.Files[^1], Options)));
    }

    [Fact]
    public void Networks_of_either_order_predict_the_same_from_images_in_their_order()
    {
        string path = folder.Write("a.png", Color(4, 4, (row, column) => ((byte)(row * 60), (byte)(column * 60), (byte)(row * column * 20))));
        var options = new ImageOptions(4, 4);

        float[] first = new ColorsFirst(seed: 1).Predict(ImageFile.Load<float>(path, options with { Layout = Layout.ChannelsFirst }));

        Assert.Equal(new ColorsLast(seed: 1).Predict(ImageFile.Load<float>(path, options)), first);
    }

    [Fact]
    public void Options_are_the_same_text_on_every_machine()
    {
        Assert.Equal(
            "32 × 24 pixels, 3 channels first, resize Crop, mean 0.5, 0.25, 0.1",
            new ImageOptions(32, 24) { Layout = Layout.ChannelsFirst, Resize = ImageResize.Crop, Mean = [0.5, 0.25, 0.1] }.ToString());
        Assert.Equal(
            "seed -1, horizontal flip, shift 4, rotation 7.5°", new ImageAugmentation(-1) { HorizontalFlip = true, Shift = 4, Rotation = 7.5 }.ToString());
    }

    /// <summary>Writes plain images of levels that begin with one.</summary>
    private void Write(string className, int count, int firstLevel)
    {
        // Two digits where there are more than ten, so that the order is that of the levels.
        for (int i = 0; i < count; i++) { folder.Write($"{className}/{i.ToString(count > 10 ? "00" : "0")}.png", Plain((byte)(firstLevel + i))); }
    }

    private string[] Names(IEnumerable<string> files) => [.. files.Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/'))];

    private static float[] Levels(IEnumerable<Dataset<float>> parts) =>
        [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(row => part.Rows[row][0]))];

    private static async Task<List<Dataset<float>>> Read(DataStream<float> stream, int epoch = 1)
    {
        List<Dataset<float>> parts = [];
        await foreach (Dataset<float> part in stream.ReadEpoch(epoch)) { parts.Add(part); }
        return parts;
    }
}
