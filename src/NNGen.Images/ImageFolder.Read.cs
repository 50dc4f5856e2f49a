using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using static NNGen.FileText;

namespace NNGen;

// Reading the images of a folder.
public sealed partial class ImageFolder
{
    /// <summary>Images that are decoded together unless a call states another number.</summary>
    private const int PartSize = 64;

    /// <summary>A deviation of less than this is one of rounding; a level of a file is a multiple of 1/255.</summary>
    private const double Negligible = 1e-7;

    /// <summary>Reads all images.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="options">The network's input.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that decode; -1 for all processors. The values are the same.</param>
    /// <returns>The images in the order of <see cref="Files"/>, with the names of the classes.</returns>
    /// <exception cref="DataFileException">
    /// A file cannot be read as an image, see <see cref="ImageFile.Load"/>; of several the first in order is reported.
    /// <see cref="KeepReadable"/> leaves such files out.
    /// </exception>
    /// <exception cref="InvalidOperationException">All values together are too many for an array (use <see cref="Stream"/>).</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public Dataset<T> Load<T>(ImageOptions options, int maxDegreeOfParallelism = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckDegree(maxDegreeOfParallelism);
        if ((long)Count * options.ValueCount > Array.MaxLength)
        {
            throw new InvalidOperationException(
                $"{Number(Count)} images of {Number(options.ValueCount)} values are more than one array can hold (Stream reads them while training).");
        }

