using System.Numerics;
using System.Runtime.CompilerServices;

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
}
