using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>Draws masks and noise for panels of samples.</summary>
/// <remarks>
/// Words are those of <see cref="Philox"/>. The key is the seed; the counter is the sample's number in the batch, the feature's divided by four, the
/// step, and a word of the layer; the block's word w belongs to the feature with remainder w. So a number depends on its position alone, and
/// neighboring samples, which are lanes here, have neighboring counters: every block is computed in one lane, whatever the width of a vector.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NoisePanels
{
    /// <summary>Factors of a dropout: 0 if the word is below rate · 2³², else 1 / (1 − rate). All are 1 if the pass is not training.</summary>
    /// <param name="batch">The batch, with seed and step.</param>
    /// <param name="mode">What the pass computes.</param>
    /// <param name="rate">The part that is dropped, at least 0 and below 1.</param>
    /// <param name="layer">The layer's number among those that draw random numbers.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    public static void Dropout<T>(
        in Batch<T> batch, PassMode mode, double rate, int layer, nint features, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        if ((mode & PassMode.Training) == 0)
        {
            Fill(ref destination, panels * features * width, T.One);
            return;
        }

        var dropout = new Dropped((uint)(rate * 4294967296.0));
        Draw(new Counter(batch.NoiseSeed, batch.NoiseStep, layer, batch.Place), dropout, T.CreateChecked(1 / (1 - rate)), features, firstPanel, panels, ref destination);
    }

    /// <summary>Normal numbers with mean 0. All are 0 if the pass is not training.</summary>
    /// <param name="batch">The batch, with seed and step.</param>
    /// <param name="mode">What the pass computes.</param>
    /// <param name="stddev">Their standard deviation.</param>
    /// <param name="layer">The layer's number among those that draw random numbers.</param>
    /// <param name="features">Values of a sample.</param>
    /// <param name="firstPanel">First panel to fill.</param>
    /// <param name="panels">How many panels.</param>
    /// <param name="destination">The first panel's memory.</param>
    public static void Gaussian<T>(
        in Batch<T> batch, PassMode mode, double stddev, int layer, nint features, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint width = Workspace<T>.PanelWidth;
        if ((mode & PassMode.Training) == 0)
        {
            Fill(ref destination, panels * features * width, T.Zero);
            return;
        }

        // A normal number is √2 times the inverse error function of one that is uniform between -1 and 1.
        T factor = T.CreateChecked(Math.Sqrt(2) * stddev);
        Draw(new Counter(batch.NoiseSeed, batch.NoiseStep, layer, batch.Place), default(Normal), factor, features, firstPanel, panels, ref destination);
    }

    private static void Fill<T>(ref T destination, nint count, T value)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref destination, checked((int)count)).Fill(value);

    private static void Draw<T, TNoise>(
        in Counter counter, TNoise noise, T factor, nint features, nint firstPanel, nint panels, ref T destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNoise : struct, INoise
    {
        // Words have 32 bits whatever the element type, and a vector of them must not be wider than a panel.
        if (Simd.IsWide)
        {
            Draw<Vector512<float>, WideSingle, T, TNoise>(in counter, noise, factor, features, firstPanel, panels, ref destination);
        }
        else
        {
            Draw<Vector<float>, PortableSingle, T, TNoise>(in counter, noise, factor, features, firstPanel, panels, ref destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw<V, S, T, TNoise>(
        in Counter counter, TNoise noise, T factor, nint features, nint firstPanel, nint panels, ref T destination)
        where V : struct
        where S : struct, ISimd<V, float>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TNoise : struct, INoise
    {
        nint width = Workspace<T>.PanelWidth;
        for (nint p = 0; p < panels; p++)
        {
            for (nint feature = 0; feature < features; feature += 4)
            {
                ref T row = ref Unsafe.Add(ref destination, ((p * features) + feature) * width);
                for (nint s = 0; s < width; s += S.Count)
                {
                    Words<V, S>(in counter, counter.Place + (uint)(((firstPanel + p) * width) + s), (uint)feature / 4, out V w0, out V w1, out V w2, out V w3);
                    ref T at = ref Unsafe.Add(ref row, s);
                    Store<V, S, T>(noise.Of<V, S>(w0), factor, ref at);
                    if (feature + 1 < features) { Store<V, S, T>(noise.Of<V, S>(w1), factor, ref Unsafe.Add(ref at, width)); }
                    if (feature + 2 < features) { Store<V, S, T>(noise.Of<V, S>(w2), factor, ref Unsafe.Add(ref at, 2 * width)); }
                    if (feature + 3 < features) { Store<V, S, T>(noise.Of<V, S>(w3), factor, ref Unsafe.Add(ref at, 3 * width)); }
                }
            }
        }
    }

    /// <summary>Stores numbers times a factor, which is rounded to the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, S, T>(V values, T factor, ref T destination)
        where V : struct
        where S : struct, ISimd<V, float>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            S.Store(S.Multiply(values, S.Create(Unsafe.BitCast<T, float>(factor))), ref Unsafe.As<T, float>(ref destination));
            return;
        }

        ref float value = ref Unsafe.As<V, float>(ref values);
        for (nint i = 0; i < S.Count; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref Unsafe.Add(ref value, i)), out Vector<double> low, out Vector<double> high);
            (low.As<double, T>() * factor).StoreUnsafe(ref Unsafe.Add(ref destination, i));
            (high.As<double, T>() * factor).StoreUnsafe(ref Unsafe.Add(ref destination, i + Vector<T>.Count));
        }
    }

    /// <summary>
    /// The inverse of the error function between -1 and 1, with a relative error of about 3e-7. M. Giles, "Approximating the erfinv function",
    /// GPU Computing Gems 2 (2012), single precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V InverseErf<V, S>(V x)
        where V : struct
        where S : struct, ISimd<V, float>
    {
        V w = S.Negate(S.Log(S.Multiply(S.Subtract(S.One, x), S.Add(S.One, x))));
        V v = S.Subtract(w, S.Create(2.5f));
        V middle = S.MultiplyAdd(S.Create(2.81022636e-08f), v, S.Create(3.43273939e-07f));
        middle = S.MultiplyAdd(middle, v, S.Create(-3.5233877e-06f));
        middle = S.MultiplyAdd(middle, v, S.Create(-4.39150654e-06f));
        middle = S.MultiplyAdd(middle, v, S.Create(0.00021858087f));
        middle = S.MultiplyAdd(middle, v, S.Create(-0.00125372503f));
        middle = S.MultiplyAdd(middle, v, S.Create(-0.00417768164f));
        middle = S.MultiplyAdd(middle, v, S.Create(0.246640727f));
        middle = S.MultiplyAdd(middle, v, S.Create(1.50140941f));
        V u = S.Subtract(S.SquareRoot(w), S.Create(3f));
        V tail = S.MultiplyAdd(S.Create(-0.000200214257f), u, S.Create(0.000100950558f));
        tail = S.MultiplyAdd(tail, u, S.Create(0.00134934322f));
        tail = S.MultiplyAdd(tail, u, S.Create(-0.00367342844f));
        tail = S.MultiplyAdd(tail, u, S.Create(0.00573950773f));
        tail = S.MultiplyAdd(tail, u, S.Create(-0.0076224613f));
        tail = S.MultiplyAdd(tail, u, S.Create(0.00943887047f));
        tail = S.MultiplyAdd(tail, u, S.Create(1.00167406f));
        tail = S.MultiplyAdd(tail, u, S.Create(2.83297682f));
        return S.Multiply(x, S.Select(S.LessThan(w, S.Create(5f)), middle, tail));
    }

    /// <summary><see cref="Philox.Block"/> in every lane, for a run of samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Words<V, S>(in Counter counter, uint sample, uint group, out V w0, out V w1, out V w2, out V w3)
        where V : struct
        where S : struct, ISimd<V, float>
    {
        V c0 = S.AddBits(S.Load(ref Unsafe.As<uint, float>(ref MemoryMarshal.GetReference(LaneNumbers))), Bits<V, S>(sample));
        V c1 = Bits<V, S>(group), c2 = Bits<V, S>(counter.Step), c3 = Bits<V, S>(counter.Layer);
        (uint k0, uint k1) = (counter.Key0, counter.Key1);
        for (int round = 0; round < 10; round++)
        {
            V high0 = High<V, S>(c0, 0xD2511F53), low0 = S.MultiplyBits(c0, Bits<V, S>(0xD2511F53));
            V high2 = High<V, S>(c2, 0xCD9E8D57), low2 = S.MultiplyBits(c2, Bits<V, S>(0xCD9E8D57));
            c0 = S.Xor(S.Xor(high2, c1), Bits<V, S>(k0));
            c1 = low2;
            c2 = S.Xor(S.Xor(high0, c3), Bits<V, S>(k1));
            c3 = low0;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        (w0, w1, w2, w3) = (c0, c1, c2, c3);
    }

    /// <summary>The upper word of a product, from the products of half words: there is no vector multiplication for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V High<V, S>(V x, uint factor)
        where V : struct
        where S : struct, ISimd<V, float>
    {
        V factorHigh = Bits<V, S>(factor >> 16), factorLow = Bits<V, S>(factor & 0xFFFF), half = Bits<V, S>(0xFFFF);
        V low = S.And(x, half), high = S.ShiftRightLogicalBits(x, 16);
        V middle = S.AddBits(S.MultiplyBits(high, factorLow), S.ShiftRightLogicalBits(S.MultiplyBits(low, factorLow), 16));
        V other = S.AddBits(S.MultiplyBits(low, factorHigh), S.And(middle, half));
        V carried = S.AddBits(S.ShiftRightLogicalBits(middle, 16), S.ShiftRightLogicalBits(other, 16));
        return S.AddBits(S.MultiplyBits(high, factorHigh), carried);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bits<V, S>(uint bits)
        where V : struct
        where S : struct, ISimd<V, float> => S.Create(BitConverter.UInt32BitsToSingle(bits));

    private static ReadOnlySpan<uint> LaneNumbers => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Maps a word to a number, before scaling.</summary>
    private interface INoise
    {
        V Of<V, S>(V words)
            where V : struct
            where S : struct, ISimd<V, float>;
    }

    /// <summary>0 below a threshold, 1 from it on.</summary>
    private readonly struct Dropped(uint threshold) : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V, S>(V words)
            where V : struct
            where S : struct, ISimd<V, float> => S.And(S.AtLeastBits(words, Bits<V, S>(threshold)), S.One);
    }

    /// <summary>
    /// The inverse error function of a number between -1 and 1: halfway between multiples of 2^-23, exact, symmetric, and never -1, 0 or 1.
    /// </summary>
    private readonly struct Normal : INoise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Of<V, S>(V words)
            where V : struct
            where S : struct, ISimd<V, float>
        {
            V odd = S.AddBits(S.ShiftLeftBits(S.ShiftRightLogicalBits(words, 8), 1), Bits<V, S>(unchecked((uint)(1 - (1 << 24)))));
            return InverseErf<V, S>(S.Multiply(S.FromInteger(odd), S.Create(1f / (1 << 24))));
        }
    }

    /// <summary>What all blocks of a layer have in common.</summary>
    private readonly struct Counter(long seed, long step, int layer, int place)
    {
        public readonly uint Key0 = (uint)seed;
        public readonly uint Key1 = (uint)(seed >> 32);
        public readonly uint Step = (uint)step;
        public readonly uint Layer = RandomStreams.Noise(step, layer);
        public readonly uint Place = (uint)place;
    }
}
