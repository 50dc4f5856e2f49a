using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Checks that datasets, weights and options fit a network and one another, before training begins.</summary>
internal static class FitChecks
{
    /// <summary>Checks that a network can be trained or evaluated on a dataset.</summary>
    public static void Fits<T>(NetworkDescription network, Dataset<T> dataset, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (dataset.FeatureCount != network.InputSize)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} takes {Values(network.InputSize)}{Shape(network.InputShape)}, but the samples of the {Label(what)} have {FileText.Counted(dataset.FeatureCount, "feature")}."), what);
        }

        Arrives(network, dataset.FeatureShape, Label(what), what);
        TokenIds.Require(dataset.Features, network.InputSize, network.Tokens, what, $" of the {Label(what)}");
        if (dataset.TargetCount > 0) { TargetsFit(network, dataset, what); }
        else { ClassesFit(network, dataset, what); }
    }

    /// <summary>Checks that samples of a known shape do not have the channels at the other end.</summary>
    /// <param name="network">The network.</param>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="label">What the samples are, for the message.</param>
    /// <param name="what">The name of the argument.</param>
    public static void Arrives(NetworkDescription network, IReadOnlyList<int> shape, string label, string what)
    {
        if (network.Inputs.Count > 0 || network.InputShape is not { Count: > 1 } last || shape.Count != last.Count) { return; }
        int channels = last[^1];
        int[] first = [channels, .. last.SkipLast(1)];
        bool isFirst = network.InputLayout == Layout.ChannelsFirst;

        // One channel, or one pixel, is the same numbers in both orders.
        if (channels == 1 || channels == network.InputSize || first.SequenceEqual(last) || !shape.SequenceEqual(isFirst ? last : first)) { return; }
        throw new ArgumentException(
            $"{network.Name} takes {FileText.Shape(isFirst ? first : last)}, with the channels {(isFirst ? "first" : "last")}, but the samples of the {label} are {FileText.Shape(shape)}: "
            + $"{(isFirst ? "leave out Layout at [Input]" : "state Layout = Layout.ChannelsFirst at [Input]")}, or transpose them.", what);
    }

    /// <summary>The samples' weights: sample weights times class weights, or empty if all are one.</summary>
    public static T[] Weights<T>(
        Dataset<T> samples, IReadOnlyList<double> sampleWeights, IReadOnlyDictionary<int, double> classWeights, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sampleWeights.Count > 0 && sampleWeights.Count != samples.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"There are {sampleWeights.Count} sample weights for {samples.Count} training samples."), "options");
        }

        T[] weights = [.. sampleWeights.Select(T.CreateChecked)];
        BatchChecks.Weights<T>(weights, "sample weight", "options");
        return classWeights.Count == 0 ? weights : TimesClassWeights(samples, weights, classWeights, what);
    }

    /// <summary>Checks that options do not conflict with a trainer's own settings.</summary>
    public static void TrainerOptions(FitOptions options, Optimizer own)
    {
        if (options.Optimizer is { } other && other != own)
        {
            throw new ArgumentException(
                $"FitOptions.Optimizer is {other.GetType().Name}, but this trainer has its own, {own.GetType().Name} (leave it out, or call Fit of the network).", nameof(options));
        }

        if (options.MaxDegreeOfParallelism != -1)
        {
            throw new ArgumentException(
                $"FitOptions.MaxDegreeOfParallelism is {FileText.Number(options.MaxDegreeOfParallelism)}, but this trainer has its own number of threads (pass it to CreateTrainer).",
                nameof(options));
        }
    }

    /// <summary>Checks that options do not divide batches in another way than the trainer does.</summary>
    public static void TrainerRanks(FitOptions options, RankSum? own)
    {
        if ((options.Group is null || options.Group == own?.Group) && (options.Shards == 0 || (own is { IsFixed: true } && options.Shards == own.Shards))) { return; }
        throw new ArgumentException(
            "FitOptions.Group and FitOptions.Shards differ from those of this trainer (pass them to its constructor, or call Fit of the network).", nameof(options));
    }

    /// <summary>Checks that options fit a stream, whose samples are not known beforehand.</summary>
    public static void StreamOptions(FitOptions options)
    {
        if (options.ValidationFraction != 0)
        {
            throw new ArgumentException(
                "FitOptions.ValidationFraction splits a dataset, but the samples of a stream are not known beforehand (give FitAsync a validation set).", nameof(options));
        }

        if (options.SampleWeights.Count > 0)
        {
            throw new ArgumentException(
                "FitOptions.SampleWeights belong to the samples of a dataset, but a stream has no numbered samples (use ClassWeights, or a dataset).", nameof(options));
        }
    }

    /// <summary>Checks that each shard of a batch has a source.</summary>
    public static void StreamShards(int shards, RankSum? ranks)
    {
        if (shards == 0 || ranks is null || shards == ranks.Shards) { return; }
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"The stream has {shards} shards, but batches are divided into {ranks.Shards}{(ranks.IsFixed ? "" : ", one for each rank")} (set FitOptions.Shards to {shards}, or give the stream {ranks.Shards})."), "batches");
    }

    /// <summary>Splits validation samples off the end, as Keras does: the training part is rounded down.</summary>
    public static (Dataset<T> Training, Dataset<T>? Validation) Split<T>(Dataset<T> training, Dataset<T>? validation, double fraction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (fraction == 0) { return (training, validation); }
        const string Name = nameof(FitOptions.ValidationFraction);
        if (fraction is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(Name, fraction, string.Create(CultureInfo.InvariantCulture,
                $"{Name} is {fraction}, but must be above 0 and below 1 (or 0 for none)."));
        }

        if (validation is not null)
        {
            throw new ArgumentException($"There is a validation set, and {Name} splits one off; give one of them.", Name);
        }

        int count = Share.RoundedDown(training.Count, 1 - fraction);
        if (count == 0 || count == training.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{Name} {fraction} of {training.Count} samples leaves {count} to train on and {training.Count - count} to validate with; both need some."),
                Name);
        }

        return (training.Slice(0, count), training.Slice(count, training.Count - count));
    }

    /// <summary>Checks metrics that were requested.</summary>
    public static void Metrics(NetworkDescription network, IReadOnlyList<IMetric> metrics, bool hasValidation)
    {
        if (metrics.Count > 0 && !hasValidation)
        {
            throw new ArgumentException(
                "There are metrics to measure after every epoch, but no validation samples to measure them on (give Fit a validation set, or set ValidationFraction).",
                "options");
        }

        ChosenMetric.Of(network, metrics);
    }

    private const string OnePerSample =
        "put [Flatten] or [GlobalAveragePool] after a convolution, or [LastStep] or ReturnSequences = false after a recurrent layer, before the last Dense";

    private static string Values(int count) => FileText.Counted(count, "value");

    private static string Shape(IReadOnlyList<int> shape) => shape.Count > 1 ? $" ({FileText.Shape(shape)})" : "";

    /// <summary>The shape of the output of a network with one; the number of values of several.</summary>
    private static IReadOnlyList<int> OutputShape(this NetworkDescription network) =>
        network.Layers is [.., { OutputShape: var shape }] && shape.Aggregate(1, (product, size) => product * size) == network.OutputSize ? shape : [network.OutputSize];

    private static string Label(string what) => what == "dataset" ? what : what + " set";

    private static void TargetsFit<T>(NetworkDescription network, Dataset<T> dataset, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (dataset.TargetCount != network.OutputSize)
        {
            string suggestion = dataset.TargetCount == 1 && network.Loss == LossKind.CrossEntropy ? " (class numbers go into Dataset.FromLabels)"
                : network.OutputSize % dataset.TargetCount == 0 && network.OutputShape().Count > 1 ? $" (for {FileText.Counted(dataset.TargetCount, "value")} per sample, {OnePerSample})"
                : dataset.TargetCount % network.OutputSize == 0 ? " (windows of a series forecast all columns, unless targets: names those to forecast)"
                : "";
            throw new ArgumentException(
                $"{network.Name} gives {Values(network.OutputSize)}{Shape(network.OutputShape())}, but the targets of the {Label(what)} have {FileText.Number(dataset.TargetCount)} per sample{suggestion}.", what);
        }

        BatchChecks.Probabilities(dataset.Targets, network, $" of the {Label(what)}", what);
    }

    private static void ClassesFit<T>(NetworkDescription network, Dataset<T> dataset, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BatchChecks.RequireClassLoss(network, what);
        if (network.Positions != dataset.LabelsPerSample && dataset.LabelsPerSample > 1)
        {
            string given = network.Positions == 1 ? "one class per sample" : string.Create(CultureInfo.InvariantCulture, $"a class for each of {network.Positions} positions");
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} gives {given}, but the {Label(what)} has {dataset.LabelsPerSample} labels per sample, one per step."), what);
        }

        if (network.Positions > 1 && dataset.LabelsPerSample == 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} gives a class for each of {network.Positions} positions, but the {Label(what)} has one class per sample (if that is meant, {OnePerSample}; "
                + $"labels of all positions go into Dataset.FromStepLabels)."), what);
        }

        int known = BatchChecks.ClassCountOf(network);
        if (dataset.ClassCount > known)
        {
            int least = dataset.Labels.Contains(0) ? 0 : dataset.Labels.ToArray().Min();
            string hint = least > 0 ? $" Class 0 has no sample: class numbers begin at 0 (subtract {FileText.Number(least)} from all labels)." : "";
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} distinguishes {known} classes (OutputSize {network.OutputSize}), but the {Label(what)} has {dataset.ClassCount}.{hint}"), what);
        }

        BatchChecks.Classes(dataset.Labels, network, what);
    }

    private static T[] TimesClassWeights<T>(
        Dataset<T> samples, T[] sampleWeights, IReadOnlyDictionary<int, double> classWeights, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (samples.TargetCount > 0)
        {
            throw new ArgumentException($"Class weights need class numbers, but the {what} has targets ({ClassWeights.WaysOut}).");
        }

        samples.RequireOneLabel("weighted by class");
        T[] byClass = new T[samples.ClassCount];
        byClass.AsSpan().Fill(T.One);
        foreach ((int number, double weight) in classWeights)
        {
            if ((uint)number >= (uint)byClass.Length)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"There is a weight for class {number}, but the {what} has classes from 0 to {byClass.Length - 1}."));
            }

            byClass[number] = T.CreateChecked(weight);
        }

        BatchChecks.Weights<T>(byClass, "weight of class", "options");
        T[] weights = new T[samples.Count];
        ReadOnlySpan<int> classes = samples.Labels;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (sampleWeights.Length > 0 ? sampleWeights[i] : T.One) * byClass[classes[i]];
        }

        return weights;
    }

    /// <summary>Checks that the batches of a stateful network can go on with one another's states.</summary>
    /// <exception cref="ArgumentException">They cannot.</exception>
    public static void States(NetworkDescription network, int samples, int batchSize, FitOptions options)
    {
        if (!network.CarriesState) { return; }
        if (options.Shuffle)
        {
            throw new ArgumentException(
                $"{network.Name} carries states from batch to batch, so its samples must stay in order: set Shuffle = false, or leave out Stateful.", nameof(options));
        }

        if (samples % batchSize != 0)
        {
            int divisor = batchSize, rest = samples % batchSize;
            while (samples % divisor != 0) { divisor--; }
            string drop = rest < samples ? string.Create(CultureInfo.InvariantCulture, $"leave out the last {FileText.Counted(rest, "sample")}: Slice(0, {samples - rest})") : "give more samples";
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name} carries states from batch to batch, so all batches have the same size: {samples} samples are not a multiple of {batchSize} "
                + $"(take a BatchSize that divides them, such as {divisor}, or {drop})."), nameof(options));
        }
    }
}
