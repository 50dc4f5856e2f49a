using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Turns the pixels of an image into the values of a network's input.</summary>
internal static class ImageValues
{
    /// <summary>Writes the values of an image.</summary>
    /// <exception cref="DataFileException">The size is another one without resizing, or pixels are transparent without a background.</exception>
    public static void Write<T>(Raster image, string name, ImageOptions options, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckAlpha(image, name, options);
        if (image.Height == options.Height && image.Width == options.Width)
        {
            double[] levels = new double[options.Width * options.Channels];
            for (int row = 0; row < options.Height; row++)
            {
                ReadRow(image, row, options, levels);
                WriteRow(levels, row, 0, options, values);
            }

            return;
        }

        if (options.Resize == ImageResize.None)
        {
            throw ImageDecoder.Wrong(
                name,
                $"its size is {ImageDecoder.Size(image.Height, image.Width)} pixels (height × width), but {ImageDecoder.Size(options.Height, options.Width)} "
                + $"are expected ({nameof(ImageOptions)}.{nameof(ImageOptions.Resize)} says how to scale images)");
        }

        Resample(image, options, values);
    }

    private static void Resample<T>(Raster image, ImageOptions options, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (ResampledAxis columns, ResampledAxis rows) = Axes(image, options);
        (int left, int top) = ((options.Width - columns.Count) / 2, (options.Height - rows.Count) / 2);
        if (columns.Count < options.Width || rows.Count < options.Height) { Fill(options, values); }

        // Each old row is narrowed once, and kept as long as a new row may need it.
        double[] old = new double[image.Width * options.Channels];
        double[] sum = new double[columns.Count * options.Channels];
        double[][] narrow = [.. Enumerable.Range(0, rows.LongestRange).Select(_ => new double[sum.Length])];
        int next = rows.Range(0).First;
        for (int row = 0; row < rows.Count; row++)
        {
            (int first, int end) = rows.Range(row);
            for (; next < end; next++)
            {
                ReadRow(image, next, options, old);
                Narrow(old, columns, options.Channels, narrow[next % narrow.Length]);
            }

            Array.Clear(sum);
            for (int y = first; y < end; y++)
            {
                double weight = rows.Weights(row)[y - first];
                double[] levels = narrow[y % narrow.Length];
                for (int i = 0; i < sum.Length; i++) { sum[i] += weight * levels[i]; }
            }

            WriteRow(sum, top + row, left, options, values);
        }
    }

    private static (ResampledAxis Columns, ResampledAxis Rows) Axes(Raster image, ImageOptions options)
    {
        (double width, double height) = (image.Width, image.Height);
        (double across, double down) = (options.Width / width, options.Height / height);
        switch (options.Resize)
        {
            case ImageResize.Crop:
                double cover = Math.Max(across, down);
                (double partWidth, double partHeight) = (Math.Min(options.Width / cover, width), Math.Min(options.Height / cover, height));
                return (new(image.Width, (width - partWidth) / 2, partWidth, options.Width), new(image.Height, (height - partHeight) / 2, partHeight, options.Height));
            case ImageResize.Pad:
                double fit = Math.Min(across, down);
                return (new(image.Width, 0, width, Rounded(width * fit, options.Width)), new(image.Height, 0, height, Rounded(height * fit, options.Height)));
            default:
                return (new(image.Width, 0, width, options.Width), new(image.Height, 0, height, options.Height));
        }

        static int Rounded(double size, int most) => Math.Clamp((int)Math.Floor(size + 0.5), 1, most);
    }

    private static void Narrow(double[] old, ResampledAxis columns, int channels, double[] narrow)
    {
        for (int column = 0; column < columns.Count; column++)
        {
            int first = columns.Range(column).First;
            ReadOnlySpan<double> weights = columns.Weights(column);
            for (int channel = 0; channel < channels; channel++)
            {
                double sum = 0;
                for (int i = 0; i < weights.Length; i++) { sum += weights[i] * old[((first + i) * channels) + channel]; }
                narrow[(column * channels) + channel] = sum;
            }
        }
    }

    /// <summary>The levels of a row, from 0 to 1, channel by channel for each pixel.</summary>
    private static void ReadRow(Raster image, int row, ImageOptions options, double[] levels)
    {
        ReadOnlySpan<byte> pixels = image.Pixels.AsSpan(row * image.Width * 4, image.Width * 4);
        int channels = options.Channels;
        bool isBlended = image.MayBeTransparent && channels < 4;
        double behind = options.Background.GetValueOrDefault();
        for (int column = 0; column < image.Width; column++)
        {
            ReadOnlySpan<byte> pixel = pixels.Slice(column * 4, 4);
            Span<double> place = levels.AsSpan(column * channels, channels);
            if (channels == 1)
            {
                // One division, so that gray pixels keep their levels.
                place[0] = ((299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2])) / 255_000.0;
            }
            else
            {
                for (int channel = 0; channel < channels; channel++) { place[channel] = pixel[channel] / 255.0; }
            }

            if (isBlended && pixel[3] < 255)
            {
                double opacity = pixel[3] / 255.0;
                foreach (ref double level in place) { level = (level * opacity) + (behind * (1 - opacity)); }
            }
        }
    }

    private static void WriteRow<T>(ReadOnlySpan<double> levels, int row, int left, ImageOptions options, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int channels = options.Channels;
        int step = options.Layout == Layout.ChannelsLast ? channels : 1;
        for (int channel = 0; channel < channels; channel++)
        {
            (double mean, double deviation) = options.Normalization(channel);
            int place = options.IndexOf(row, left, channel);
            for (int i = channel; i < levels.Length; i += channels)
            {
                values[place] = T.CreateTruncating((levels[i] - mean) / deviation);
                place += step;
            }
        }
    }

    private static void Fill<T>(ImageOptions options, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int channel = 0; channel < options.Channels; channel++)
        {
            // Bars are opaque.
            T value = T.CreateTruncating(options.ValueOf(channel == 3 ? 1 : options.Background.GetValueOrDefault(), channel));
            for (int row = 0; row < options.Height; row++)
            {
                for (int column = 0; column < options.Width; column++) { values[options.IndexOf(row, column, channel)] = value; }
            }
        }
    }

    private static void CheckAlpha(Raster image, string name, ImageOptions options)
    {
        if (!image.MayBeTransparent || options.Channels == 4 || options.Background is not null) { return; }
        for (int pixel = 0; pixel < image.Width * image.Height; pixel++)
        {
            if (image.Pixels[(pixel * 4) + 3] == 255) { continue; }
            throw ImageDecoder.Wrong(
                name,
                $"it has transparent pixels, the first in row {Number(pixel / image.Width)}, column {Number(pixel % image.Width)} "
                + $"({nameof(ImageOptions)}.{nameof(ImageOptions.Background)} says what is behind them; 4 channels keep alpha)");
        }
    }
}
