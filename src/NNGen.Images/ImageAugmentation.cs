using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// Changes training images at random, differently in each epoch: a network sees more images than there are. An image is flipped, then rotated, then
/// shifted.
/// </summary>
/// <remarks>
/// The random numbers of an image are a function of the seed, the epoch and the image's number: they depend neither on threads nor on the order, and
/// resumed training continues with the same images. The numbers of one kind of change do not depend on which others are on.
/// </remarks>
public sealed record ImageAugmentation
{
    /// <summary>Creates a description that changes nothing yet.</summary>
    /// <param name="seed">The same seed gives the same images on every machine.</param>
    public ImageAugmentation(int seed) => Seed = seed;

    /// <summary>The seed.</summary>
    public int Seed { get; }

    /// <summary>Whether left and right are swapped, in half of the images.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>
    /// The most pixels by which an image is moved up or down and, independently, left or right; every whole number is equally likely. With a
    /// <see cref="Fill"/> of 0 it is the crop with padding that is usual for CIFAR: 4 is torchvision's <c>RandomCrop(32, padding=4)</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 0 or above 10,000.</exception>
    public int Shift
    {
        get;
        init => field = value is >= 0 and <= MaxShift ? value : throw new ArgumentOutOfRangeException(
            nameof(Shift), value, $"{nameof(Shift)} is {FileText.Number(value)} pixels, but must be from 0 to {FileText.Number(MaxShift)}.");
    }

    /// <summary>The largest angle, in degrees, by which an image is rotated around its center, clockwise or not; values are interpolated linearly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The angle is below 0, above 180 or NaN.</exception>
    public double Rotation
    {
        get;
        init => field = value is >= 0 and <= 180 ? value : throw new ArgumentOutOfRangeException(
            nameof(Rotation), value, $"{nameof(Rotation)} is {value.ToString(CultureInfo.InvariantCulture)}°, but must be from 0° to 180°.");
    }

    /// <summary>The gray level, from 0 (black) to 1, of pixels that come in from outside.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is below 0, above 1 or NaN.</exception>
    public double Fill
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(Fill), value, $"{nameof(Fill)} is {value.ToString(CultureInfo.InvariantCulture)}, but a gray level is from 0 (black) to 1 (white).");
    }

    private const int MaxShift = 10_000;

    /// <summary>Changes one image.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="image">The values of the image.</param>
    /// <param name="changed">The changed values, as many; other memory than <paramref name="image"/>.</param>
    /// <param name="options">What the values mean: size, layout, mean and standard deviation.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="number">The number of the image among the training images, from 0.</param>
    /// <exception cref="ArgumentException">A number of values is not <see cref="ImageOptions.ValueCount"/>, or the memory overlaps.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epoch"/> is below 1, or <paramref name="number"/> below 0.</exception>
    public void Apply<T>(ReadOnlySpan<T> image, Span<T> changed, ImageOptions options, int epoch, int number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        options.CheckLength(image.Length, nameof(image));
        options.CheckLength(changed.Length, nameof(changed));
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        if (image.Overlaps(changed)) { throw new ArgumentException("An image cannot be changed in its own memory (pass another array).", nameof(changed)); }

        // Four numbers are drawn in any case.
        RandomStream random = RandomStreams.Augmentation(Seed, epoch, number);
        bool isFlipped = random.NextUniform() < 0.5 && HorizontalFlip;
        int down = Steps(random.NextUniform());
        int right = Steps(random.NextUniform());
        double turns = ((2 * random.NextUniform()) - 1) * Rotation / 360;
        ImageMotion motion = new(options, isFlipped, turns, down, right);
        Span<double> outside = stackalloc double[4];
        for (int channel = 0; channel < options.Channels; channel++) { outside[channel] = options.ValueOf(channel == 3 ? 1 : Fill, channel); }
        motion.Apply(image, changed, outside);

        int Steps(double uniform) => (int)Math.Floor(uniform * ((2 * Shift) + 1)) - Shift;
    }

    /// <summary>A stream of changed images from a dataset in memory: in each epoch the same samples, changed differently.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="data">The training images.</param>
    /// <param name="options">What the values mean: size, layout, mean and standard deviation.</param>
    /// <param name="shuffleSeed">The seed of a new order in each epoch; null for the order of the dataset.</param>
    /// <param name="partSize">Images that are changed at once; at least 1. It does not affect values and order.</param>
    /// <returns>The stream, of which <c>FitAsync</c> reads one epoch after another.</returns>
    /// <exception cref="ArgumentException">The samples do not have <see cref="ImageOptions.ValueCount"/> values.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partSize"/> is below 1.</exception>
    public DataStream<T> Stream<T>(Dataset<T> data, ImageOptions options, int? shuffleSeed = null, int partSize = 256)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        options.CheckLength(data.FeatureCount, nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        return DataStream.Create((epoch, _) => EpochOrder.Parts(data.Count, partSize, shuffleSeed, epoch, rows => Changed(data, options, epoch, rows)));
    }

    /// <summary>Returns a text such as <c>seed 1, horizontal flip, shift 4, rotation 10°</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"seed {Seed}{(HorizontalFlip ? ", horizontal flip" : "")}, shift {Shift}, rotation {Rotation}°");

    private Dataset<T> Changed<T>(Dataset<T> data, ImageOptions options, int epoch, int[] rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset<T> part = data.SelectRows(rows);
        T[] values = new T[part.Features.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            Apply(part.Rows[i], values.AsSpan(i * options.ValueCount, options.ValueCount), options, epoch, rows[i]);
        }

        Dataset<T> changed = part.HasLabels
            ? Dataset.FromLabels<T>(values, part.FeatureCount, part.Labels, part.ClassCount, part.ClassNames, part.FeatureNames)
            : Dataset.Create(values, part.FeatureCount, part.Targets, part.TargetCount, part.FeatureNames);
        return changed.WithFeatureShape(options.Shape);
    }
}
