using System.Numerics;

namespace NNGen.Bits;

/// <summary>Calls a network's <c>Predict</c>, which <see cref="INetwork{TSelf, T}"/> does not have.</summary>
internal delegate void PredictOne<TNetwork, T>(TNetwork network, ReadOnlySpan<T> input, Span<T> output);

/// <summary>Samples for any network, drawn with scalar arithmetic only.</summary>
internal static class Data
{
    public static Dataset<T> For<TNetwork, T>(int samples)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription network = TNetwork.Description;
        var random = new RandomStream(5);
        T[] inputs = new T[samples * network.InputSize];
        for (int i = 0; i < inputs.Length; i++) { inputs[i] = T.CreateChecked((2 * random.NextUniformSingle()) - 1); }
        foreach (TokensDescription tokens in network.Tokens)
        {
            for (int start = tokens.Offset; start < inputs.Length; start += network.InputSize)
            {
                foreach (ref T id in inputs.AsSpan(start, tokens.Count)) { id = T.CreateChecked(random.NextInt32(tokens.Vocabulary)); }
            }
        }

        if (network.Loss is LossKind.CrossEntropy or LossKind.BinaryCrossEntropy)
        {
            int classCount = Math.Max(2, network.OutputSize);
            int[] classes = new int[samples];
            for (int i = 0; i < samples; i++) { classes[i] = random.NextInt32(classCount); }
            return Dataset.FromLabels<T>(inputs, network.InputSize, classes, classCount);
        }

        T[] targets = new T[samples * network.OutputSize];
        for (int i = 0; i < targets.Length; i++) { targets[i] = T.CreateChecked(random.NextUniformSingle()); }
        return Dataset.Create<T>(inputs, network.InputSize, targets, network.OutputSize);
    }

    /// <summary>Some samples of a dataset as a batch.</summary>
    public static Batch<T> Batch<T>(this Dataset<T> data, int start, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            Size = size,
            Inputs = data.Features.Slice(start * data.FeatureCount, size * data.FeatureCount),
            Classes = data.HasLabels ? data.Labels.Slice(start, size) : default,
            Targets = data.HasLabels ? default : data.Targets.Slice(start * data.TargetCount, size * data.TargetCount),
        };
}
