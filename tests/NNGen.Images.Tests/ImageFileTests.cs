using SkiaSharp;
using static NNGen.Tests.PictureFolder;

namespace NNGen.Tests;

public sealed class ImageFileTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Values_are_levels_from_0_to_1_with_the_channels_of_a_pixel_together()
    {
        string path = folder.Write("a.png", Color(1, 2, (_, column) => column == 0 ? ((byte)0, (byte)51, (byte)255) : ((byte)1, (byte)2, (byte)3)));

        Assert.Equal([0, 0.2f, 1, 1 / 255f, 2 / 255f, 3 / 255f], ImageFile.Load<float>(path, new ImageOptions(1, 2)));
        Assert.Equal([0, 51 / 255.0, 1, 1 / 255.0, 2 / 255.0, 3 / 255.0], ImageFile.Load<double>(path, new ImageOptions(1, 2)));
    }

    [Fact]
    public void Channels_come_first_where_the_network_says_so()
    {
        string path = folder.Write("a.png", Color(1, 2, (_, column) => column == 0 ? ((byte)0, (byte)51, (byte)255) : ((byte)255, (byte)0, (byte)51)));

        Assert.Equal([0, 1, 0.2f, 0, 1, 0.2f], ImageFile.Load<float>(path, new ImageOptions(1, 2) { Layout = Layout.ChannelsFirst }));
    }

    [Fact]
    public void Gray_is_weighted_luminance_and_a_gray_image_has_three_equal_channels()
    {
        string color = folder.Write("color.png", Color(1, 3, (_, column) => ((byte)(column == 0 ? 255 : 0), (byte)(column == 1 ? 255 : 0), (byte)(column == 2 ? 255 : 0))));
        string gray = folder.Write("gray.png", Gray(1, 256, (_, column) => (byte)column));

        Assert.Equal([0.299, 0.587, 0.114], ImageFile.Load<double>(color, new ImageOptions(1, 3, 1)));
        Assert.Equal(Enumerable.Range(0, 256).Select(level => level / 255.0), ImageFile.Load<double>(gray, new ImageOptions(1, 256, 1)));
        Assert.Equal(Enumerable.Range(0, 768).Select(i => i / 3 / 255.0), ImageFile.Load<double>(gray, new ImageOptions(1, 256)));
    }

    [Fact]
    public void Mean_and_standard_deviation_are_those_of_the_channel()
    {
        string path = folder.Write("a.png", Color(1, 1, (_, _) => (0, 51, 255)));
        var options = new ImageOptions(1, 1) { Mean = [0.5, 0.2, 0], StandardDeviation = [0.25, 1, 2] };

        Assert.Equal([-2, 0, 0.5], ImageFile.Load<double>(path, options));
        Assert.Equal([-2, 0, 0.5f], ImageFile.Load<float>(path, options));
    }

    [Fact]
    public void Transparent_pixels_need_a_background_or_a_channel()
    {
        string path = folder.Write("a.png", ColorAndAlpha(1, 2, (_, column) => (255, 0, 0, (byte)(column == 0 ? 255 : 51))));

        Assert.Equal(
            "a.png: it has transparent pixels, the first in row 0, column 1 (ImageOptions.Background says what is behind them; 4 channels keep alpha).",
            folder.Message<DataFileException>(() => ImageFile.Load<float>(path, new ImageOptions(1, 2))));
        Assert.Equal([1, 0, 0, 1, 0.8, 0.8], ImageFile.Load<double>(path, new ImageOptions(1, 2) { Background = 1 }), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([1, 0, 0, 1, 1, 0, 0, 0.2], ImageFile.Load<double>(path, new ImageOptions(1, 2, 4)));
        string opaque = folder.Write("b.png", ColorAndAlpha(1, 1, (_, _) => (255, 0, 0, 255)));
        Assert.Equal([1, 0, 0], ImageFile.Load<double>(opaque, new ImageOptions(1, 1)));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Png)]
    public void The_content_determines_the_format(SKEncodedImageFormat format)
    {
        string path = folder.Write("picture", Encode(format, 16, 24, (row, _) => row < 8 ? ((byte)250, (byte)20, (byte)30) : ((byte)10, (byte)200, (byte)90)));

        float[] values = ImageFile.Load<float>(path, new ImageOptions(16, 24));

        Assert.Equal([250 / 255f, 20 / 255f, 30 / 255f], values[..3], (a, b) => Math.Abs(a - b) < 0.02);
        Assert.Equal([10 / 255f, 200 / 255f, 90 / 255f], values[^3..], (a, b) => Math.Abs(a - b) < 0.02);
    }

    [Fact]
    public void Bmp_and_gif_are_read()
    {
        // One red pixel each, as other programs write it.
        byte[] bmp = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 0, 0, 255, 0];
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3B];

        Assert.Equal([1, 0, 0], ImageFile.Load<float>(folder.Write("a.bmp", bmp), new ImageOptions(1, 1)));
        Assert.Equal([1, 0, 0], ImageFile.Load<float>(folder.Write("a.gif", gif), new ImageOptions(1, 1)));
    }

    /// <summary>A picture of 2 rows and 3 columns in red and blue, stored in each of the eight ways of Exif.</summary>
    [Theory]
    [InlineData(1, "RBB/BBR")]
    [InlineData(2, "BBR/RBB")]
    [InlineData(3, "RBB/BBR")]
    [InlineData(4, "BBR/RBB")]
    [InlineData(5, "RB/BB/BR")]
    [InlineData(6, "BR/BB/RB")]
    [InlineData(7, "RB/BB/BR")]
    [InlineData(8, "BR/BB/RB")]
    public void Photos_are_turned_upright(byte orientation, string expected)
    {
        // Blocks of 16 × 16 pixels, so that JPEG does not mix them. The third block of the first row is green in one channel to tell 1 from 3.
        byte[] jpeg = Encode(SKEncodedImageFormat.Jpeg, 32, 48, (row, column) =>
            (row / 16, column / 16) is (0, 0) or (1, 2) ? ((byte)255, (byte)(row / 16 * 200), (byte)0) : ((byte)0, (byte)0, (byte)255));
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        string path = folder.Write("a.jpg", [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        string[] rows = expected.Split('/');
        var options = new ImageOptions(rows.Length * 16, rows[0].Length * 16);

        float[] values = ImageFile.Load<float>(path, options);

        string seen = string.Join('/', Enumerable.Range(0, rows.Length).Select(row => string.Concat(
            Enumerable.Range(0, rows[0].Length).Select(column => values[(((row * 16) + 8) * options.Width + (column * 16) + 8) * 3] > 0.5 ? 'R' : 'B'))));
        Assert.Equal(expected, seen);

        // Where the corner that is stored first has gone: the other red block is also green.
        (int row, int column) = orientation switch { 1 or 5 => (0, 0), 2 or 6 => (0, rows[0].Length - 1), 3 or 7 => (rows.Length - 1, rows[0].Length - 1), _ => (rows.Length - 1, 0) };
        Assert.True(values[((((row * 16) + 8) * options.Width + (column * 16) + 8) * 3) + 1] < 0.1);
    }

    [Fact]
    public void A_stream_is_read_from_its_position_and_stays_open()
    {
        using MemoryStream stream = new([1, 2, 3, .. Plain(255, 1, 1)]) { Position = 3 };
        using DripStream slow = new(Plain(255, 1, 1));

        Assert.Equal([1], ImageFile.Read<float>(stream, new ImageOptions(1, 1, 1)));
        Assert.Equal([1], ImageFile.Read<float>(slow, new ImageOptions(1, 1, 1)));
        Assert.True(stream.CanRead);
        Assert.StartsWith("stream: it is empty.", Assert.Throws<DataFileException>(() => ImageFile.Read<float>(stream, new ImageOptions(1, 1, 1))).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void What_was_saved_is_read_again(int channels)
    {
        var options = new ImageOptions(3, 5, channels) { Layout = Layout.ChannelsFirst, Mean = [.. Enumerable.Repeat(0.3, channels)], StandardDeviation = [.. Enumerable.Repeat(0.2, channels)] };
        double[] values = [.. Enumerable.Range(0, options.ValueCount).Select(i => ((i * 7 % 256 / 255.0) - 0.3) / 0.2)];
        string path = Path.Combine(folder.Path, "a.png");

        ImageFile.Save<double>(path, values, options);

        Assert.Equal(values, ImageFile.Load<double>(path, options), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Saved_levels_are_limited_and_checked()
    {
        var options = new ImageOptions(1, 2, 1);
        string path = Path.Combine(folder.Path, "a.png");

        ImageFile.Save<float>(path, [-1, 2], options);

        Assert.Equal([0, 1], ImageFile.Load<float>(path, options));
        Assert.StartsWith("The value of row 0, column 1, channel 0 is NaN.", folder.Message<ArgumentException>(() => ImageFile.Save<float>(path, [0, float.NaN], options)));
        Assert.StartsWith("Expected 2 values (height 1, width 2, 1 channels), got 3.", folder.Message<ArgumentException>(() => ImageFile.Save<float>(path, [0, 1, 2], options)));
        Assert.StartsWith("Images are written as PNG, so a file must end in .png", folder.Message<ArgumentException>(() => ImageFile.Save<float>("a.jpg", [0, 1], options)));
    }

    /// <summary>A stream without a length, which returns a few bytes at a time.</summary>
    private sealed class DripStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