        return Read<T>([.. Enumerable.Range(0, Count)], options, null, 0, maxDegreeOfParallelism);
    }

    /// <summary>Reads the images part by part, and again in each epoch, for data that does not fit into memory or is augmented.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="options">The network's input.</param>
    /// <param name="shuffleSeed">
    /// The seed of a new order of all files in each epoch, the same on every machine; null for the order of <see cref="Files"/>, class by class.
    /// </param>
    /// <param name="augmentation">How images are changed at random, differently in each epoch; null for not at all.</param>
    /// <param name="partSize">Images that are decoded together; at least 1. It does not affect values and order.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that decode; -1 for all processors. It does not affect values and order either.</param>
    /// <returns>
    /// The stream; nothing is read yet, and errors are thrown while it is read, as by <see cref="Load"/>. Usually <c>.Batch(32).Prefetch()</c> follows.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="partSize"/> or <paramref name="maxDegreeOfParallelism"/> is out of range.</exception>
    public DataStream<T> Stream<T>(
        ImageOptions options, int? shuffleSeed = null, ImageAugmentation? augmentation = null, int partSize = PartSize, int maxDegreeOfParallelism = -1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(partSize, 1);
        CheckDegree(maxDegreeOfParallelism);
        return DataStream.Create((epoch, _) => EpochOrder.Parts(
            Count, partSize, shuffleSeed, epoch, rows => Read<T>(rows, options, augmentation, epoch, maxDegreeOfParallelism)));
    }

    /// <summary>
    /// Reads every image once, and leaves out the files that <see cref="Load"/> would reject: damaged ones, and those whose size, depth or transparency
    /// does not match the options.
    /// </summary>
    /// <param name="options">The network's input.</param>
    /// <param name="skipped">The files that were left out, in order, each with its problem.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that decode; -1 for all processors.</param>
    /// <returns>The folder without these files; the classes keep their numbers.</returns>
    /// <exception cref="DataFileException">No image of a class can be read; the message states the first problem.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read, which may be different tomorrow.</exception>
    public ImageFolder KeepReadable(ImageOptions options, out IReadOnlyList<UnreadableImage> skipped, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckDegree(maxDegreeOfParallelism);
        Exception?[] problems = Decode(
            [.. Enumerable.Range(0, Count)], maxDegreeOfParallelism, (_, row) => ImageFile.Load<float>(files[row], options));
        ThrowFirst(problems.Where(problem => problem is not DataFileException));

        ILookup<bool, int> readable = Enumerable.Range(0, Count).ToLookup(row => problems[row] is null);
        skipped = [.. readable[false].Select(row => new UnreadableImage(files[row], problems[row]!.Message))];
        int[] kept = new int[ClassNames.Count];
        foreach (int row in readable[true]) { kept[labels[row]]++; }
        foreach (int row in readable[false])
        {
            if (kept[labels[row]] > 0) { continue; }
            string name = ClassNames[labels[row]];
            throw new DataFileException(
                System.IO.Path.Combine(Path, name), null, null, $"no image of class {Quote(name)} can be read; the first problem is: {problems[row]!.Message}", problems[row]);
        }

        return Select(readable[true]);
    }

    /// <summary>
    /// Measures the mean and the standard deviation of each channel over all pixels of all images, so that values have mean 0 and standard deviation 1.
    /// Measure the training images only, and use the result for the test images too.
    /// </summary>
    /// <param name="options">The network's input; its own mean and standard deviation do not matter.</param>
    /// <param name="maxDegreeOfParallelism">The most threads that decode; -1 for all processors. The result is the same.</param>
    /// <returns>The options with both; the standard deviation of a constant channel is 1.</returns>
    /// <exception cref="DataFileException">A file cannot be read as an image, as by <see cref="Load"/>.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public ImageOptions Standardize(ImageOptions options, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckDegree(maxDegreeOfParallelism);
        ImageOptions levels = options with { Mean = [], StandardDeviation = [], Layout = Layout.ChannelsLast };
        double[] sums = new double[options.Channels];
        double[] squares = new double[options.Channels];
        foreach (int[] rows in Enumerable.Range(0, Count).Chunk(PartSize))
        {
            // Images are added in order, whichever thread decoded them.
            ReadOnlySpan<double> values = Read<double>(rows, levels, null, 0, maxDegreeOfParallelism).Features;
            for (int i = 0; i < values.Length; i++)
            {
                int channel = i % options.Channels;
                sums[channel] += values[i];
                squares[channel] += values[i] * values[i];
            }
        }

        double pixels = (double)Count * options.Height * options.Width;
        double[] means = [.. sums.Select(sum => sum / pixels)];
        double[] deviations = [.. squares.Zip(means, (square, mean) => Math.Sqrt(Math.Max((square / pixels) - (mean * mean), 0)))];
        return options with { Mean = means, StandardDeviation = [.. deviations.Select(deviation => deviation > Negligible ? deviation : 1)] };
    }

    private Dataset<T> Read<T>(int[] rows, ImageOptions options, ImageAugmentation? augmentation, int epoch, int maxDegreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = options.ValueCount;
        T[] values = new T[checked(rows.Length * length)];
        ThrowFirst(Decode(rows, maxDegreeOfParallelism, (place, row) =>
        {
            T[] image = ImageFile.Load<T>(files[row], options);
            Span<T> target = values.AsSpan(place * length, length);
            if (augmentation is null) { image.CopyTo(target); }
            else { augmentation.Apply(image, target, options, epoch, row); }
        }));
        return Dataset.FromLabels<T>(values, length, [.. rows.Select(row => labels[row])], ClassNames.Count, ClassNames).WithFeatureShape(options.Shape);
    }

    /// <summary>Runs code for images on several threads; returns for each what was wrong, or null.</summary>
    private static Exception?[] Decode(int[] rows, int maxDegreeOfParallelism, Action<int, int> decode)
    {
        Exception?[] problems = new Exception?[rows.Length];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism }, place =>
        {
            try { decode(place, rows[place]); }
            catch (Exception problem) when (problem is DataFileException or IOException or UnauthorizedAccessException) { problems[place] = problem; }
        });
        return problems;
    }

    private static void ThrowFirst(IEnumerable<Exception?> problems)
    {
        if (problems.FirstOrDefault(problem => problem is not null) is { } first) { ExceptionDispatchInfo.Throw(first); }
    }

    private static void CheckDegree(int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not (-1 or >= 1)) { throw new ArgumentOutOfRangeException(name, value, $"{name} is {Number(value)}, but must be -1 (all processors) or at least 1."); }
    }
}
