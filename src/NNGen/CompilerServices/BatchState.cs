using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>Normalization by statistics: their use in predictions, and gradients that a pass has computed with them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchState
{
    /// <summary>
    /// The weights and the bias of a prediction: a normalization by running statistics is <c>x · scale + shift</c> with <c>scale = gain / √(variance +
    /// ε)</c> and <c>shift' = shift − mean · scale</c>, and after a product it scales the rows of its weights, and its bias.
    /// </summary>
    /// <param name="parameters">All parameters.</param>
    /// <param name="from">The offset of the product's weights, or -1 without a product: then the weights are the scale.</param>
    /// <param name="fromBias">The offset of its bias, or -1.</param>
    /// <param name="gain">The offset of the gain, or -1.</param>
    /// <param name="shift">The offset of the shift, or -1.</param>
    /// <param name="mean">The offset of the running mean.</param>
    /// <param name="variance">The offset of the running variance.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="channels">Rows.</param>
    /// <param name="length">Weights of a row.</param>
    /// <param name="weights">Receives the weights.</param>
    /// <param name="bias">Receives the bias.</param>
    public static void Fold<T>(
        ref T parameters, int from, int fromBias, int gain, int shift, int mean, int variance, double epsilon, int channels, int length, ref T weights, ref T bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T added = T.CreateChecked(epsilon);
        for (int channel = 0; channel < channels; channel++)
        {
            T scale = T.One / T.Sqrt(Unsafe.Add(ref parameters, variance + channel) + added);
            if (gain >= 0) { scale *= Unsafe.Add(ref parameters, gain + channel); }
            T difference = fromBias >= 0 ? Unsafe.Add(ref parameters, fromBias + channel) - Unsafe.Add(ref parameters, mean + channel) : -Unsafe.Add(ref parameters, mean + channel);
            T sum = difference * scale;
            Unsafe.Add(ref bias, channel) = shift >= 0 ? sum + Unsafe.Add(ref parameters, shift + channel) : sum;
            for (int i = 0; i < length; i++)
            {
                int index = (channel * length) + i;
                Unsafe.Add(ref weights, index) = from >= 0 ? Unsafe.Add(ref parameters, from + index) * scale : scale;
            }
        }
    }

    /// <summary>Copies gradients that the pass has computed.</summary>
    /// <param name="source">The gradients.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">Receives them.</param>
    /// <returns>Whether all of them are finite.</returns>
    public static bool CopyFinite<T>(ref T source, int count, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool finite = true;
        for (int i = 0; i < count; i++)
        {
            T value = Unsafe.Add(ref source, i);
            Unsafe.Add(ref destination, i) = value;
            finite &= T.IsFinite(value);
        }

        return finite;
    }
}
