using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

// State that is not trained: what its values can be.
public static partial class ParameterFile
{
    /// <summary>What is wrong with the values of a tensor that is not trained; null if nothing is.</summary>
    internal static string? StateProblem<T>(ParameterDescription parameter, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parameter.IsTrainable) { return null; }
        if (parameter.IsCounter)
        {
            return StateValues.IsCounter(values) ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"is {values[0]} and {values[1]}, which are not the parts of a count: the remainder and the quotient by {StateValues.Radix}");
        }

        if (!parameter.NonNegative) { return null; }
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < T.Zero)
            {
                return string.Create(CultureInfo.InvariantCulture, $"is {values[i]} at {Index(parameter.Shape, i)}; expected values of at least 0");
            }
        }

        return null;
    }

    /// <summary>The value of a counter in a file; 0 if there is none.</summary>
    private static long Counted(SafeTensorsFile file, string? tensor)
    {
        if (tensor is null) { return 0; }
        long count = file.GetIntegers<long>(tensor)[0];
        return count is >= 0 and < StateValues.Limit ? count : throw new SafeTensorsException(
            file.Name, tensor, string.Create(CultureInfo.InvariantCulture, $"is {count}; expected a count of batches, from 0 to {StateValues.Limit - 1}. Nothing was changed."));
    }
}
