using System.Globalization;

namespace NNGen.Tests;

/// <summary>Compares tensors relative to their scale.</summary>
internal static class Closeness
{
    /// <summary>
    /// Asserts <c>|actual − expected| ≤ tolerance · (|expected| + max |expected|)</c> for every value: relative to the value if it is
    /// large, and to its tensor if it is a small difference of large terms.
    /// </summary>
    public static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} values, got {actual.Length}.");
        double scale = 0;
        foreach (double value in expected) { scale = Math.Max(scale, Math.Abs(value)); }
        for (int i = 0; i < expected.Length; i++)
        {
            double allowed = tolerance * (Math.Abs(expected[i]) + scale);
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed))
            {
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R} ± {allowed:g3} (off by {Math.Abs(actual[i] - expected[i]):g3})."));
            }
        }
    }

    /// <summary>Asserts that a loss and all gradients are close, separately for each parameter.</summary>
    public static void Near(Slopes expected, Slopes actual, double tolerance, Subject network, string what)
    {
        Near([expected.Loss], [actual.Loss], tolerance, $"{what}: loss");
        GradientsNear(expected, actual, tolerance, network, what);
    }

    /// <summary>Asserts that all gradients are close, separately for each parameter.</summary>
    public static void GradientsNear(Slopes expected, Slopes actual, double tolerance, Subject network, string what)
    {
        ParametersNear(expected.Parameters, actual.Parameters, tolerance, network, $"{what}: gradient of");
        Near(expected.Inputs, actual.Inputs, tolerance, $"{what}: gradient of inputs");
    }

    /// <summary>Asserts that all parameters are close, separately for each.</summary>
    public static void ParametersNear(double[] expected, double[] actual, double tolerance, Subject network, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (ParameterDescription parameter in network.Description.Parameters)
        {
            Range place = network.Place(parameter);
            Near(expected.AsSpan()[place], actual.AsSpan()[place], tolerance, $"{what} {parameter.Name}");
        }
    }
}
