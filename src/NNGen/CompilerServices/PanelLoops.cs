using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.CompilerServices;

/// <summary>The library's loops over panels, which are two vectors wide.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal static class PanelLoops<V, S, T>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="Panels.SumPixels"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool SumPixels(ref T source, nint pixels, nint channels, nint panels, nint first, nint end, ref T sums)
    {
        nint panel = 2 * S.Count;
        nint lanes = 128 / Unsafe.SizeOf<T>();
        nint panelsOfLanes = lanes / panel;
        Span<T> partial = stackalloc T[128 / Unsafe.SizeOf<T>()];
        ref T partials = ref MemoryMarshal.GetReference(partial);
        bool finite = true;
        for (nint i = first; i < end; i++)
        {
            for (nint start = 0; start < panelsOfLanes; start++)
            {
                V a = S.Zero, b = S.Zero;
                for (nint p = start; p < panels; p += panelsOfLanes)
                {
                    ref T x = ref Unsafe.Add(ref source, ((p * pixels * channels) + i) * panel);
                    for (nint pixel = 0; pixel < pixels; pixel++)
                    {
                        a = S.Add(a, S.Load(ref x));
                        b = S.Add(b, S.Load(ref x, S.Count));
                        x = ref Unsafe.Add(ref x, channels * panel);
                    }
                }

                S.Store(a, ref partials, start * panel);
                S.Store(b, ref partials, (start * panel) + S.Count);
            }

            T sum = FixedLanes.Sum(ref partials);
            Unsafe.Add(ref sums, i) = sum;
            finite &= T.IsFinite(sum);
        }

        return finite;
    }

    /// <summary>Copies runs of a panel's width, which are <paramref name="stride"/> apart, into contiguous memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyRuns(ref T source, nint stride, nint count, ref T destination)
    {
        for (nint i = 0; i < count; i++)
        {
            S.Store(S.Load(ref source), ref destination);
            S.Store(S.Load(ref source, S.Count), ref destination, S.Count);
            source = ref Unsafe.Add(ref source, stride);
            destination = ref Unsafe.Add(ref destination, 2 * S.Count);
        }
    }
}
