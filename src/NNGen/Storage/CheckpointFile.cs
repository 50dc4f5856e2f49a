using System.Globalization;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <summary>The content of a checkpoint, completely read and checked before it is used.</summary>
internal sealed record Checkpoint<T>(T[] Parameters, T[][] OptimizerSlots, long OptimizerStep, TrainingState State);

/// <summary>Checkpoints as safetensors files: the parameters as <see cref="ParameterFile"/> writes them, and the state of the training.</summary>
/// <remarks>
/// Numbers are tensors rather than text, so that they are restored exactly: <c>training/epoch</c>, <c>training/history/val_loss</c>,
/// <c>training/optimizer/0</c>, <c>training/callbacks/EarlyStopping/wait</c>. Settings that must be the same when training is resumed are text
/// in the metadata.
/// </remarks>
internal static class CheckpointFile
{
    /// <summary>Tensors that are not parameters.</summary>
    public const string Prefix = "training/";

    private const string KindKey = "kind";
    private const string Kind = "checkpoint";
    private const string IdentityPrefix = "training: ";
    private const string EpochName = Prefix + "epoch";
    private const string StepName = Prefix + "step";
    private const string BatchesName = Prefix + "batches";
    private const string OptimizerStepName = Prefix + "optimizer_step";
    private const string InitialLearningRateName = Prefix + "initial_learning_rate";
    private const string LearningRateName = Prefix + "learning_rate";
    private const string OptimizerPrefix = Prefix + "optimizer/";
    private const string HistoryPrefix = Prefix + "history/";
    private const string AdditionalPrefix = HistoryPrefix + "val_additional/";
    private const string ByOutputPrefix = HistoryPrefix + "additional/";
    private const string CallbackPrefix = Prefix + "callbacks/";
    private const string Ticks = "ticks";
    private const string RateColumn = "learning_rate";
    private const string CountColumn = "count";

    /// <summary>Whether a file is a checkpoint rather than parameters alone.</summary>
    public static bool IsCheckpoint(SafeTensorsFile file) => file.Metadata.GetValueOrDefault(KindKey) == Kind;

    /// <summary>Copies the state of a training; the copy can be written while training continues.</summary>
    /// <exception cref="InvalidOperationException">A parameter is not finite.</exception>
    public static SafeTensorsWriter Writer<T>(
        ParameterBlock<T> parameters, OptimizerState<T> optimizer, TrainingState state, IReadOnlyDictionary<string, string> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafeTensorsWriter writer = ParameterFile.Writer(parameters);
        writer.Metadata[KindKey] = Kind;
        foreach ((string name, string text) in identity) { writer.Metadata[IdentityPrefix + name] = text; }
        Add(EpochName, (long)state.Epoch);
        Add(StepName, state.Step);
        Add(BatchesName, state.Batches);
        Add(InitialLearningRateName, state.InitialLearningRate);
        Add(LearningRateName, state.LearningRate);
        Add(OptimizerStepName, optimizer.Step);
        for (int i = 0; i < optimizer.SlotCount; i++)
        {
            writer.Add<T>(OptimizerPrefix + Number(i), [parameters.Description.ParameterCount], optimizer.Slot(i));
        }

        AddHistory(writer, state.History);
        foreach ((string callback, CallbackState memory) in state.Callbacks)
        {
            foreach ((string name, double value) in memory.Numbers) { Add($"{CallbackPrefix}{callback}/{name}", value); }
            foreach ((string name, ParameterSnapshot snapshot) in memory.Snapshots)
            {
                writer.Add($"{CallbackPrefix}{callback}/{name}", [snapshot.Count], ((ParameterSnapshot<T>)snapshot).Values);
            }
        }

        return writer;

        void Add<TValue>(string name, TValue value)
            where TValue : unmanaged => writer.Add<TValue>(name, [], [value]);
    }

