using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>
/// What decides, beside the parameters, where a training leads: network, optimizer, samples, batches, order. Two trainings with the same
/// texts go on to the same bits from the same checkpoint.
/// </summary>
internal static class TrainingIdentity
{
    /// <summary>The texts, by names that a message can show.</summary>
    public static SortedDictionary<string, string> Of<T>(
        NetworkDescription network, Optimizer optimizer, Dataset<T> training, Dataset<T>? validation, ReadOnlySpan<T> weights, int batchSize, bool shuffle, int seed, int accumulateSteps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["batch size"] = Text(batchSize),
            ["shuffle"] = shuffle ? "yes" : "no",
            ["seed"] = Text(seed),
            ["element type"] = typeof(T).Name,
            ["loss"] = network.Loss + (network.FromLogits ? " from logits" : "")
                + (network.LabelSmoothing > 0 ? ", labels smoothed by " + Text(network.LabelSmoothing) : ""),
            ["training set"] = Of(training),
            ["validation set"] = validation is null ? "none" : Of(validation),
            ["sample weights"] = weights.IsEmpty ? "none" : Sum(Append(~0u, weights)),
            ["optimizer"] = optimizer.GetType().Name,
        };
        if (accumulateSteps > 1) { texts["batches of a step"] = Text(accumulateSteps); }
        foreach ((string name, double value) in optimizer.Settings) { texts[$"optimizer's {name}"] = Text(value); }
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerDescription layer = network.Layers[i];
            texts[string.Create(CultureInfo.InvariantCulture, $"layer {i + 1}")] = $"{layer.Kind} {layer.Description}".TrimEnd();
        }

        return texts;
    }

    private static string Of<T>(Dataset<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        uint sum = Append(~0u, samples.Features);
        sum = Append(sum, samples.Targets);
        sum = Append(sum, samples.Classes);
        return $"{samples}, checksum {Sum(sum)}";
    }

    private static uint Append<TValue>(uint sum, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
    {
        // A span of bytes holds no more than 2 GiB.
        const int Part = 1 << 24;
        for (int start = 0; start < values.Length; start += Part)
        {
            sum = Crc32C.Append(sum, MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Part, values.Length - start))));
        }

        return sum;
    }

    private static string Sum(uint sum) => (~sum).ToString("x8", CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
