using static System.Numerics.Tensors.TensorPrimitives;

namespace NNGen.Rivals;

/// <summary>Adam (Kingma and Ba, 2015) over the whole list of parameters, in blocks that stay in the first-level cache.</summary>
internal sealed class Adam(int parameters)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;
    private const int Block = 1024;

    private readonly float[] means = new float[parameters], squares = new float[parameters], work = new float[Block];
    private int step;

    public void Step(float[] parameters, float[] gradient)
    {
        step++;
        float rate = (float)(Network.AdamRate / (1 - Math.Pow(Beta1, step))), scale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)));
        for (int start = 0; start < parameters.Length; start += Block)
        {
            int length = Math.Min(Block, parameters.Length - start);
            Span<float> values = parameters.AsSpan(start, length), mean = means.AsSpan(start, length), square = squares.AsSpan(start, length);
            Span<float> slope = gradient.AsSpan(start, length), part = work.AsSpan(0, length);
            Multiply(mean, (float)Beta1, mean);
            MultiplyAdd(slope, (float)(1 - Beta1), mean, mean);
            Multiply(slope, slope, part);
            Multiply(square, (float)Beta2, square);
            MultiplyAdd(part, (float)(1 - Beta2), square, square);
            Sqrt(square, part);
            Multiply(part, scale, part);
            Add(part, (float)Epsilon, part);
            Divide(mean, part, part);
            MultiplyAdd(part, -rate, values, values);
        }
    }
}
