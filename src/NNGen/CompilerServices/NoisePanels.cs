using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>Draws masks and noise for panels of samples.</summary>
/// <remarks>
/// Words are those of <see cref="Philox"/>. The key is the seed; the counter is the sample's number in the batch, the feature's divided by four, the
/// step, and a word of the layer; the block's word w belongs to the feature with remainder w. So a number follows from its place alone, and
/// neighbouring samples, which are lanes here, take neighbouring counters: every block is computed in one lane, whatever the width of a vector.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NoisePanels
{
    /// <summary>Factors of a dropout: 0 where the word is below rate · 2³², else 1 / (1 − rate). All are 1 where the pass is not training.</summary>
    /// <param name="batch">The batch, with seed and step.</param>
    /// <param name="mode">What the pass computes.</param>
    /// <param name="rate">The part that is dropped, at least 0 and below 1.</param>
    /// <param name="layer">The layer's number among those that draw.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dropout<T>(
        in Batch<T> batch, PassMode mode, double rate, int layer, nint features, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        if ((mode & PassMode.Training) == 0)
        {
            Fill(ref destination, panels * features * width, T.One);
            return;
        }

        nint step = Vector<uint>.Count;
        uint threshold = (uint)(rate * 4294967296.0);
        Vector<T> factor = new(T.CreateChecked(1 / (1 - rate)));
        var counter = new Counter(batch.NoiseSeed, batch.NoiseStep, layer);
        for (nint p = 0; p < panels; p++)
        {
            for (nint feature = 0; feature < features; feature += 4)
            {
                ref T row = ref Unsafe.Add(ref destination, ((p * features) + feature) * width);
                for (nint s = 0; s < width; s += step)
                {
                    Words(in counter, (uint)(((firstPanel + p) * width) + s), (uint)feature / 4, out var w0, out var w1, out var w2, out var w3);
                    ref T at = ref Unsafe.Add(ref row, s);
                    StoreFactors(w0, threshold, factor, ref at);
                    if (feature + 1 < features) { StoreFactors(w1, threshold, factor, ref Unsafe.Add(ref at, width)); }
                    if (feature + 2 < features) { StoreFactors(w2, threshold, factor, ref Unsafe.Add(ref at, 2 * width)); }
                    if (feature + 3 < features) { StoreFactors(w3, threshold, factor, ref Unsafe.Add(ref at, 3 * width)); }
                }
            }
        }
    }

    /// <summary>Normal numbers with mean 0. All are 0 where the pass is not training.</summary>
    /// <param name="batch">The batch, with seed and step.</param>
    /// <param name="mode">What the pass computes.</param>
    /// <param name="stddev">Their standard deviation.</param>
    /// <param name="layer">The layer's number among those that draw.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gaussian<T>(
        in Batch<T> batch, PassMode mode, double stddev, int layer, nint features, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Tape<T>.PanelWidth;
        if ((mode & PassMode.Training) == 0)
        {
            Fill(ref destination, panels * features * width, T.Zero);
            return;
        }

        nint step = Vector<uint>.Count;

        // A normal number is √2 times the inverse error function of one that is uniform between -1 and 1.
        Vector<T> factor = new(T.CreateChecked(Math.Sqrt(2) * stddev));
        var counter = new Counter(batch.NoiseSeed, batch.NoiseStep, layer);
        for (nint p = 0; p < panels; p++)
        {
            for (nint feature = 0; feature < features; feature += 4)
            {
                ref T row = ref Unsafe.Add(ref destination, ((p * features) + feature) * width);
                for (nint s = 0; s < width; s += step)
                {
                    Words(in counter, (uint)(((firstPanel + p) * width) + s), (uint)feature / 4, out var w0, out var w1, out var w2, out var w3);
                    ref T at = ref Unsafe.Add(ref row, s);
                    StoreNormal(w0, factor, ref at);
                    if (feature + 1 < features) { StoreNormal(w1, factor, ref Unsafe.Add(ref at, width)); }
                    if (feature + 2 < features) { StoreNormal(w2, factor, ref Unsafe.Add(ref at, 2 * width)); }
                    if (feature + 3 < features) { StoreNormal(w3, factor, ref Unsafe.Add(ref at, 3 * width)); }
                }
            }
        }
    }

    private static void Fill<T>(ref T destination, nint count, T value)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref destination, checked((int)count)).Fill(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFactors<T>(Vector<uint> words, uint threshold, Vector<T> factor, ref T destination)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            (Vector.GreaterThanOrEqual(words, new Vector<uint>(threshold)) & factor.As<T, uint>()).As<uint, T>().StoreUnsafe(ref destination);
            return;
        }

        Vector.Widen(words, out Vector<ulong> low, out Vector<ulong> high);
        var limit = new Vector<ulong>(threshold);
        (Vector.GreaterThanOrEqual(low, limit) & factor.As<T, ulong>()).As<ulong, T>().StoreUnsafe(ref destination);
        (Vector.GreaterThanOrEqual(high, limit) & factor.As<T, ulong>()).As<ulong, T>().StoreUnsafe(ref Unsafe.Add(ref destination, Vector<T>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreNormal<T>(Vector<uint> words, Vector<T> factor, ref T destination)
        where T : unmanaged
    {
        Vector<float> z = InverseErf(Centered(words));
        if (typeof(T) == typeof(float))
        {
            (z.As<float, T>() * factor).StoreUnsafe(ref destination);
            return;
        }

        Vector.Widen(z, out Vector<double> low, out Vector<double> high);
        (low.As<double, T>() * factor).StoreUnsafe(ref destination);
        (high.As<double, T>() * factor).StoreUnsafe(ref Unsafe.Add(ref destination, Vector<T>.Count));
    }

    /// <summary>Halfway between multiples of 2^-23 from -1 to 1: exact, symmetric, and never -1, 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Centered(Vector<uint> words)
    {
        Vector<int> odd = ((words >> 8) << 1).As<uint, int>() + new Vector<int>(1 - (1 << 24));
        return Vector.ConvertToSingle(odd) * (1f / (1 << 24));
    }

    /// <summary>
    /// The inverse of the error function between -1 and 1, with a relative error of some 3e-7. M. Giles, "Approximating the erfinv function",
    /// GPU Computing Gems 2 (2012), single precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> InverseErf(Vector<float> x)
    {
        Vector<float> w = -VectorMath.Log((Vector<float>.One - x) * (Vector<float>.One + x));
        Vector<float> v = w - Vector.Create(2.5f);
        Vector<float> middle = Fma(Vector.Create(2.81022636e-08f), v, 3.43273939e-07f);
        middle = Fma(middle, v, -3.5233877e-06f);
        middle = Fma(middle, v, -4.39150654e-06f);
        middle = Fma(middle, v, 0.00021858087f);
        middle = Fma(middle, v, -0.00125372503f);
        middle = Fma(middle, v, -0.00417768164f);
        middle = Fma(middle, v, 0.246640727f);
        middle = Fma(middle, v, 1.50140941f);
        Vector<float> u = Vector.SquareRoot(w) - Vector.Create(3f);
        Vector<float> tail = Fma(Vector.Create(-0.000200214257f), u, 0.000100950558f);
        tail = Fma(tail, u, 0.00134934322f);
        tail = Fma(tail, u, -0.00367342844f);
        tail = Fma(tail, u, 0.00573950773f);
        tail = Fma(tail, u, -0.0076224613f);
        tail = Fma(tail, u, 0.00943887047f);
        tail = Fma(tail, u, 1.00167406f);
        tail = Fma(tail, u, 2.83297682f);
        return x * Vector.ConditionalSelect(Vector.LessThan(w, Vector.Create(5f)), middle, tail);

        static Vector<float> Fma(Vector<float> a, Vector<float> b, float c) => Vector.MultiplyAddEstimate(a, b, Vector.Create(c));
    }

    /// <summary><see cref="Philox.Block"/> in every lane, for a run of samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words(
        in Counter counter, uint sample, uint group, out Vector<uint> w0, out Vector<uint> w1, out Vector<uint> w2, out Vector<uint> w3)
    {
        Vector<uint> c0 = Vector<uint>.Indices + new Vector<uint>(sample);
        Vector<uint> c1 = new(group), c2 = new(counter.Step), c3 = new(counter.Layer);
        (uint k0, uint k1) = (counter.Key0, counter.Key1);
        for (int round = 0; round < 10; round++)
        {
            Vector<uint> high0 = High(c0, 0xD2511F53), low0 = c0 * 0xD2511F53;
            Vector<uint> high2 = High(c2, 0xCD9E8D57), low2 = c2 * 0xCD9E8D57;
            c0 = high2 ^ c1 ^ new Vector<uint>(k0);
            c1 = low2;
            c2 = high0 ^ c3 ^ new Vector<uint>(k1);
            c3 = low0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        (w0, w1, w2, w3) = (c0, c1, c2, c3);
    }

    /// <summary>The upper word of a product, from the products of half words: a vector has no multiplication that gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> High(Vector<uint> x, uint factor)
    {
        uint factorHigh = factor >> 16, factorLow = factor & 0xFFFF;
        Vector<uint> half = new(0xFFFF);
        Vector<uint> low = x & half, high = x >> 16;
        Vector<uint> middle = (high * factorLow) + ((low * factorLow) >> 16);
        Vector<uint> other = (low * factorHigh) + (middle & half);
        return (high * factorHigh) + (middle >> 16) + (other >> 16);
    }

    /// <summary>What all blocks of a layer have in common.</summary>
    private readonly struct Counter(long seed, long step, int layer)
    {
        public readonly uint Key0 = (uint)seed;
        public readonly uint Key1 = (uint)(seed >> 32);
        public readonly uint Step = (uint)step;
        public readonly uint Layer = RandomStreams.Noise(step, layer);
    }
}
