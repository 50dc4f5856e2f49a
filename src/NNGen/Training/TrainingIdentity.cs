using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>
/// Everything that, in addition to the parameters, determines the result of training: network, optimizer, samples, batches, order. Two
/// trainings with the same texts have the same bits after the same checkpoint.
/// </summary>
internal static class TrainingIdentity
{
    /// <summary>The texts, by names for messages.</summary>
    public static SortedDictionary<string, string> Of<T>(
        NetworkDescription network, Optimizer optimizer, BatchFeed<T> feed, Dataset<T>? validation, int seed, int accumulateSteps, int shards = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["seed"] = Text(seed),
            ["validation set"] = validation is null ? "none" : Of(validation),
        };
        feed.Describe(texts);
        if (accumulateSteps > 1) { texts["batches of a step"] = Text(accumulateSteps); }
        if (shards > 0) { texts["shards"] = Text(shards); }
        foreach ((string name, string text) in Of(network, optimizer, typeof(T))) { texts[name] = text; }
        return texts;
    }

    /// <summary>The texts about the network and its optimizer alone.</summary>
    public static SortedDictionary<string, string> Of(NetworkDescription network, Optimizer optimizer, Type elementType)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["element type"] = elementType.Name,
            ["loss"] = LossText(network.Loss, network.LossFormula, network.LossArguments, network.FromLogits, network.LabelSmoothing),
            ["optimizer"] = optimizer.GetType().Name,
        };
        foreach ((string name, double value) in optimizer.Settings) { texts[$"optimizer's {name}"] = Text(value); }
        for (int i = 0; i < network.Layers.Count; i++)
        {
            LayerDescription layer = network.Layers[i];
            texts[string.Create(CultureInfo.InvariantCulture, $"layer {i + 1}")] =
                $"{string.Join(", ", layer.Operations.Select(operation => operation.ToString()))} → {FileText.Shape(layer.OutputShape)}"
                + (layer.Inputs.Count > 0 ? $" of {string.Join(", ", layer.Inputs)}" : "");
        }

        foreach (OutputDescription output in network.Outputs)
        {
            texts[$"output '{output.Name}'"] =
                $"{LossText(output.Loss, output.LossFormula, output.LossArguments, output.FromLogits, output.LabelSmoothing)}, weight {Text(output.LossWeight)}, of {output.Layer}";
        }

        if (network.StateCount > 0) { texts["state"] = string.Join(", ", network.Parameters.Where(parameter => !parameter.IsTrainable)); }
        foreach (ParameterDescription parameter in network.Parameters.Where(parameter => parameter.IsTrainable))
        {
            if (Wishes(parameter) is { Length: > 0 } wishes) { texts[$"penalties and limits of {parameter.Name}"] = wishes; }
        }

        return texts;
    }

    private static string LossText(LossKind loss, string? formula, IEnumerable<ArgumentDescription> arguments, bool fromLogits, double smoothing) =>
        string.Join(" ", arguments.Select(argument => argument.ToString()).Prepend(formula is null ? loss.ToString() : $"{loss} {formula}"))
        + (fromLogits ? " from logits" : "") + (smoothing > 0 ? ", labels smoothed by " + Text(smoothing) : "");

    private static string Wishes(ParameterDescription parameter)
    {
        List<string> wishes = [];
        if (parameter.L1 > 0) { wishes.Add("L1 " + Text(parameter.L1)); }
        if (parameter.L2 > 0) { wishes.Add("L2 " + Text(parameter.L2)); }
        if (parameter.MaxNorm > 0) { wishes.Add("norms up to " + Text(parameter.MaxNorm)); }
        if (parameter.NonNegative) { wishes.Add("not negative"); }
        return string.Join(", ", wishes);
    }

    /// <summary>Weights, by a checksum.</summary>
    public static string Of<T>(T[] weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sum(Append<T>(~0u, weights));

    /// <summary>A checksum of values.</summary>
    public static uint ChecksumOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ~Append(~0u, values);

    /// <summary>Samples, by their shape and a checksum.</summary>
    public static string Of<T>(Dataset<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        uint sum = Append(~0u, samples.Features);
        sum = Append(sum, samples.Targets);
        sum = Append(sum, samples.Labels);
        return $"{samples}, checksum {Sum(sum)}";
    }

    private static uint Append<TValue>(uint sum, ReadOnlySpan<TValue> values)
        where TValue : unmanaged
    {
        // A span of bytes holds at most 2 GiB.
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