    /// <summary>Reads a checkpoint and compares it with the training to resume.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">The optimizer; its learning rate is that of the beginning or of the checkpoint.</param>
    /// <param name="identity">The settings that must be the same.</param>
    /// <param name="callbacks">The names of the callbacks.</param>
    /// <exception cref="CheckpointMismatchException">It belongs to another training.</exception>
    /// <exception cref="SafeTensorsException">It is not a checkpoint, or it is damaged.</exception>
    public static Checkpoint<T> Read<T>(
        string path, NetworkDescription network, Optimizer optimizer, IReadOnlyDictionary<string, string> identity, IReadOnlyList<string> callbacks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Read<T>(SafeTensorsFile.Load(path), path, network, optimizer, identity, callbacks);

    /// <summary>Reads the content of a checkpoint, and compares it.</summary>
    /// <param name="file">The content.</param>
    /// <param name="path">Its name for messages.</param>
    /// <param name="network">The network.</param>
    /// <param name="optimizer">The optimizer; its learning rate is that of the beginning or of the checkpoint.</param>
    /// <param name="identity">The settings that must be the same.</param>
    /// <param name="callbacks">The names of the callbacks; null where none is called.</param>
    public static Checkpoint<T> Read<T>(
        SafeTensorsFile file, string path, NetworkDescription network, Optimizer optimizer, IReadOnlyDictionary<string, string> identity,
        IReadOnlyList<string>? callbacks)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterFile.CheckVersion(file);
        if (!IsCheckpoint(file))
        {
            throw new SafeTensorsException(
                path, null, "it is not a checkpoint, so training cannot be resumed from it (use a file written by Checkpoints, such as last.ckpt).");
        }

        TensorType type = TensorTypes.Of<T>();
        TensorNames names = TensorNames.Of(file);
        List<string> differences = [.. ParameterFile.Differences(network, file, [type], names, needsCounters: true), .. IdentityDifferences(file, identity)];
        for (int i = 0; i < optimizer.SlotCount; i++)
        {
            string name = OptimizerPrefix + Number(i);
            if (!file.Contains(name)) { differences.Add($"{Quote(name)} [{Number(network.ParameterCount)}] is missing"); }
            else { ExpectValues(file[name], type, network.ParameterCount, differences); }
        }

        double initialRate = Scalar(file, InitialLearningRateName), rate = Scalar(file, LearningRateName);
        if (optimizer.LearningRate != initialRate && optimizer.LearningRate != rate)
        {
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"the learning rate was {initialRate} at the beginning, expected {optimizer.LearningRate}"));
        }

        string[] owners = [.. file.Tensors.Where(tensor => tensor.Name.StartsWith(CallbackPrefix, StringComparison.Ordinal))
            .Select(tensor => tensor.Name[CallbackPrefix.Length..].Split('/')[0]).Distinct()];

        // Which files are kept does not affect the result of training.
        differences.AddRange(owners.Except(callbacks ?? owners).Where(owner => owner.Split('.')[0] != nameof(Checkpoints)).Select(owner => $"there is state of a callback {Quote(owner)}, but no such callback is given"));
        if (differences.Count > 0) { throw new CheckpointMismatchException(path, network.Name, differences); }

        long epoch = Whole(file, EpochName, 1);
        if (epoch > int.MaxValue) { throw new SafeTensorsException(path, EpochName, $"is {Number(epoch)}, which is more than the number of epochs can be."); }
        var state = new TrainingState
        {
            Epoch = (int)epoch,
            Step = Whole(file, StepName, 0),
            Batches = Whole(file, BatchesName, 0),
            InitialLearningRate = Rate(file, InitialLearningRateName, initialRate),
            LearningRate = Rate(file, LearningRateName, rate),
            History = History(file, (int)epoch),
            Callbacks = owners.ToDictionary(owner => owner, owner => Memory<T>(file, owner, network)),
        };
        return new Checkpoint<T>(
            ParameterFile.Values<T>(network, file, names),
            [.. Enumerable.Range(0, optimizer.SlotCount).Select(i => Slot<T>(file, OptimizerPrefix + Number(i)))],
            Whole(file, OptimizerStepName, 0),
            state);
    }

    private static void AddHistory(SafeTensorsWriter writer, IReadOnlyList<EpochResult> history)
    {
        AddColumn("", history, epoch => epoch.Training);
        if (history.Any(epoch => epoch.Validation is not null)) { AddColumn("val_", history, epoch => epoch.Validation); }

        AddAdditional(ByOutputPrefix, epoch => epoch.Training);
        AddAdditional(AdditionalPrefix, epoch => epoch.Validation);

        writer.Add<double>(HistoryPrefix + RateColumn, [history.Count], [.. history.Select(epoch => epoch.LearningRate)]);
        writer.Add<long>(HistoryPrefix + Ticks, [history.Count], [.. history.Select(epoch => epoch.Duration.Ticks)]);

        // Numbered, because a file's tensors are sorted.
        void AddAdditional(string prefix, Func<EpochResult, Metrics?> metrics)
        {
            foreach ((int i, string name) in MetricTable.AdditionalNames(history.Select(metrics)).Index())
            {
                writer.Add<double>($"{prefix}{Number(i)}/{name}", [history.Count], [.. history.Select(epoch => metrics(epoch)?.Named?.Find(name) ?? double.NaN)]);
            }
        }

        void AddColumn(string prefix, IReadOnlyList<EpochResult> epochs, Func<EpochResult, Metrics?> metrics)
        {
            writer.Add<int>(HistoryPrefix + prefix + CountColumn, [epochs.Count], [.. epochs.Select(epoch => metrics(epoch)?.Count ?? 0)]);

            // A metric that no epoch has measured has no column.
            foreach ((string name, Func<Metrics, double?> value) in MetricTable.Own)
            {
                double?[] column = [.. epochs.Select(epoch => metrics(epoch) is { } known ? value(known) : null)];
                if (column.All(number => number is null)) { continue; }
                writer.Add<double>(HistoryPrefix + prefix + name, [column.Length], [.. column.Select(number => number ?? double.NaN)]);
            }
        }
    }

    private static EpochResult[] History(SafeTensorsFile file, int count)
    {
        Dictionary<string, double[]> columns = [];
        long[] ticks = Wholes<long>(Ticks);
        double[] rates = Column(RateColumn);
        (string Name, double[] Values)[] byOutput = Additional(file, ByOutputPrefix, count), additional = Additional(file, AdditionalPrefix, count);
        int[] samples = Wholes<int>(CountColumn);
        int[] validationSamples = file.Contains(HistoryPrefix + "val_" + CountColumn) ? Wholes<int>("val_" + CountColumn) : new int[count];
        return [.. Enumerable.Range(0, count).Select(i => new EpochResult
        {
            Epoch = i + 1,
            Training = MetricTable.From(samples[i], name => Measured("", name)?[i]) with { Named = Named(byOutput, i) },
            Validation = validationSamples[i] == 0 ? null : MetricTable.From(validationSamples[i], name => Measured("val_", name)?[i]) with
            {
                Named = Named(additional, i),
            },
            LearningRate = rates[i],
            Duration = TimeSpan.FromTicks(ticks[i]),
        })];

        static NamedValues? Named((string Name, double[] Values)[] metrics, int epoch) => metrics.Length == 0
            ? null
            : new NamedValues(Array.ConvertAll(metrics, metric => metric.Name), Array.ConvertAll(metrics, metric => metric.Values[epoch]));

        // Every training has a loss; which other metrics are defined depends on the network, for both training and validation samples. R² may be
        // defined for only one of them: it is not measured for a stream or a single sample.
        double[]? Measured(string prefix, string name)
        {
            bool isNeeded = name == MetricTable.Loss
                || (name != MetricTable.RSquared && file.Contains(HistoryPrefix + (prefix.Length > 0 ? "" : "val_") + name));
            return isNeeded || file.Contains(HistoryPrefix + prefix + name) ? Column(prefix + name) : null;
        }

        double[] Column(string name)
        {
            if (columns.TryGetValue(name, out double[]? known)) { return known; }
            Expect(file, HistoryPrefix + name, count);
            return columns[name] = file.Get<double>(HistoryPrefix + name);
        }

        TValue[] Wholes<TValue>(string name)
            where TValue : unmanaged, IBinaryInteger<TValue>
        {
            Expect(file, HistoryPrefix + name, count);
            return file.GetIntegers<TValue>(HistoryPrefix + name);
        }
    }

    /// <summary>The metrics by output and those that were requested, in their order.</summary>
    private static (string Name, double[] Values)[] Additional(SafeTensorsFile file, string prefix, int count)
    {
        var found = new SortedDictionary<int, (string Name, double[] Values)>();
        var known = new HashSet<string>(MetricTable.OwnNames, StringComparer.Ordinal);
        foreach (TensorEntry tensor in file.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string[] parts = tensor.Name[prefix.Length..].Split('/', 2);
            bool isMetric = parts.Length == 2 && parts[1].Length > 0 && known.Add(parts[1]);
            if (!isMetric || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int i) || found.ContainsKey(i))
            {
                throw new SafeTensorsException(file.Name, tensor.Name, "is not a number and the name of a further metric.");
            }

            Expect(file, tensor.Name, count);
            found.Add(i, (parts[1], file.Get<double>(tensor.Name)));
        }

        return [.. found.Values];
    }

    private static CallbackState Memory<T>(SafeTensorsFile file, string owner, NetworkDescription network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var memory = new CallbackState(owner);
        string prefix = $"{CallbackPrefix}{owner}/";
        foreach (TensorEntry tensor in file.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string name = tensor.Name[prefix.Length..];
            if (name.Length == 0) { throw new SafeTensorsException(file.Name, tensor.Name, "has an empty name."); }
            if (tensor.Shape.Count == 0)
            {
                memory[name] = Scalar(file, tensor.Name);
                continue;
            }

            Expect(file, tensor.Name, network.ValueCount);
            T[] values = Exact<T>(file, tensor.Name);
            if (values.Any(value => !T.IsFinite(value))) { throw new SafeTensorsException(file.Name, tensor.Name, "has a value that is not finite."); }
            foreach (ParameterDescription parameter in network.Parameters)
            {
                if (ParameterFile.StateProblem<T>(parameter, values.AsSpan(parameter.Offset, parameter.Count)) is { } problem)
                {
                    throw new SafeTensorsException(file.Name, tensor.Name, $"has values for {Quote(parameter.Name)}, which {problem}.");
                }
            }

            memory.SetSnapshot(name, new ParameterSnapshot<T>(values));
        }

        return memory;
    }

    private static IEnumerable<string> IdentityDifferences(SafeTensorsFile file, IReadOnlyDictionary<string, string> identity)
    {
        var found = file.Metadata.Where(entry => entry.Key.StartsWith(IdentityPrefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[IdentityPrefix.Length..], entry => entry.Value);
        foreach (string name in identity.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            string there = found.TryGetValue(name, out string? text) ? Quote(text) : "missing";
            string here = identity.TryGetValue(name, out string? wanted) ? Quote(wanted) : "none";
            if (there != here || text != wanted) { yield return $"{Unquoted(name)} is {there}, expected {here}"; }
        }

        // Known names are plain; an unknown name from the file is quoted like its text.
        string Unquoted(string name) => identity.ContainsKey(name) ? name : Quote(name);
    }

    private static void ExpectValues(TensorEntry tensor, TensorType type, int count, List<string> differences)
    {
        if (tensor.Type != type || tensor.Shape.Count != 1 || tensor.Shape[0] != count)
        {
            differences.Add($"{Quote(tensor.Name)} is {Short(tensor.TypeName)} {Shape(tensor.Shape)}, expected {type.Code()} [{Number(count)}]");
        }
    }

    private static T[] Slot<T>(SafeTensorsFile file, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // The square of a large gradient may be infinite; no optimizer computes NaN from finite gradients.
        T[] values = file.Get<T>(name);
        return values.Any(value => T.IsNaN(value)) ? throw new SafeTensorsException(file.Name, name, "has a value that is NaN.") : values;
    }

    private static T[] Exact<T>(SafeTensorsFile file, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        file[name].Type == TensorTypes.Of<T>()
            ? file.Get<T>(name)
            : throw new SafeTensorsException(file.Name, name, $"holds {Short(file[name].TypeName)}, expected {TensorTypes.Of<T>().Code()}.");

    private static double Scalar(SafeTensorsFile file, string name)
    {
        Expect(file, name);
        return Exact<double>(file, name)[0];
    }

    private static double Rate(SafeTensorsFile file, string name, double value) => double.IsFinite(value) && value >= 0
        ? value
        : throw new SafeTensorsException(file.Name, name, string.Create(CultureInfo.InvariantCulture, $"is {value}; a learning rate is finite and not negative."));

    private static long Whole(SafeTensorsFile file, string name, long minimum)
    {
        Expect(file, name);
        long value = file.GetIntegers<long>(name)[0];
        return value >= minimum
            ? value
            : throw new SafeTensorsException(file.Name, name, $"is {Number(value)}, but must be at least {Number(minimum)}.");
    }

    private static void Expect(SafeTensorsFile file, string name, params ReadOnlySpan<long> shape)
    {
        if (!file.Contains(name)) { throw new SafeTensorsException(file.Name, name, "is missing: the checkpoint is not complete."); }
        if (!file[name].Shape.SequenceEqual(shape.ToArray()))
        {
            throw new SafeTensorsException(file.Name, name, $"has the shape {Shape(file[name].Shape)}, expected {Shape(shape.ToArray())}.");
        }
    }
}
