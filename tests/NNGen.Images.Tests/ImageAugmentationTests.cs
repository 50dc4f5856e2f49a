using static NNGen.Tests.PictureFolder;

namespace NNGen.Tests;

public sealed class ImageAugmentationTests
{
    private static readonly ImageOptions Options = new(5, 4, 1);
    private static readonly float[] Image = [.. Enumerable.Range(1, 20).Select(value => value / 20f)];

    [Fact]
    public void Nothing_changes_unless_something_is_on() => Assert.Equal(Image, Changed(new ImageAugmentation(1), epoch: 3, number: 8));

    [Fact]
    public void Half_of_the_images_are_flipped_and_the_others_are_not()
    {
        float[] flipped = [.. Enumerable.Range(0, 20).Select(i => Image[(i / 4 * 4) + 3 - (i % 4)])];
        int count = 0;
        for (int number = 0; number < 1000; number++)
        {
            float[] changed = Changed(new ImageAugmentation(1) { HorizontalFlip = true }, 1, number);
            Assert.True(changed.SequenceEqual(flipped) || changed.SequenceEqual(Image));
            if (changed.SequenceEqual(flipped)) { count++; }
        }

        // Five standard deviations.
        Assert.InRange(count, 500 - 79, 500 + 79);
    }

    [Fact]
    public void Every_shift_is_equally_likely_and_is_a_crop_of_the_padded_image()
    {
        var augmentation = new ImageAugmentation(2) { Shift = 1, Fill = 0.5 };
        var counts = new Dictionary<string, int>();
        for (int down = -1; down <= 1; down++)
        {
            for (int right = -1; right <= 1; right++)
            {
                counts.Add(Text([.. Enumerable.Range(0, 20).Select(i => ((i / 4) - down, (i % 4) - right) is ( >= 0 and < 5, >= 0 and < 4) old ? Image[(old.Item1 * 4) + old.Item2] : 0.5f)]), 0);
            }
        }

        for (int number = 0; number < 9000; number++) { counts[Text(Changed(augmentation, 1, number))]++; }

        Assert.All(counts.Values, count => Assert.InRange(count, 1000 - 150, 1000 + 150));
        static string Text(float[] values) => string.Join(" ", values);
    }

    [Fact]
    public void A_quarter_turn_moves_pixels_and_small_angles_interpolate()
    {
        var square = new ImageOptions(3, 3, 1);
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        float[] turned = new float[9];

        new ImageMotion(square, IsFlipped: false, Turns: 0.25, Down: 0, Right: 0).Apply<float>(image, turned, [0]);
        Assert.Equal([7, 4, 1, 8, 5, 2, 9, 6, 3], turned);

        // Along a row of a plane that rises to the right, a turn by an angle a gives cos a and sin a; corners come from outside.
        new ImageMotion(square, IsFlipped: false, Turns: 10 / 360.0, Down: 0, Right: 0).Apply<float>([0, 1, 2, 0, 1, 2, 0, 1, 2], turned, [0]);
        Assert.Equal(1, turned[4], 1e-6);
        Assert.Equal(1 + Math.Sin(10 * Math.PI / 180), turned[7], 1e-6);
    }

    [Fact]
    public void Rotation_is_within_its_angle_to_both_sides()
    {
        var wide = new ImageOptions(1, 101, 1);
        var augmentation = new ImageAugmentation(5) { Rotation = 30 };
        float[] line = new float[101];
        line[50] = 1;
        float[] changed = new float[101];
        augmentation.Apply(line, changed, wide, 1, 0);
        Assert.Equal(1, changed[50], 1e-6);

        // How far points left and right of the center go up or down tells the angle.
        var square = new ImageOptions(41, 41, 1);
        float[] ramp = [.. Enumerable.Range(0, 41 * 41).Select(i => (float)((i / 41) - 20))];
        float[] turned = new float[41 * 41];
        double[] angles = [.. Enumerable.Range(0, 500).Select(number =>
        {
            augmentation.Apply(ramp, turned, square, 1, number);
            return Math.Asin(Math.Clamp((turned[(20 * 41) + 30] - turned[(20 * 41) + 10]) / 20, -1, 1)) * 180 / Math.PI;
        })];
        Assert.InRange(angles.Max(), 28, 30.001);
        Assert.InRange(angles.Min(), -30.001, -28);
        Assert.InRange(angles.Average(), -4, 4);
    }

