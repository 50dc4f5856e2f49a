using static System.Numerics.Tensors.TensorPrimitives;

namespace NNGen.Rivals;

/// <summary>Activations and losses, which do not depend on the layout of a batch in memory.</summary>
internal static class Elementwise
{
    public static void Activate(Network network, int layer, Span<float> values)
    {
        if (layer == network.Layers - 1)
        {
            if (!network.Classes) { Sigmoid(values, values); }
        }
        else if (network.SigmoidHidden)
        {
            Sigmoid(values, values);
        }
        else
        {
            Max(values, 0f, values);
        }
    }

    /// <summary>Multiplies gradients of a hidden layer's outputs with the slope of its activation there.</summary>
    public static void MultiplySlope(Network network, ReadOnlySpan<float> outputs, Span<float> deltas, Span<float> work)
    {
        work = work[..outputs.Length];
        if (network.SigmoidHidden)
        {
            Subtract(1f, outputs, work);
            Multiply(work, outputs, work);
        }
        else
        {
            // One if the output is above zero.
            Ceiling(outputs, work);
            Min(work, 1f, work);
        }

        Multiply(deltas, work, deltas);
    }

    /// <summary>The gradients of binary cross-entropy after a sigmoid.</summary>
    /// <returns>The mean loss; <paramref name="deltas"/> are its gradients before the sigmoid.</returns>
    public static float BinaryCrossEntropy(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, Span<float> deltas, Span<float> work)
    {
        int batch = targets.Length;
        work = work[..batch];
        Subtract(outputs, targets, deltas);

        // 1 − |p − t| is the probability of the true class.
        Abs(deltas, work);
        Subtract(1f, work, work);
        Log(work, work);
        Multiply(deltas, 1f / batch, deltas);
        return -Sum(work) / batch;
    }
}
