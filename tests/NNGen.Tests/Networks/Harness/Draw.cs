namespace NNGen.Tests;

/// <summary>The kind of targets in a batch.</summary>
internal enum TargetKind
{
    /// <summary>Numbers for a regression.</summary>
    Values,

    /// <summary>Class numbers.</summary>
    Classes,

    /// <summary>1 for the class and 0 elsewhere; for independent outputs, 0 or 1 each.</summary>
    OneHot,

    /// <summary>Probabilities: for classes they sum to 1.</summary>
    Soft,
}

/// <summary>Draws samples and parameters; every number is exact in <see cref="float"/>.</summary>
internal static class Draw
{
    /// <summary>The kinds of targets that a network's loss accepts.</summary>
    public static TargetKind[] TargetKindsOf(LossFunctionAttribute? loss, int outputs) => loss switch
    {
        CrossEntropyAttribute => [TargetKind.Classes, TargetKind.OneHot, TargetKind.Soft],
        BinaryCrossEntropyAttribute when outputs == 1 => [TargetKind.Classes, TargetKind.OneHot, TargetKind.Soft],
        BinaryCrossEntropyAttribute => [TargetKind.OneHot, TargetKind.Soft],
        _ => [TargetKind.Values],
    };

    public static SampleBatch Samples(OracleNetwork network, int size, TargetKind kind, bool weighted, Random random) =>
        WithIds(Samples(network.InputSize, network.OutputSize, network.LossAttribute, size, kind, weighted, random), network.Vocabulary);

    /// <summary>The same samples with token ids as inputs, if there is a vocabulary.</summary>
    public static SampleBatch WithIds(SampleBatch samples, int vocabulary) =>
        vocabulary == 0 ? samples : samples with { Inputs = Array.ConvertAll(samples.Inputs, value => Id(value, vocabulary)) };

    /// <summary>An id that depends on a number.</summary>
    public static double Id(double value, int vocabulary) => (int)(Math.Abs(value) * 997) % vocabulary;

    public static SampleBatch Samples(int inputs, int outputs, LossFunctionAttribute? loss, int size, TargetKind kind, bool weighted, Random random)
    {
        bool distribution = loss is CrossEntropyAttribute;
        var samples = new SampleBatch(Values(size * inputs, random, Normal), size)
        {
            Weights = weighted ? Values(size, random, r => 2 * r.NextDouble()) : [],
        };
        return kind switch
        {
            TargetKind.Classes => samples with { Classes = Classes() },
            TargetKind.OneHot when distribution => samples with { Targets = Classes().SelectMany(OneHot).ToArray() },
            TargetKind.OneHot => samples with { Targets = Values(size * outputs, random, r => r.Next(2)) },
            TargetKind.Soft when distribution => samples with { Targets = Enumerable.Range(0, size).SelectMany(_ => Distribution()).ToArray() },
            TargetKind.Soft => samples with { Targets = Values(size * outputs, random, r => r.NextDouble()) },
            _ => samples with { Targets = Values(size * outputs, random, Normal) },
        };

        int[] Classes() => Enumerable.Range(0, size).Select(_ => random.Next(Math.Max(outputs, 2))).ToArray();

        double[] OneHot(int label)
        {
            double[] row = new double[outputs];
            row[label] = 1;
            return row;
        }

        double[] Distribution()
        {
            double[] row = Values(outputs, random, r => r.NextDouble() + 0.01);
            double sum = row.Sum();
            return Array.ConvertAll(row, p => (double)(float)(p / sum));
        }
    }

    /// <summary>Weights of the size that keeps a layer's outputs about as large as its inputs, and biases that are not zero.</summary>
    public static double[] Parameters(Subject network, Random random)
    {
        double[] parameters = new double[network.Description.ParameterCount + network.Description.StateCount];
        foreach (ParameterDescription parameter in network.Description.Parameters)
        {
            if (!parameter.IsTrainable)
            {
                // Counters stay 0; variances are positive.
                if (parameter.IsCounter) { continue; }
                Values(parameter.Count, random, r => parameter.NonNegative ? r.NextDouble() + 0.2 : 0.3 * Normal(r)).CopyTo(parameters.AsSpan()[network.Place(parameter)]);
                continue;
            }

            // Gains start at 1.
            double scale = parameter.IsBias ? 0.3 : 1.2 / Math.Sqrt(parameter.FanIn), mean = parameter.Initializer == Initializer.Ones ? 1 : 0;
            Values(parameter.Count, random, r => mean + (scale * Normal(r))).CopyTo(parameters.AsSpan()[network.Place(parameter)]);
        }

        return parameters;
    }

    public static double[] Values(int count, Random random, Func<Random, double> draw)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) { values[i] = (float)draw(random); }
        return values;
    }

    /// <summary>A number of the standard normal distribution, by Box and Muller's formula.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
