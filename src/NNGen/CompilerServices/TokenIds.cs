using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Token ids among the inputs of a network: checks them, and converts them from integers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TokenIds
{
    /// <summary>
    /// Replaces inputs of panels that are not token ids by 0, so that a table can be read; the workspace records that there was one.
    /// </summary>
    /// <param name="inputs">The first panel's memory.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="offset">The first id among them.</param>
    /// <param name="count">How many ids there are.</param>
    /// <param name="vocabulary">The number of different ids.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="workspace">The workspace that the panels belong to.</param>
    public static void Check<T>(ref T inputs, nint features, nint offset, nint count, int vocabulary, nint panels, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        for (nint p = 0; p < panels; p++)
        {
            ref T ids = ref Unsafe.Add(ref inputs, ((p * features) + offset) * width);
            if (AreValid(ref ids, count * width, vocabulary)) { continue; }
            workspace.HasNonFiniteInputs = true;
            for (nint i = 0; i < count * width; i++)
            {
                ref T id = ref Unsafe.Add(ref ids, i);
                if (!IsValid(id, vocabulary)) { id = T.Zero; }
            }
        }
    }

    /// <summary>Replaces numbers of steps of panels that are not between 1 and the most by 0; the workspace records that there was one.</summary>
    /// <param name="inputs">The first panel's memory.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="offset">The number among them.</param>
    /// <param name="most">The most steps.</param>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="firstPanel">The first panel.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="workspace">The workspace that the panels belong to.</param>
    public static void CheckLengths<T>(ref T inputs, nint features, nint offset, int most, int samples, int firstPanel, int panels, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Workspace<T>.PanelWidth;
        int count = Math.Min(panels * width, samples - (firstPanel * width));
        for (int i = 0; i < count; i++)
        {
            ref T length = ref Unsafe.Add(ref inputs, (((i / width) * features) + offset) * width + (i % width));
            if (IsValid(length, most + 1) && length >= T.One) { continue; }
            length = T.Zero;
            workspace.HasNonFiniteInputs = true;
        }
    }

    /// <summary>Whether all of some values are token ids.</summary>
    /// <param name="ids">The first value.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="vocabulary">The number of different ids.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreValid<T>(ref T ids, nint count, int vocabulary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint i = 0;
        if (typeof(T) == typeof(float))
        {
            // NaN and infinity do not convert to whole numbers either.
            ref float values = ref Unsafe.As<T, float>(ref ids);
            var valid = new Vector<int>(-1);
            for (; i + Vector<float>.Count <= count; i += Vector<float>.Count)
            {
                Vector<float> value = Vector.LoadUnsafe(ref Unsafe.Add(ref values, i));
                Vector<int> whole = Vector.ConvertToInt32(value);
                valid &= Vector.Equals(Vector.ConvertToSingle(whole), value)
                    & Vector.GreaterThanOrEqual(whole, Vector<int>.Zero) & Vector.LessThan(whole, new Vector<int>(vocabulary));
            }

            if (valid != new Vector<int>(-1)) { return false; }
        }

        for (; i < count; i++)
        {
            if (!IsValid(Unsafe.Add(ref ids, i), vocabulary)) { return false; }
        }

        return true;
    }

    /// <summary>Converts token ids of some samples into the values of a network's rows, without allocation.</summary>
    /// <param name="ids">The ids, <c>[batch, length]</c>.</param>
    /// <param name="name">The argument that holds them, for messages.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="length">Ids of a sample.</param>
    /// <param name="vocabulary">The number of different ids.</param>
    /// <param name="offset">Where they start in a row.</param>
    /// <param name="rows">Receives the rows.</param>
    /// <param name="rowSize">Values of a row.</param>
    /// <exception cref="ArgumentException">A length is wrong, or an id is not in the vocabulary.</exception>
    public static void Join<T>(ReadOnlySpan<int> ids, string name, int samples, int length, int vocabulary, int offset, Span<T> rows, int rowSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Parts.Check(ids.Length, name, samples, length);
        for (int s = 0; s < samples; s++)
        {
            Span<T> row = rows.Slice((s * rowSize) + offset, length);
            for (int i = 0; i < length; i++)
            {
                int id = ids[(s * length) + i];
                if ((uint)id >= (uint)vocabulary) { Throw(string.Create(CultureInfo.InvariantCulture, $"{id}"), samples == 1 ? -1 : s, i, vocabulary, name, "", name); }
                row[i] = T.CreateTruncating(id);
            }
        }
    }

    /// <summary>Converts token ids into values in memory of this thread, which is valid until the next call.</summary>
    /// <param name="ids">The ids, <c>[batch, length]</c>.</param>
    /// <param name="network">The network, whose only input they are.</param>
    /// <param name="name">The argument that holds them, for messages.</param>
    /// <exception cref="ArgumentException">There are no whole samples, or an id is not in the vocabulary.</exception>
    public static ReadOnlySpan<T> Rows<T>(ReadOnlySpan<int> ids, NetworkDescription network, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int samples = Parts.Samples(ids.Length, network.InputSize, name);
        Span<T> rows = Parts.Rows<T>(ids.Length);
        Join(ids, name, samples, network.InputSize, network.Tokens[0].Vocabulary, 0, rows, network.InputSize);
        return rows;
    }

    /// <summary>
    /// Converts whole numbers into inputs in memory of this thread, which is valid until the next call: token ids, which are checked, or numbers as they are.
    /// </summary>
    internal static ReadOnlySpan<T> RowsOrNumbers<T>(ReadOnlySpan<int> inputs, NetworkDescription network, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (network.Tokens is [{ Least: 0 } tokens] && tokens.Count == network.InputSize) { return Rows<T>(inputs, network, name); }
        Parts.Samples(inputs.Length, network.InputSize, name);
        Span<T> rows = Parts.Rows<T>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++) { rows[i] = T.CreateChecked(inputs[i]); }
        return rows;
    }

    /// <summary>Checks that rows of inputs hold token ids where the network takes them.</summary>
    /// <param name="rows">Rows of inputs.</param>
    /// <param name="rowSize">Values of a row.</param>
    /// <param name="tokens">Where ids are.</param>
    /// <param name="parameter">The argument that holds them.</param>
    /// <param name="place">What follows a sample's number in messages, such as <c> of the training set</c>.</param>
    /// <exception cref="ArgumentException">A value is not an id of its vocabulary.</exception>
    internal static void Require<T>(ReadOnlySpan<T> rows, int rowSize, IReadOnlyList<TokensDescription> tokens, string parameter, string place = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Find(rows, rowSize, tokens) is not { } found) { return; }
        TokensDescription ids = tokens[found.Input];
        int sample = rows.Length == rowSize && place.Length == 0 ? -1 : found.Sample;
        string id = string.Create(CultureInfo.InvariantCulture, $"{rows[(found.Sample * rowSize) + ids.Offset + found.Position]}");
        if (ids.Least > 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'{ids.Name}'{OfSample(sample)}{place} is {id}, but must be the number of its steps, from {ids.Least} to {ids.Vocabulary - 1}."), parameter);
        }

        Throw(id, sample, found.Position, ids.Vocabulary, ids.Name, place, parameter);
    }

    /// <summary>The first value that should be a token id and is not.</summary>
    internal static (int Input, int Sample, int Position)? Find<T>(ReadOnlySpan<T> rows, int rowSize, IReadOnlyList<TokensDescription> tokens)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int input = 0; input < tokens.Count; input++)
        {
            TokensDescription ids = tokens[input];
            for (int sample = 0; sample < rows.Length / rowSize; sample++)
            {
                ReadOnlySpan<T> values = rows.Slice((sample * rowSize) + ids.Offset, ids.Count);
                T least = T.CreateTruncating(ids.Least);
                if (AreValid(ref MemoryMarshal.GetReference(values), values.Length, ids.Vocabulary) && (ids.Least == 0 || values[0] >= least)) { continue; }
                int position = 0;
                while (IsValid(values[position], ids.Vocabulary) && values[position] >= least) { position++; }
                return (input, sample, position);
            }
        }

        return null;
    }

    private static bool IsValid<T>(T id, int vocabulary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => id >= T.Zero && id < T.CreateTruncating(vocabulary) && T.IsInteger(id);

    private static string OfSample(int sample) => sample < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of sample {sample}");

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private static void Throw(string id, int sample, int position, int vocabulary, string input, string place, string parameter) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"Id {position}{OfSample(sample)}{place} is {id}, but token ids of '{input}' are whole numbers from 0 to {vocabulary - 1} (map unknown tokens to a separate id, or state a larger vocabulary)."),
            parameter);
}
