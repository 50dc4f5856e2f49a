using System.ComponentModel;
using System.Numerics;

namespace NNGen.CompilerServices;

/// <summary>
/// The operations of a vector type. Kernels take the vector and its operations as two type parameters, so that they are written once and the JIT
/// compiles them for the fastest vectors of the processor: every call below is inlined to the instructions of that vector.
/// </summary>
/// <remarks>
/// A comparison returns a mask: a vector whose lanes have all bits set if it holds, and none otherwise. Operations whose name ends in
/// <c>Bits</c> treat lanes as integers of the same size. No operation sums over lanes: the order of such a sum would depend on the width of the
/// vector.
/// </remarks>
/// <typeparam name="V">The vector, such as <see cref="Vector{T}"/> of <see cref="float"/>.</typeparam>
/// <typeparam name="T">Its elements: <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<V, T>
    where V : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Elements of a vector.</summary>
    static abstract nint Count { get; }

    /// <summary>All lanes 0.</summary>
    static abstract V Zero { get; }

    /// <summary>All lanes 1.</summary>
    static abstract V One { get; }

    /// <summary>All lanes equal to a number.</summary>
    static abstract V Create(T value);

    /// <summary>The elements from a reference on.</summary>
    static abstract V Load(ref T place);

    /// <summary>The elements from <paramref name="offset"/> elements after a reference on.</summary>
    static abstract V Load(ref T place, nint offset);

    /// <summary>Writes all lanes.</summary>
    static abstract void Store(V x, ref T place);

    /// <summary>Writes all lanes, <paramref name="offset"/> elements after a reference.</summary>
    static abstract void Store(V x, ref T place, nint offset);

    /// <summary>x + y.</summary>
    static abstract V Add(V x, V y);

    /// <summary>x − y.</summary>
    static abstract V Subtract(V x, V y);

    /// <summary>x · y.</summary>
    static abstract V Multiply(V x, V y);

    /// <summary>x / y.</summary>
    static abstract V Divide(V x, V y);

    /// <summary>−x.</summary>
    static abstract V Negate(V x);

    /// <summary>x · y + z, rounded once if the processor has the instruction: every x64 with FMA and every Arm64.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    /// <summary>The larger one, by one instruction: on x64 the right operand if one is NaN, on Arm64 NaN.</summary>
    static abstract V Max(V x, V y);

    /// <summary>The smaller one, by one instruction: on x64 the right operand if one is NaN, on Arm64 NaN.</summary>
    static abstract V Min(V x, V y);

    /// <summary>|x|.</summary>
    static abstract V Abs(V x);

    /// <summary>√x.</summary>
    static abstract V SquareRoot(V x);

    /// <summary>The mask of x &gt; y.</summary>
    static abstract V GreaterThan(V x, V y);

    /// <summary>The mask of x &lt; y.</summary>
    static abstract V LessThan(V x, V y);

    /// <summary>The mask of x = y.</summary>
    static abstract V EqualTo(V x, V y);

    /// <summary><paramref name="yes"/> in the lanes of a mask, <paramref name="no"/> elsewhere.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary>The bits that both have.</summary>
    static abstract V And(V x, V y);

    /// <summary>The bits that at least one has.</summary>
    static abstract V Or(V x, V y);

    /// <summary>The bits that exactly one has.</summary>
    static abstract V Xor(V x, V y);

    /// <summary>The sum of the lanes' bits as integers.</summary>
    static abstract V AddBits(V x, V y);

    /// <summary>The difference of the lanes' bits as integers.</summary>
    static abstract V SubtractBits(V x, V y);

    /// <summary>The lower half of the product of the lanes' bits as integers.</summary>
    static abstract V MultiplyBits(V x, V y);

    /// <summary>The mask of x ≥ y, with the lanes' bits as unsigned integers.</summary>
    static abstract V AtLeastBits(V x, V y);

    /// <summary>The bits of each lane, moved to the left.</summary>
    static abstract V ShiftLeftBits(V x, int count);

    /// <summary>The bits of each lane as a signed integer, moved to the right.</summary>
    static abstract V ShiftRightBits(V x, int count);

    /// <summary>The bits of each lane, moved to the right; zeros follow.</summary>
    static abstract V ShiftRightLogicalBits(V x, int count);

    /// <summary>Numbers from the bits of each lane as a signed integer.</summary>
    static abstract V FromInteger(V bits);

    /// <summary>One lane.</summary>
    static abstract T Element(V x, int index);

    /// <summary>The first lane.</summary>
    static abstract T First(V x);

    /// <summary>Whether no lane is NaN or infinite.</summary>
    static abstract bool IsFinite(V x);

    /// <summary>−1, 0 or 1; NaN if x is NaN.</summary>
    static abstract V Sign(V x);

    /// <summary>e^x. Its error, as that of all functions below, is stated at <see cref="VectorMath"/>.</summary>
    static abstract V Exp(V x);

    /// <summary>e^−|x|; zero if that would be below 2^−126.5 (2^−1022.5 of doubles).</summary>
    static abstract V ExpOfMagnitude(V x);

    /// <summary>e^x − 1.</summary>
    static abstract V Expm1(V x);

    /// <summary>ln x.</summary>
    static abstract V Log(V x);

    /// <summary>ln (1 + x).</summary>
    static abstract V Log1p(V x);

    /// <summary>ln (1 + x) for 0 ≤ x ≤ 1, with an error of at most 2.25 ulp.</summary>
    static abstract V Log1pOfUnit(V x);

    /// <summary>tanh x.</summary>
    static abstract V Tanh(V x);

    /// <summary>As <see cref="Tanh"/>, inside of recurrent cells: with an error of at most 4·10⁻⁷ in single precision.</summary>
    static abstract V TanhOfCell(V x);

    /// <summary>As <see cref="Sigmoid"/>, inside of recurrent cells: with an error of at most 4·10⁻⁷ in single precision.</summary>
    static abstract V SigmoidOfCell(V x);

    /// <summary>1 / (1 + e^−x).</summary>
    static abstract V Sigmoid(V x);

    /// <summary>ln (1 + e^x).</summary>
    static abstract V Softplus(V x);

    /// <summary>The error function.</summary>
    static abstract V Erf(V x);

    /// <summary>16 bytes of elements, repeated over the vector: a group for <see cref="Spread"/>.</summary>
    static abstract V LoadGroup(ref T first);

    /// <summary>A vector of equal lanes: element <paramref name="index"/> of a group, a constant from 0 to 3 (1 of doubles).</summary>
    static abstract V Spread(V group, int index);
}
