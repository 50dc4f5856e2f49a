using System.Globalization;
using System.Numerics;
using SkiaSharp;

namespace NNGen;

/// <summary>Reads an image as the input of a network, and saves values as an image. PNG, JPEG, WebP, GIF and BMP are read, PNG is written.</summary>
/// <remarks>All methods are thread-safe.</remarks>
public static class ImageFile
{
    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file; its content determines the format.</param>
    /// <param name="options">The network's input.</param>
    /// <returns>As many values as <see cref="ImageOptions.ValueCount"/>: what <c>Predict</c> takes.</returns>
    /// <exception cref="DataFileException">
    /// The file is not an image, or damaged, cut off, too large or animated, or it has more than 8 bits for each channel; or its size or its
    /// transparency does not match the options. The message names the file.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static T[] Load<T>(string path, ImageOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        T[] values = new T[options.ValueCount];
        ImageValues.Write(ImageDecoder.DecodeFile(path, options.MaxPixels), path, options, values.AsSpan());
        return values;
    }

    /// <summary>Reads a stream from its position to its end, such as an uploaded file.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">The file's bytes; it stays open.</param>
    /// <param name="options">The network's input.</param>
    /// <returns>As for <see cref="Load"/>.</returns>
    /// <exception cref="DataFileException">As for <see cref="Load"/>.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static T[] Read<T>(Stream stream, ImageOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        T[] values = new T[options.ValueCount];
        ImageValues.Write(ImageDecoder.Decode(stream, options.MaxPixels), "stream", options, values.AsSpan());
        return values;
    }

    /// <summary>Saves the values of an image as PNG with 8 bits for each channel, for example to look at augmented images.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file; it ends in <c>.png</c>, and an existing one is replaced.</param>
    /// <param name="values">As many values as <see cref="ImageOptions.ValueCount"/>.</param>
    /// <param name="options">What the values mean: size, layout, mean and standard deviation.</param>
    /// <remarks>Levels below 0 become 0, those above 1 become 1.</remarks>
    /// <exception cref="ArgumentException">The number of values is wrong, a value is NaN, or the file does not end in <c>.png</c>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, ReadOnlySpan<T> values, ImageOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        options.CheckLength(values.Length, nameof(values));
        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"Images are written as PNG, so a file must end in .png, which '{path}' does not.", nameof(path));
        }

        int stored = options.Channels == 1 ? 1 : 4;
        byte[] pixels = new byte[checked(options.Height * options.Width * stored)];
        int next = 0;
        for (int row = 0; row < options.Height; row++)
        {
            for (int column = 0; column < options.Width; column++)
            {
                for (int channel = 0; channel < stored; channel++)
                {
                    pixels[next++] = channel >= options.Channels ? (byte)255 : Level(values[options.IndexOf(row, column, channel)], row, column, channel);
                }
            }
        }

        SKImageInfo info = new(
            options.Width,
            options.Height,
            stored == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888,
            options.Channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        using SKImage image = SKImage.FromPixelCopy(info, pixels);
        using SKData file = image.Encode(SKEncodedImageFormat.Png, 100);
        AtomicFile.Write(path, file.SaveTo);

        byte Level(T value, int row, int column, int channel)
        {
            double level = options.LevelOf(double.CreateTruncating(value), channel);
            return !double.IsNaN(level) ? (byte)Math.Floor((Math.Clamp(level, 0, 1) * 255) + 0.5) : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The value of row {row}, column {column}, channel {channel} is NaN."), nameof(values));
        }
    }
}