    [Fact]
    public void Order_of_channels_and_normalization_do_not_matter()
    {
        var last = new ImageOptions(5, 4) { Mean = [0.5, 0.4, 0.3], StandardDeviation = [0.1, 0.2, 0.3] };
        var first = last with { Layout = Layout.ChannelsFirst, Mean = [], StandardDeviation = [] };
        double[] levels = [.. Enumerable.Range(0, 60).Select(i => i * 37 % 60 / 60.0)];
        var augmentation = new ImageAugmentation(3) { HorizontalFlip = true, Shift = 2, Rotation = 20, Fill = 0.25 };
        double[] values = [.. Enumerable.Range(0, 60).Select(i => last.ValueOf(levels[(i % 3 * 20) + (i / 3)], i % 3))];
        double[] changedLevels = new double[60];
        double[] changedValues = new double[60];
        for (int number = 0; number < 50; number++)
        {
            augmentation.Apply<double>(levels, changedLevels, first, 1, number);
            augmentation.Apply<double>(values, changedValues, last, 1, number);

            Assert.Equal(
                Enumerable.Range(0, 60).Select(i => last.ValueOf(changedLevels[(i % 3 * 20) + (i / 3)], i % 3)), changedValues, (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void Changes_follow_from_seed_epoch_and_number_alone()
    {
        var augmentation = new ImageAugmentation(1) { HorizontalFlip = true, Shift = 2, Rotation = 15 };
        float[] changed = Changed(augmentation, 2, 3);

        Assert.Equal(changed, Changed(augmentation with { }, 2, 3));
        Assert.NotEqual(changed, Changed(augmentation, 3, 3));
        Assert.NotEqual(changed, Changed(augmentation, 2, 4));
        Assert.NotEqual(changed, Changed(new ImageAugmentation(2) { HorizontalFlip = true, Shift = 2, Rotation = 15 }, 2, 3));

        // These bits are those of every machine and of every later version.
        Assert.Equal("3DFBDD4F", BitConverter.SingleToUInt32Bits(changed[9]).ToString("X8"));
    }

    [Fact]
    public void A_kind_of_change_does_not_depend_on_the_others()
    {
        for (int number = 0; number < 100; number++)
        {
            bool alone = !Changed(new ImageAugmentation(1) { HorizontalFlip = true }, 1, number).SequenceEqual(Image);
            float[] both = Changed(new ImageAugmentation(1) { HorizontalFlip = true, Shift = 1 }, 1, number);

            // Row 2, columns 1 and 2 stay inside.
            Assert.Equal(alone, both[9] > both[10]);
        }
    }

    [Fact]
    public async Task A_stream_of_a_dataset_changes_its_samples_differently_in_each_epoch()
    {
        Dataset<float> data = Dataset.FromLabels<float>([.. Enumerable.Repeat(Image, 30).SelectMany(image => image)], 20, [.. Enumerable.Range(0, 30).Select(i => i % 3)], classNames: ["a", "b", "c"]);
        var augmentation = new ImageAugmentation(1) { Shift = 1, Rotation = 15 };
        List<Dataset<float>> first = await Read(augmentation.Stream(data, Options, shuffleSeed: 4, partSize: 7));
        List<Dataset<float>> second = await Read(augmentation.Stream(data, Options, shuffleSeed: 4), 2);

        Assert.Equal(Features(first), Features(await Read(augmentation.Stream(data, Options, shuffleSeed: 4).Batch(4).Prefetch())));
        Assert.NotEqual(Features(first).Order(), Features(second).Order());
        Assert.Equal(["a", "b", "c"], first[0].ClassNames);

        // Without a shuffled order, the number is the row.
        Assert.Equal(Changed(augmentation, 1, 5), (await Read(augmentation.Stream(data, Options)))[0].Rows[5].ToArray());
    }

    [Fact]
    public async Task A_stream_of_a_dataset_keeps_targets()
    {
        Dataset<float> data = Dataset.Create<float>([.. Image, .. Image], 20, [3, 4], 1);

        Dataset<float> part = Assert.Single(await Read(new ImageAugmentation(1) { HorizontalFlip = true }.Stream(data, Options)));

        Assert.Equal([3, 4], part.Targets.ToArray());
        Assert.StartsWith(
            "Expected 12 values (height 2, width 6, 1 channels), got 20.",
            Assert.Throws<ArgumentException>(() => new ImageAugmentation(1).Stream(data, new ImageOptions(2, 6, 1))).Message);
    }

    [Fact]
    public async Task A_folder_changes_an_image_by_its_number_whatever_the_order_parts_and_threads()
    {
        using PictureFolder folder = new();
        for (int i = 0; i < 20; i++) { folder.Write($"{(i < 10 ? "a" : "b")}/{i:00}.png", Gray(5, 4, (row, column) => (byte)((row * 40) + (column * 10) + i))); }
        ImageFolder images = ImageFolder.Open(folder.Path);
        var augmentation = new ImageAugmentation(1) { HorizontalFlip = true, Shift = 2, Rotation = 15 };

        float[] inOrder = Features(await Read(images.Stream<float>(Options, augmentation: augmentation), 2));
        List<Dataset<float>> shuffled = await Read(images.Stream<float>(Options, shuffleSeed: 1, augmentation, partSize: 3, maxDegreeOfParallelism: 2), 2);

        float[] expected = [.. Enumerable.Range(0, 20).SelectMany(number => Changed(augmentation, 2, number, ImageFile.Load<float>(images.Files[number], Options)))];
        Assert.Equal(expected, inOrder);
        Assert.Equal(expected.Chunk(20).Select(Text).Order(StringComparer.Ordinal), Features(shuffled).Chunk(20).Select(Text).Order(StringComparer.Ordinal));
        static string Text(float[] values) => string.Join(" ", values);
    }

    [Fact]
    public void Own_memory_is_rejected() => Assert.StartsWith(
        "An image cannot be changed in its own memory",
        Assert.Throws<ArgumentException>(() => new ImageAugmentation(1).Apply<float>(Image, Image, Options, 1, 0)).Message);

    private static float[] Changed(ImageAugmentation augmentation, int epoch, int number, float[]? image = null)
    {
        float[] changed = new float[20];
        augmentation.Apply(image ?? Image, changed, Options, epoch, number);
        return changed;
    }

    private static float[] Features(IEnumerable<Dataset<float>> parts) => [.. parts.SelectMany(part => part.Features.ToArray())];

    private static async Task<List<Dataset<float>>> Read(DataStream<float> stream, int epoch = 1)
    {
        List<Dataset<float>> parts = [];
        await foreach (Dataset<float> part in stream.ReadEpoch(epoch)) { parts.Add(part); }
        return parts;
    }
}
