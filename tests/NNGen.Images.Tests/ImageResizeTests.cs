using static NNGen.Tests.PictureFolder;

namespace NNGen.Tests;

public sealed class ImageResizeTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Halving_weights_by_the_distance_as_Pillow_does()
    {
        // A triangle from -2 to 2 old pixels around the new pixel's center: 1/8, 3/8, 3/8, 1/8 inside, and 3/7, 3/7, 1/7 at a border.
        double[] levels = Load(Gray(1, 6, (_, column) => (byte)(column * column * 7)), 1, 3, ImageResize.Stretch);

        double[] old = [.. Enumerable.Range(0, 6).Select(column => column * column * 7 / 255.0)];
        Close([(3 * old[0] + 3 * old[1] + old[2]) / 7, (old[1] + 3 * old[2] + 3 * old[3] + old[4]) / 8, (old[3] + 3 * old[4] + 3 * old[5]) / 7], levels);
    }

    /// <summary>Levels from PyTorch 1.13: <c>interpolate(x, size, mode='bilinear', antialias=True)</c> in double precision.</summary>
    [Fact]
    public void Shrinking_and_growing_match_PyTorch_with_antialias()
    {
        byte[] image = Gray(7, 9, (row, column) => (byte)((row * 37) + (column * 11) + (row * column * 5)));

        Assert.Equal(
            [0.174037615, 0.295429391, 0.432861925, 0.554253701, 0.507965068, 0.613908347, 0.529355501, 0.45784808, 0.554093637, 0.347297944, 0.488501742, 0.641648659],
            Load(image, 3, 4, ImageResize.Stretch), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(
            [0.048366013, 0.075113122, 0.109502262, 0.143891403, 0.178280543, 0.212669683, 0.247058824, 0.281447964, 0.315837104, 0.350226244, 0.384615385, 0.419004525, 0.445751634],
            Load(image, 5, 13, ImageResize.Stretch)[..13], (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Doubling_is_linear_between_centers()
    {
        double[] levels = Load(Gray(2, 1, (row, _) => (byte)(row * 255)), 4, 1, ImageResize.Stretch);

        Close([0, 0.25, 0.75, 1], levels);
    }

    [Theory]
    [InlineData(ImageResize.Stretch)]
    [InlineData(ImageResize.Crop)]
    public void A_plain_image_stays_plain(ImageResize resize)
    {
        for (int size = 1; size < 40; size += 3)
        {
            double[] levels = Load(Plain(100, 13, 29), size, 17, resize);

            Close(Enumerable.Repeat(100 / 255.0, size * 17), levels);
        }
    }

    [Fact]
    public void Resizing_by_rows_is_the_same_as_by_columns_turned()
    {
        byte[] wide = Gray(7, 23, (row, column) => (byte)((row * 31) + (column * 7)));
        byte[] tall = Gray(23, 7, (row, column) => (byte)((column * 31) + (row * 7)));

        double[] first = Load(wide, 5, 11, ImageResize.Stretch);
        double[] second = Load(tall, 11, 5, ImageResize.Stretch);

        Close(Enumerable.Range(0, 55).Select(i => second[(i % 11 * 5) + (i / 11)]), first);
    }

    [Fact]
    public void Crop_keeps_proportions_and_the_center()
    {
        // Columns 0 to 8; a square of 3 rows is columns 3 to 5.
        double[] levels = Load(Gray(3, 9, (_, column) => (byte)(column * 10)), 3, 3, ImageResize.Crop);

        Close(Enumerable.Repeat(new[] { 30 / 255.0, 40 / 255.0, 50 / 255.0 }, 3).SelectMany(row => row), levels);
    }

    [Fact]
    public void Pad_keeps_proportions_and_everything()
    {
        byte[] image = Gray(1, 3, (_, column) => (byte)((column + 1) * 10));
        string path = folder.Write("a.png", image);

        double[] black = Load(image, 3, 3, ImageResize.Pad);
        double[] gray = ImageFile.Load<double>(path, new ImageOptions(3, 3, 1) { Resize = ImageResize.Pad, Background = 0.5, Mean = [0.25], StandardDeviation = [0.5] });

        Close([0, 0, 0, 10 / 255.0, 20 / 255.0, 30 / 255.0, 0, 0, 0], black);
        Close(((double[])[0.5, 0.5, 0.5, 10 / 255.0, 20 / 255.0, 30 / 255.0, 0.5, 0.5, 0.5]).Select(level => (level - 0.25) / 0.5), gray);
    }

    [Fact]
    public void Channels_are_resized_separately_in_both_orders()
    {
        string path = folder.Write("a.png", Color(8, 6, (row, column) => ((byte)(row * 30), (byte)(column * 40), (byte)(row * column * 7))));
        var options = new ImageOptions(5, 4) { Resize = ImageResize.Stretch };

        double[] last = ImageFile.Load<double>(path, options);
        double[] first = ImageFile.Load<double>(path, options with { Layout = Layout.ChannelsFirst });

        Assert.Equal(Enumerable.Range(0, 60).Select(i => last[(i % 20 * 3) + (i / 20)]), first);
        Close(Load(Gray(8, 6, (row, _) => (byte)(row * 30)), 5, 4, ImageResize.Stretch), first[..20]);
    }

    [Fact]
    public void An_image_of_the_right_size_is_not_touched()
    {
        byte[] image = Gray(5, 7, (row, column) => (byte)((row * 50) + column));

        Assert.Equal(Load(image, 5, 7, ImageResize.None), Load(image, 5, 7, ImageResize.Crop));
    }

    private double[] Load(byte[] image, int height, int width, ImageResize resize) =>
        ImageFile.Load<double>(folder.Write("image.png", image), new ImageOptions(height, width, 1) { Resize = resize });

    private static void Close(IEnumerable<double> expected, double[] actual) => Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-12);
}
