using SkiaSharp;
using static NNGen.Tests.PictureFolder;

namespace NNGen.Tests;

public sealed class BadImageTests : IDisposable
{
    private readonly PictureFolder folder = new();

    public static TheoryData<SKEncodedImageFormat> Formats => [SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Another_size_is_an_error_that_states_both()
    {
        Assert.Equal(
            "a.png: its size is 2 × 3 pixels (height × width), but 28 × 28 are expected (ImageOptions.Resize says how to scale images).",
            Problem(Plain(0, 2, 3), new ImageOptions(28, 28, 1)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_is_cut_off_anywhere_is_an_error_or_complete(SKEncodedImageFormat format)
    {
        var options = new ImageOptions(16, 16);
        byte[] whole = Encode(format, 16, 16, (row, column) => ((byte)(row * 16), (byte)(column * 16), (byte)(row * column)));
        float[] expected = ImageFile.Load<float>(folder.Write("a.png", whole), options);

        int complete = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            string path = folder.Write("a.png", whole[..length]);
            try
            {
                // Only what follows the pixels may be missing: checksums and a mark of the end.
                Assert.Equal(expected, ImageFile.Load<float>(path, options));
                complete++;
            }
            catch (DataFileException problem)
            {
                Assert.Equal(path, problem.FileName);
            }
        }

        Assert.InRange(complete, 0, 24);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Flipped_bits_are_errors_or_other_pixels_but_nothing_else(SKEncodedImageFormat format)
    {
        var options = new ImageOptions(16, 16) { MaxPixels = 1 << 20 };
        byte[] whole = Encode(format, 16, 16, (row, column) => ((byte)(row * 16), (byte)(column * 16), (byte)(row * column)));
        float[] expected = ImageFile.Load<float>(folder.Write("a.png", whole), options);
        int unnoticed = 0;
        for (int bit = 0; bit < whole.Length * 8; bit += 3)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            using MemoryStream stream = new(damaged);
            try
            {
                if (!ImageFile.Read<float>(stream, options).SequenceEqual(expected)) { unnoticed++; }
            }
            catch (DataFileException)
            {
            }
        }

        // PNG has checksums; the others do not.
        if (format == SKEncodedImageFormat.Png) { Assert.Equal(0, unnoticed); }
    }

    [Fact]
    public void A_file_that_claims_a_huge_size_is_refused_before_its_pixels_are_allocated()
    {
        byte[] file = Png(60_000, 60_000, depth: 8, type: 2, new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(
            "a.png: it claims to have 60,000 × 60,000 pixels, more than the 67,108,864 allowed (ImageOptions.MaxPixels is the limit).",
            Problem(file, new ImageOptions(1, 1) { Resize = ImageResize.Stretch }));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        Assert.StartsWith(
            "a.png: it claims to have 5 × 5 pixels, more than the 24 allowed", Problem(Plain(0, 5, 5), new ImageOptions(5, 5) { MaxPixels = 24 }));
    }

    [Fact]
    public void A_file_with_more_bytes_than_an_image_can_have_is_not_read()
    {
        string path = folder.Write("a.png", []);
        using (FileStream file = File.OpenWrite(path)) { file.SetLength(1L << 32); }

        Assert.Equal(
            "a.png: it has more than 553,648,128 bytes, too many for an image of 67,108,864 pixels (ImageOptions.MaxPixels is the limit).",
            folder.Message<DataFileException>(() => ImageFile.Load<float>(path, new ImageOptions(1, 1))));
    }

    [Fact]
    public void Damage_that_a_checksum_finds_is_an_error()
    {
        byte[] file = Gray(8, 8, (row, column) => (byte)(row * column));
        file[^20] ^= 1;

        Assert.StartsWith("a.png: it is ", Problem(file, new ImageOptions(8, 8)));
    }

    [Fact]
    public void A_depth_of_16_bits_is_an_error() => Assert.Equal(
        "a.png: it has 16 bits for each channel, but 8 are read (convert it).", Problem(Png(1, 1, depth: 16, type: 0, [0, 1, 2]), new ImageOptions(1, 1, 1)));

    [Fact]
    public void A_depth_of_1_bit_is_read() => Assert.Equal(
        [1, 0, 1], ImageFile.Load<float>(folder.Write("a.png", Png(1, 3, depth: 1, type: 0, [0, 0b1010_0000])), new ImageOptions(1, 3, 1)));

    [Fact]
    public void An_animation_is_an_error()
    {
        byte[] frame = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
        byte[] gif = [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 0, .. frame, .. frame, 0x3B];

        Assert.Equal("a.png: it has 2 frames, but one image is expected (save the frame you want).", Problem(gif, new ImageOptions(1, 1)));
    }

    [Fact]
    public void A_bitmap_whose_pixels_begin_far_behind_its_end_is_an_error()
    {
        // Skia's wrapper of a .NET stream would throw through native code, which ends the process.
        byte[] bmp = [.. "BM"u8, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0x80, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], 0, 0, 255, 0];

        Assert.StartsWith("a.png: it is ", Problem(bmp, new ImageOptions(1, 1)));
    }

    [Fact]
    public void Something_else_is_an_error()
    {
        const string Expected = "a.png: it is not an image in a format that is read (PNG, JPEG, WebP, GIF, BMP), or its first bytes are damaged.";

        Assert.Equal(Expected, Problem("<svg></svg> and more than a few bytes of it"u8.ToArray(), new ImageOptions(1, 1)));
        Assert.Equal("a.png: it is empty.", Problem([], new ImageOptions(1, 1)));
        Assert.Throws<FileNotFoundException>(() => ImageFile.Load<float>(Path.Combine(folder.Path, "none.png"), new ImageOptions(1, 1)));
    }

    [Fact]
    public void Options_that_make_no_sense_are_rejected()
    {
        Assert.StartsWith("height is 0, but must be at least 1.", Refused(() => new ImageOptions(0, 1)));
        Assert.StartsWith("An image has 1 channel (gray), 3 (red, green, blue) or 4 (with alpha), not 2.", Refused(() => new ImageOptions(1, 1, 2)));
        Assert.StartsWith("50,000 × 50,000 pixels with 1 channels are more values than an array has.", Refused(() => new ImageOptions(50_000, 50_000, 1)));
        Assert.StartsWith("Background is 255, but a gray level is from 0 (black) to 1 (white).", Refused(() => new ImageOptions(1, 1) { Background = 255 }));
        Assert.StartsWith("Mean has 1 numbers, but the images have 3 channels.", Refused(() => new ImageOptions(1, 1) { Mean = [0.5] }));
        Assert.StartsWith("StandardDeviation of channel 1 is 0, but must be finite and above 0.", Refused(() => new ImageOptions(1, 1) { StandardDeviation = [1, 0, 1] }));
        Assert.StartsWith("MaxPixels is 0, but must be from 1 to 536,870,911.", Refused(() => new ImageOptions(1, 1) { MaxPixels = 0 }));
        Assert.StartsWith("Shift is -1 pixels, but must be from 0 to 10,000.", Refused(() => new ImageAugmentation(1) { Shift = -1 }));
        Assert.StartsWith("Rotation is NaN°, but must be from 0° to 180°.", Refused(() => new ImageAugmentation(1) { Rotation = double.NaN }));
        Assert.StartsWith("Fill is 2, but a gray level is from 0 (black) to 1 (white).", Refused(() => new ImageAugmentation(1) { Fill = 2 }));

        static string Refused(Func<object> create) => Assert.ThrowsAny<ArgumentException>(create).Message;
    }

    private string Problem(byte[] file, ImageOptions options) =>
        folder.Message<DataFileException>(() => ImageFile.Load<float>(folder.Write("a.png", file), options));
}
