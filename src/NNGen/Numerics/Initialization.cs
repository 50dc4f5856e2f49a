using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

/// <summary>Initializes the parameters of a new network.</summary>
public static class Initialization
{
    // The standard deviation of a standard normal distribution that is truncated at two (Keras, VarianceScaling).
    private const double TruncatedDeviation = 0.87962566103423978;
    private const double DefaultScale = 0.05;

    /// <summary>Fills every parameter according to its description.</summary>
    /// <remarks>
    /// Each parameter has a separate stream of random numbers, numbered by its position in the list, so a layer added at the end does not
    /// change the values of the others. The numbers are computed in double and rounded: networks of <see cref="float"/> and
    /// <see cref="double"/> start with the same values.
    /// </remarks>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters to fill.</param>
    /// <param name="seed">The same seed gives the same values on every machine.</param>
    public static void Fill<T>(ParameterBlock<T> parameters, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);

        // Nothing else can read the values of a new network yet, so no copy is needed.
        using ParameterBlock<T>.Editor editor = parameters.Version == 1 ? parameters.EditInPlace() : parameters.Edit();
        IReadOnlyList<ParameterDescription> descriptions = parameters.Description.Parameters;
        for (int i = 0; i < descriptions.Count; i++)
        {
            Span<T> values = editor.Values.Slice(descriptions[i].Offset, descriptions[i].Count);
            Fill(values, descriptions[i], new RandomStream(seed, i));
            if (descriptions[i] is { ZeroRow: >= 0 and int row, Shape: [_, int columns] }) { values.Slice(row * columns, columns).Clear(); }
        }
    }

    private static void Fill<T>(Span<T> values, ParameterDescription parameter, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // As Keras does, a parameter without a fan counts as having one input and output.
        double fanIn = Math.Max(1, parameter.FanIn);
        double fanAverage = Math.Max(1, ((double)parameter.FanIn + parameter.FanOut) / 2);
        double scale = parameter.Scale == 0 || double.IsNaN(parameter.Scale) ? DefaultScale : parameter.Scale;
        Initializer initializer = parameter.Initializer != Initializer.Default ? parameter.Initializer
            : parameter.IsBias || parameter.IsCounter ? Initializer.Zeros : Initializer.GlorotUniform;
        switch (initializer)
        {
            case Initializer.GlorotUniform: FillUniform(values, Math.Sqrt(3 / fanAverage), random); break;
            case Initializer.GlorotNormal: FillTruncatedNormal(values, Math.Sqrt(1 / fanAverage), random); break;
            case Initializer.HeUniform: FillUniform(values, Math.Sqrt(6 / fanIn), random); break;
            case Initializer.HeNormal: FillTruncatedNormal(values, Math.Sqrt(2 / fanIn), random); break;
            case Initializer.LeCunUniform: FillUniform(values, Math.Sqrt(3 / fanIn), random); break;
            case Initializer.LeCunNormal: FillTruncatedNormal(values, Math.Sqrt(1 / fanIn), random); break;
            case Initializer.PyTorch: FillUniform(values, 1 / Math.Sqrt(fanIn), random); break;
            case Initializer.Uniform: FillUniform(values, scale, random); break;
            case Initializer.Normal: FillNormal(values, scale, random); break;
            case Initializer.Orthogonal: FillOrthogonal(values, parameter, random); break;
            case Initializer.Zeros: values.Clear(); break;
            case Initializer.ForgetGate:
                values.Clear();
                values.Slice(values.Length / 4, values.Length / 4).Fill(T.CreateTruncating(parameter.Scale));
                break;
            case Initializer.Ones: values.Fill(T.One); break;
            case Initializer.Constant: values.Fill(T.CreateTruncating(parameter.Scale)); break;
            default:
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Parameter '{parameter.Name}' has the unknown initializer {(int)initializer}."));
        }
    }

    // Optimized at once, because creating a network waits for it: with tiered compilation 784-128-10 started 6 ms later.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FillUniform<T>(Span<T> values, double limit, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values) { value = T.CreateTruncating(((2 * random.NextUniform()) - 1) * limit); }
    }

    private static void FillNormal<T>(Span<T> values, double deviation, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values) { value = T.CreateTruncating(random.NextNormal() * deviation); }
    }

    private static void FillOrthogonal<T>(Span<T> values, ParameterDescription parameter, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = parameter.Shape[0], columns = parameter.Count / rows;
        double gain = parameter.Scale == 0 || double.IsNaN(parameter.Scale) ? 1 : parameter.Scale;
        double[][] vectors = OrthonormalVectors.Draw(Math.Min(rows, columns), Math.Max(rows, columns), random);
        for (int i = 0; i < values.Length; i++)
        {
            (int row, int column) = (i / columns, i % columns);
            values[i] = T.CreateTruncating(gain * (rows <= columns ? vectors[row][column] : vectors[column][row]));
        }
    }

    private static void FillTruncatedNormal<T>(Span<T> values, double deviation, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double uncut = deviation / TruncatedDeviation;
        foreach (ref T value in values) { value = T.CreateTruncating(random.NextTruncatedNormal() * uncut); }
    }
}
