using System.Numerics;

namespace NNGen;

/// <summary>Constraints on weights after every step: not negative, and each row (the incoming weights of one unit) within a norm.</summary>
/// <remarks>A row belongs to one thread and its norm is summed in a fixed order: the same bits with any number of threads.</remarks>
internal sealed class WeightConstraints<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterDescription[] constrained;

    private WeightConstraints(ParameterDescription[] constrained) => this.constrained = constrained;

    /// <summary>The constraints of a network, or null if it has none.</summary>
    public static WeightConstraints<T>? For(NetworkDescription network)
    {
        ParameterDescription[] constrained = [.. network.Parameters.Where(parameter => parameter.IsTrainable && (parameter.MaxNorm > 0 || parameter.NonNegative))];
        return constrained.Length == 0 ? null : new WeightConstraints<T>(constrained);
    }

    /// <summary>Applies them to one part of the rows.</summary>
    public void Apply(Span<T> parameters, int part, int parts)
    {
        foreach (ParameterDescription parameter in constrained)
        {
            int rows = parameter.Shape[0];
            int width = parameter.Count / rows;
            int end = (int)((long)rows * (part + 1) / parts);
            for (int row = (int)((long)rows * part / parts); row < end; row++)
            {
                Span<T> weights = parameters.Slice(parameter.Offset + (row * width), width);
                if (parameter.NonNegative) { VectorLoops<T>.For(weights.Length).ClearNegative(weights); }
                if (parameter.MaxNorm > 0) { Limit(weights, parameter.MaxNorm); }
            }
        }
    }

    private static void Limit(Span<T> weights, double norm)
    {
        double squares = SumOfSquares.Of<T>(weights);
        if (squares > norm * norm) { VectorLoops<T>.For(weights.Length).Scale(weights, T.CreateChecked(norm / Math.Sqrt(squares))); }
    }
}
