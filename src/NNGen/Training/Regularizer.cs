using System.Numerics;

namespace NNGen;

/// <summary>
/// The penalty of large parameters, l1 · Σ|w| + l2 · Σw², and its gradient, l1 · sign w + 2 · l2 · w: Keras's formulas, added once to the mean
/// loss of a batch.
/// </summary>
/// <remarks>Parts are pieces of a fixed size, summed one after the other: the penalty has the same bits with any number of threads.</remarks>
internal sealed class Regularizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values in a piece: small enough that threads can share a layer, large enough that its fixed cost is negligible.</summary>
    private const int PieceSize = 4096;

    private readonly Piece[] pieces;
    private readonly double[] sums;

    private Regularizer(Piece[] pieces)
    {
        this.pieces = pieces;
        sums = new double[pieces.Length];
    }

    /// <summary>The penalty that the last <see cref="AddGradients"/> of all parts added to the loss.</summary>
    public double Penalty => Sum(sums);

    /// <summary>The regularizer of a network, or null if it has no penalties.</summary>
    public static Regularizer<T>? For(NetworkDescription network)
    {
        var pieces = new List<Piece>();
        foreach (ParameterDescription parameter in network.Parameters)
        {
            if (parameter is { L1: 0, L2: 0 } or { IsTrainable: false }) { continue; }
            int count = parameter.Count;
            for (int done = 0; done < count; done += PieceSize)
            {
                pieces.Add(new Piece(parameter.Offset + done, Math.Min(PieceSize, count - done), parameter.L1, parameter.L2));
            }
        }

        return pieces.Count == 0 ? null : new Regularizer<T>([.. pieces]);
    }

    /// <summary>The penalty of some parameters.</summary>
    public double PenaltyOf(ReadOnlySpan<T> parameters)
    {
        double sum = 0;
        foreach (Piece piece in pieces) { sum += piece.PenaltyOf(parameters); }
        return sum;
    }

    /// <summary>Adds one part of the penalty's gradient to the gradients, and sums that part of the penalty.</summary>
    public void AddGradients(ReadOnlySpan<T> parameters, Span<T> gradients, int part, int parts)
    {
        int end = (int)((long)pieces.Length * (part + 1) / parts);
        for (int i = (int)((long)pieces.Length * part / parts); i < end; i++)
        {
            sums[i] = pieces[i].PenaltyOf(parameters);
            pieces[i].AddGradient(parameters, gradients);
        }
    }

    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values) { sum += value; }
        return sum;
    }

    private readonly record struct Piece(int Start, int Length, double L1, double L2)
    {
        public double PenaltyOf(ReadOnlySpan<T> parameters)
        {
            ReadOnlySpan<T> values = parameters.Slice(Start, Length);
            return (L1 == 0 ? 0 : L1 * SumOfMagnitudes(values)) + (L2 == 0 ? 0 : L2 * SumOfSquares.Of(values));
        }

        public void AddGradient(ReadOnlySpan<T> parameters, Span<T> gradients) =>
            VectorLoops<T>.For(Length).AddPenalty(gradients.Slice(Start, Length), parameters.Slice(Start, Length), T.CreateChecked(L1), T.CreateChecked(2 * L2));

        private static double SumOfMagnitudes(ReadOnlySpan<T> values)
        {
            // Four accumulators hide the latency of additions; without vectors, the order is the same on every machine.
            double a = 0, b = 0, c = 0, d = 0;
            int i = 0;
            for (; i + 4 <= values.Length; i += 4)
            {
                a += Math.Abs(double.CreateTruncating(values[i]));
                b += Math.Abs(double.CreateTruncating(values[i + 1]));
                c += Math.Abs(double.CreateTruncating(values[i + 2]));
                d += Math.Abs(double.CreateTruncating(values[i + 3]));
            }

            for (; i < values.Length; i++) { a += Math.Abs(double.CreateTruncating(values[i])); }
            return (a + b) + (c + d);
        }
    }
}
