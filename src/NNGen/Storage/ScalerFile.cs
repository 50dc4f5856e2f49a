using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.Json;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Saves a network together with the scalers of its data (<see cref="FeatureScaler.Load"/> reads them).</summary>
/// <remarks>
/// The scalers are texts in the metadata of the safetensors file, with exact doubles; the network's own <c>Load</c>, PyTorch and every other
/// reader of the format can still read the file.
/// </remarks>
public static class ScalerFile
{
    private const string FeaturesKey = "scaler.features";
    private const string TargetsKey = "scaler.targets";
    private const string StandardKind = "standard";
    private const string MinMaxKind = "min-max";
    private const string LogKind = "log";
    private const string Log1pKind = "log1p";

    /// <summary>Saves the network's parameters and its scalers in one file, atomically.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="path">The file, usually ending in <c>.safetensors</c>; an existing file is replaced.</param>
    /// <param name="scaler">The scaler of the samples.</param>
    /// <param name="targetScaler">The scaler of the targets, so that predictions can be converted back; optional.</param>
    /// <exception cref="ArgumentException">A scaler has another number of values than the network.</exception>
    /// <exception cref="InvalidOperationException">A parameter is NaN or infinite: nothing is written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<TNetwork, T>(
        this INetwork<TNetwork, T> network, string path, FeatureScaler scaler, FeatureScaler? targetScaler = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(scaler);
        NetworkDescription description = TNetwork.Description;
        if (scaler.FeatureCount != description.InputSize)
        {
            throw new ArgumentException(
                $"The scaler was fitted on {Number(scaler.FeatureCount)} features, but {description.Name} takes {Number(description.InputSize)} values.",
                nameof(scaler));
        }

        if (targetScaler is not null && targetScaler.FeatureCount != description.OutputSize)
        {
            throw new ArgumentException(
                $"The target scaler was fitted on {Number(targetScaler.FeatureCount)} values, "
                + $"but {description.Name} gives {Number(description.OutputSize)}.",
                nameof(targetScaler));
        }

        SafeTensorsWriter writer = ParameterFile.Writer(network.Parameters);
        writer.Metadata[FeaturesKey] = ToJson(scaler);
        if (targetScaler is not null) { writer.Metadata[TargetsKey] = ToJson(targetScaler); }
        writer.Save(path);
    }

    /// <summary>Reads the scaler of the samples or of the targets.</summary>
    internal static FeatureScaler Load(string path, bool ofTargets)
    {
        string key = ofTargets ? TargetsKey : FeaturesKey;
        SafeTensorsFile file = SafeTensorsFile.Load(path);
        return file.Metadata.TryGetValue(key, out string? json)
            ? FromJson(json, path, key)
            : throw new SafeTensorsException(
                path, null, $"it holds no {(ofTargets ? "target scaler" : "scaler")} (save the network together with it: net.Save(path, scaler, ...)).");
    }

    private static string ToJson(FeatureScaler scaler)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            switch (scaler)
            {
                case StandardScaler standard:
                    json.WriteString("kind"u8, StandardKind);
                    WriteNumbers(json, "mean", standard.Mean);
                    WriteNumbers(json, "scale", standard.Scale);
                    break;
                case MinMaxScaler range:
                    json.WriteString("kind"u8, MinMaxKind);
                    WriteNumbers(json, "dataMinimum", range.DataMinimum);
                    WriteNumbers(json, "dataMaximum", range.DataMaximum);
                    WriteNumbers(json, "range", [range.Minimum, range.Maximum]);
                    break;
                case LogScaler log:
                    json.WriteString("kind"u8, log.Logarithm == Logarithm.Log ? LogKind : Log1pKind);
                    WriteNumbers(json, "mean", log.Mean);
                    WriteNumbers(json, "scale", log.Scale);
                    break;
                default:
                    throw new NotSupportedException($"A {scaler.GetType().Name} cannot be saved.");
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        // The shortest text that is parsed as the same double.
        json.WriteStartArray(name);
        foreach (double value in values) { json.WriteNumberValue(value); }
        json.WriteEndArray();
    }

    private static FeatureScaler FromJson(string json, string path, string key)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            string? kind = root.GetProperty("kind"u8).GetString();
            switch (kind)
            {
                case StandardKind:
                    return new StandardScaler(Numbers("mean"), Numbers("scale"));
                case MinMaxKind:
                    double[] range = Numbers("range");
                    return new MinMaxScaler(Numbers("dataMinimum"), Numbers("dataMaximum"), range[0], range[1]);
                case LogKind or Log1pKind:
                    return new LogScaler(Numbers("mean"), Numbers("scale"), kind == LogKind ? Logarithm.Log : Logarithm.Log1p);
                default:
                    throw new SafeTensorsException(
                        path, null, $"its '{key}' is a scaler of the kind {Quote(kind ?? "null")}; this NNGen knows 'standard', 'min-max', 'log' and 'log1p' (use a newer NNGen).");
            }

            double[] Numbers(string name) => [.. root.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
        }
        catch (Exception problem) when (problem
            is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or IndexOutOfRangeException
                or (FormatException
                    and not SafeTensorsException))
        {
            throw new SafeTensorsException(path, null, $"its '{key}' is not a scaler written by NNGen: {problem.Message}", problem);
        }
    }
}
