using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary>Adds lanes in one fixed tree: lane i with lane i + half, again and again, whatever the width of a vector.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tree
{
    /// <summary>The sum of 128 bytes of lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(ref T lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double) ? (T)(object)Sum(ref Unsafe.As<T, double>(ref lanes)) : (T)(object)Sum(ref Unsafe.As<T, float>(ref lanes));

    /// <summary>The sum of 32 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ref float lanes)
    {
        Vector256<float> a = Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 16);
        Vector256<float> b = Vector256.LoadUnsafe(ref lanes, 8) + Vector256.LoadUnsafe(ref lanes, 24);
        a += b;
        Vector128<float> c = a.GetLower() + a.GetUpper();
        c += Vector128.Shuffle(c, Vector128.Create(2, 3, 0, 1));
        return c[0] + c[1];
    }

    /// <summary>The sum of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(ref double lanes)
    {
        Vector256<double> a = (Vector256.LoadUnsafe(ref lanes) + Vector256.LoadUnsafe(ref lanes, 8))
            + (Vector256.LoadUnsafe(ref lanes, 4) + Vector256.LoadUnsafe(ref lanes, 12));
        Vector128<double> c = a.GetLower() + a.GetUpper();
        return c[0] + c[1];
    }
}
