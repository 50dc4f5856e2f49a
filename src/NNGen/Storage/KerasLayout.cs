using System.Collections.Generic;
using System.Linq;

namespace NNGen;

/// <summary>Recognizes weights in the layout of Keras, which has the outputs last; PyTorch's, and NNGen's, has them first. The compiler uses this file, too.</summary>
internal static class KerasLayout
{
    /// <summary>What to do with a tensor whose shape is another one only because it is Keras's: <c> (Keras's layout: ...)</c>; otherwise nothing.</summary>
    /// <param name="given">The shape of the tensor.</param>
    /// <param name="expected">The shape that weights have.</param>
    public static string Hint(IEnumerable<long> given, IEnumerable<int> expected)
    {
        long[] shape = given.ToArray(), wanted = expected.Select(size => (long)size).ToArray();
        if (shape.Length != wanted.Length || shape.SequenceEqual(wanted)) { return ""; }

        // [in, out], [steps, in, out], [height, width, in, out]; each channel of a depthwise kernel has multiplier outputs.
        string? axes =
            shape.Length is 2 or 3 && shape.SequenceEqual(wanted.Reverse()) ? (shape.Length == 2 ? "1, 0" : "2, 1, 0")
            : shape.Length != 4 || shape[0] != wanted[2] || shape[1] != wanted[3] ? null
            : shape[2] == wanted[1] && shape[3] == wanted[0] ? "3, 2, 0, 1"
            : wanted[1] == 1 && shape[2] * shape[3] == wanted[0] ? "2, 3, 0, 1"
            : null;
        return axes is null ? ""
            : axes[0] == '2' && shape.Length == 4 ? $" (Keras's layout: write numpy.transpose(w, ({axes})).reshape({string.Join(", ", expected.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture)))}) to the file)"
            : $" (Keras's layout: write numpy.transpose(w, ({axes})) to the file)";
    }
}
