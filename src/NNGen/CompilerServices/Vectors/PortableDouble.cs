using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NNGen.CompilerServices;

/// <summary><see cref="Vector{T}"/> of <see cref="double"/>: as wide as .NET makes it on this machine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PortableDouble : ISimd<Vector<double>, double>
{
    /// <inheritdoc/>
    public static nint Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<double>.Count;
    }

    /// <inheritdoc/>
    public static Vector<double> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<double>.Zero;
    }

    /// <inheritdoc/>
    public static Vector<double> One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<double>.One;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Create(double value) => Vector.Create(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref double place) => Vector.LoadUnsafe(ref place);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(ref double place, nint offset) => Vector.LoadUnsafe(ref place, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> x, ref double place) => x.StoreUnsafe(ref place);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<double> x, ref double place, nint offset) => x.StoreUnsafe(ref place, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> x, Vector<double> y) => x + y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Subtract(Vector<double> x, Vector<double> y) => x - y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Multiply(Vector<double> x, Vector<double> y) => x * y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Divide(Vector<double> x, Vector<double> y) => x / y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Negate(Vector<double> x) => -x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> x, Vector<double> y, Vector<double> z) => Vector.MultiplyAddEstimate(x, y, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Max(Vector<double> x, Vector<double> y) => Vector.MaxNative(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Min(Vector<double> x, Vector<double> y) => Vector.MinNative(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Abs(Vector<double> x) => Vector.Abs(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SquareRoot(Vector<double> x) => Vector.SquareRoot(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> GreaterThan(Vector<double> x, Vector<double> y) => Vector.GreaterThan<double>(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LessThan(Vector<double> x, Vector<double> y) => Vector.LessThan<double>(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> EqualTo(Vector<double> x, Vector<double> y) => Vector.Equals<double>(x, y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Select(Vector<double> mask, Vector<double> yes, Vector<double> no) => Vector.ConditionalSelect<double>(mask, yes, no);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> And(Vector<double> x, Vector<double> y) => x & y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Or(Vector<double> x, Vector<double> y) => x | y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Xor(Vector<double> x, Vector<double> y) => x ^ y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AddBits(Vector<double> x, Vector<double> y) => (x.As<double, long>() + y.As<double, long>()).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SubtractBits(Vector<double> x, Vector<double> y) => (x.As<double, long>() - y.As<double, long>()).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyBits(Vector<double> x, Vector<double> y) => (x.As<double, long>() * y.As<double, long>()).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> AtLeastBits(Vector<double> x, Vector<double> y) =>
        Vector.GreaterThanOrEqual(x.As<double, ulong>(), y.As<double, ulong>()).As<ulong, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ShiftLeftBits(Vector<double> x, int count) => (x.As<double, long>() << count).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ShiftRightBits(Vector<double> x, int count) => (x.As<double, long>() >> count).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ShiftRightLogicalBits(Vector<double> x, int count) => (x.As<double, long>() >>> count).As<long, double>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> FromInteger(Vector<double> bits) => Vector.ConvertToDouble(bits.As<double, long>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Element(Vector<double> x, int index) => x.GetElement(index);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double First(Vector<double> x) => x.ToScalar();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinite(Vector<double> x) => Vector.LessThanAll(Vector.Abs(x), Vector.Create(double.PositiveInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sign(Vector<double> x) => Select(GreaterThan(x, Vector<double>.Zero), Vector<double>.One, Select(LessThan(x, Vector<double>.Zero), -Vector<double>.One, x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Exp(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpOfMagnitude(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.ExpOfMagnitude(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Expm1(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Expm1(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Log(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1p(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Log1p(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log1pOfUnit(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Log1pOfUnit(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> TanhOfCell(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> SigmoidOfCell(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Sigmoid(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Softplus(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x) => DoubleMath<Vector<double>, PortableDouble>.Erf(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LoadGroup(ref double first)
    {
        // The JIT knows the number of lanes, and keeps one branch.
        Vector128<double> group = Vector128.LoadUnsafe(ref first);
        if (Vector<double>.Count == 2) { return group.AsVector(); }
        return Vector<double>.Count == 4 ? Vector256.Create(group, group).AsVector() : Vector512.Create(Vector256.Create(group, group)).AsVector();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Spread(Vector<double> group, int index)
    {
        long i = index;
        if (Vector<double>.Count == 2) { return Vector128.Shuffle(group.AsVector128(), Vector128.Create(i)).AsVector(); }
        return Vector<double>.Count == 4
            ? Vector256.Shuffle(group.AsVector256(), Vector256.Create(i, i, i + 2, i + 2)).AsVector()
            : WideDouble.Spread(group.AsVector512(), index).AsVector();
    }
}
