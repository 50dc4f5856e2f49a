using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NNGen.CompilerServices;

/// <summary>Transposes blocks of memory.</summary>
internal static class Transpose
{
    /// <summary><c>destination[j][i] = source[i][j]</c> for <paramref name="rows"/> rows of <paramref name="columns"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block<T>(ref T source, nint sourceStride, ref T destination, nint destinationStride, nint rows, nint columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint i = 0;
        if (typeof(T) == typeof(float) && Avx.IsSupported && columns >= 8)
        {
            nint whole = rows & ~7;
            for (nint next = 0; next < columns; next += 8)
            {
                // The last columns once more, together with some before them.
                nint j = Math.Min(next, columns - 8);
                ref float from = ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, j));
                ref float to = ref Unsafe.As<T, float>(ref Unsafe.Add(ref destination, j * destinationStride));
                for (i = 0; i < whole; i += 8)
                {
                    EightByEight(ref Unsafe.Add(ref from, i * sourceStride), sourceStride, ref Unsafe.Add(ref to, i), destinationStride);
                }
            }

            i = whole;
        }

        for (; i + 4 <= rows; i += 4)
        {
            ref T row = ref Unsafe.Add(ref source, i * sourceStride);
            ref T column = ref Unsafe.Add(ref destination, i);
            for (nint j = 0; j < columns; j++)
            {
                T a = Unsafe.Add(ref row, j);
                T b = Unsafe.Add(ref row, j + sourceStride);
                T c = Unsafe.Add(ref row, j + (2 * sourceStride));
                T d = Unsafe.Add(ref row, j + (3 * sourceStride));
                column = a;
                Unsafe.Add(ref column, 1) = b;
                Unsafe.Add(ref column, 2) = c;
                Unsafe.Add(ref column, 3) = d;
                column = ref Unsafe.Add(ref column, destinationStride);
            }
        }

        for (; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                Unsafe.Add(ref destination, (j * destinationStride) + i) = Unsafe.Add(ref source, (i * sourceStride) + j);
            }
        }
    }

    /// <summary>Points in the plane to panels: two shuffles separate eight pairs.</summary>
    /// <param name="pairs">The first pair.</param>
    /// <param name="panels">The first panel.</param>
    /// <param name="width">Samples of a panel, a multiple of eight.</param>
    /// <param name="count">How many panels there are to fill, all of them whole.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pairs(ref float pairs, ref float panels, nint width, nint count)
    {
        for (nint p = 0; p < count; p++)
        {
            for (nint i = 0; i < width; i += 8)
            {
                Vector256<float> a = Vector256.LoadUnsafe(ref pairs), b = Vector256.LoadUnsafe(ref Unsafe.Add(ref pairs, 8));
                InOrder(Avx.Shuffle(a, b, 0x88)).StoreUnsafe(ref Unsafe.Add(ref panels, i));
                InOrder(Avx.Shuffle(a, b, 0xDD)).StoreUnsafe(ref Unsafe.Add(ref panels, i + width));
                pairs = ref Unsafe.Add(ref pairs, 16);
            }

            panels = ref Unsafe.Add(ref panels, 2 * width);
        }

        // A shuffle takes two values of each vector in turn.
        static Vector256<float> InOrder(Vector256<float> values) => Avx2.Permute4x64(values.AsDouble(), 0xD8).AsSingle();
    }

    /// <summary>Eight rows of eight: swaps pairs, then quadruples, then halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByEight(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref source);
        Vector256<float> r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride));
        Vector256<float> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride));
        Vector256<float> r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride));
        Vector256<float> r4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 4 * sourceStride));
        Vector256<float> r5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 5 * sourceStride));
        Vector256<float> r6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 6 * sourceStride));
        Vector256<float> r7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 7 * sourceStride));

        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);

        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE), b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);

        Avx.Permute2x128(b0, b4, 0x20).StoreUnsafe(ref destination);
        Avx.Permute2x128(b1, b5, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        Avx.Permute2x128(b2, b6, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        Avx.Permute2x128(b3, b7, 0x20).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
        Avx.Permute2x128(b0, b4, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 4 * destinationStride));
        Avx.Permute2x128(b1, b5, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 5 * destinationStride));
        Avx.Permute2x128(b2, b6, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 6 * destinationStride));
        Avx.Permute2x128(b3, b7, 0x31).StoreUnsafe(ref Unsafe.Add(ref destination, 7 * destinationStride));
    }
}
