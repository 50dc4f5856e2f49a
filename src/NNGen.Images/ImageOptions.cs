using System.Globalization;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>
/// How an image becomes the input of a network: its size, and what is done with its pixels. Use the same options for training and for predictions.
/// </summary>
/// <remarks>
/// A channel's level goes from 0 (black) to 1, then <see cref="Mean"/> is subtracted and the difference divided by
/// <see cref="StandardDeviation"/>. Levels are those of the file, with 8 bits; color profiles are not applied. A photo is turned upright if the
/// file says how (Exif).
/// </remarks>
public sealed record ImageOptions
{
    /// <summary>Describes the network's input, <c>[Input(height, width, channels)]</c>.</summary>
    /// <param name="height">Rows of pixels; at least 1.</param>
    /// <param name="width">Pixels of a row; at least 1.</param>
    /// <param name="channels">
    /// 1: gray, for colors 0.299 red + 0.587 green + 0.114 blue; 3: red, green, blue, which are equal for gray images; 4: with alpha, from 0
    /// (transparent) to 1.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, the number of channels is another, or an image has more than 2³¹ − 1 values.</exception>
    public ImageOptions(int height, int width, int channels = 3)
    {
        AtLeastOne(height);
        AtLeastOne(width);
        if (channels is not (1 or 3 or 4))
        {
            throw new ArgumentOutOfRangeException(
                nameof(channels), channels, $"An image has 1 channel (gray), 3 (red, green, blue) or 4 (with alpha), not {FileText.Number(channels)}.");
        }

        if ((long)height * width > Array.MaxLength / channels)
        {
            throw new ArgumentOutOfRangeException(
                nameof(height), height, $"{FileText.Number(height)} × {FileText.Number(width)} pixels with {FileText.Number(channels)} channels are more values than an array has.");
        }

        Height = height;
        Width = width;
        Channels = channels;
    }

    /// <summary>Rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Pixels of a row.</summary>
    public int Width { get; }

    /// <summary>Values of a pixel: 1, 3 or 4.</summary>
    public int Channels { get; }

    /// <summary>Values of an image: height × width × channels.</summary>
    public int ValueCount => Height * Width * Channels;

    /// <summary>The order of the values, as stated in the network's <c>[Input]</c>.</summary>
    public Layout Layout { get; init; }

    /// <summary>What to do with an image of another size.</summary>
    public ImageResize Resize { get; init; }

    /// <summary>
    /// The gray level, from 0 (black) to 1, behind transparent pixels and around images that are padded. By default an image with transparent pixels
    /// is an error, unless alpha is a channel.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is below 0, above 1 or NaN.</exception>
    public double? Background
    {
        get;
        init => field = value is null or (>= 0 and <= 1) ? value : throw new ArgumentOutOfRangeException(
            nameof(Background), value, $"{nameof(Background)} is {Text(value.Value)}, but a gray level is from 0 (black) to 1 (white).");
    }

    /// <summary>The axes of an image's values.</summary>
    internal int[] Shape => Layout == Layout.ChannelsLast ? [Height, Width, Channels] : [Channels, Height, Width];

    /// <summary>What is subtracted from the levels of each channel; empty for nothing.</summary>
    /// <exception cref="ArgumentException">There is not one number for each channel, or one is not finite.</exception>
    public IReadOnlyList<double> Mean
    {
        get;
        init => field = Checked(value, double.IsFinite, "a finite number");
    } = [];

    /// <summary>What the difference to <see cref="Mean"/> is divided by, for each channel; empty for 1.</summary>
    /// <exception cref="ArgumentException">There is not one number for each channel, or one is not finite and above 0.</exception>
    public IReadOnlyList<double> StandardDeviation
    {
        get;
        init => field = Checked(value, number => double.IsFinite(number) && number > 0, "finite and above 0");
    } = [];

    /// <summary>
    /// The most pixels of an image in a file, 2²⁶ (67 million) by default. A file that claims to have more is an error before memory is allocated for
    /// its pixels, 4 bytes each.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 2²⁹ − 1.</exception>
    public int MaxPixels
    {
        get;
        init => field = value is >= 1 and <= int.MaxValue / 4 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaxPixels), value, $"{nameof(MaxPixels)} is {FileText.Number(value)}, but must be from 1 to {FileText.Number(int.MaxValue / 4)}.");
    } = 1 << 26;

    /// <summary>Returns a text such as <c>32 × 32 pixels, 3 channels, resize Crop</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Height} × {Width} pixels, {Channels} {(Channels == 1 ? "channel" : "channels")}{(Layout == Layout.ChannelsFirst ? " first" : "")}, resize {Resize}{List("mean", Mean)}{List("standard deviation", StandardDeviation)}");

    /// <summary>What is subtracted from the levels of a channel, and what the difference is divided by.</summary>
    internal (double Mean, double Deviation) Normalization(int channel) =>
        (Mean.Count > 0 ? Mean[channel] : 0, StandardDeviation.Count > 0 ? StandardDeviation[channel] : 1);

    /// <summary>The value that stands for a level.</summary>
    internal double ValueOf(double level, int channel) => (level - Normalization(channel).Mean) / Normalization(channel).Deviation;

    /// <summary>The level that a value stands for.</summary>
    internal double LevelOf(double value, int channel) => (value * Normalization(channel).Deviation) + Normalization(channel).Mean;

    /// <summary>Where a value is among those of the image.</summary>
    internal int IndexOf(int row, int column, int channel) =>
        Layout == Layout.ChannelsLast ? ((row * Width) + column) * Channels + channel : ((channel * Height) + row) * Width + column;

    internal void CheckLength(int length, string name)
    {
        if (length == ValueCount) { return; }
        throw new ArgumentException(
            $"Expected {FileText.Number(ValueCount)} values (height {FileText.Number(Height)}, width {FileText.Number(Width)}, "
            + $"{FileText.Number(Channels)} channels), got {FileText.Number(length)}.",
            name);
    }

    private IReadOnlyList<double> Checked(IReadOnlyList<double> values, Func<double, bool> isRight, string expected, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count > 0 && values.Count != Channels)
        {
            throw new ArgumentException($"{name} has {FileText.Number(values.Count)} numbers, but the images have {FileText.Number(Channels)} channels.", name);
        }

        for (int channel = 0; channel < values.Count; channel++)
        {
            if (!isRight(values[channel]))
            {
                throw new ArgumentException($"{name} of channel {FileText.Number(channel)} is {Text(values[channel])}, but must be {expected}.", name);
            }
        }

        return [.. values];
    }

    private static void AtLeastOne(int size, [CallerArgumentExpression(nameof(size))] string name = "")
    {
        if (size < 1) { throw new ArgumentOutOfRangeException(name, size, $"{name} is {FileText.Number(size)}, but must be at least 1."); }
    }

    private static string List(string name, IReadOnlyList<double> numbers) => numbers.Count == 0 ? "" : $", {name} {string.Join(", ", numbers.Select(Text))}";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
