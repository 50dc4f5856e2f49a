using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>The elementary functions of <see cref="float"/>, for any vector; <see cref="VectorMath"/> states their errors and the method.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
internal static class SingleMath<V, S>
    where V : struct
    where S : struct, ISimd<V, float>
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts; the first has enough trailing zeros for its product with any exponent to be exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    // Adding 1.5 · 2^23 rounds to an integer and leaves it in the low bits.
    private const float Rounder = 12582912f;

    // Bits of √½, where the reduced range starts, and of 1 - √½ in the same units: adding the second carries into the exponent there.
    private const int SqrtHalf = 0x3F3504F3;
    private const int OneBits = 0x3F800000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        V r = ReduceExp(AtLeast(-104f, AtMost(89f, x)), out V scale1, out V scale2);
        return S.Multiply(S.Multiply(ExpPolynomial(r), scale1), scale2);
    }

    /// <summary>e^-|x| with one scale 2^k: zero where k is below the exponents of normal numbers, from e^-|x| &lt; 2^-126.5 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfMagnitude(V x)
    {
        V r = ReduceExp(AtLeast(-88f, S.Negate(S.Abs(x))), 0f, out V scale);
        return S.Multiply(ExpPolynomial(r), scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1(V x)
    {
        // 2^(k-1) and a final doubling, because 2^128 is infinite although e^x may be finite.
        V r = ReduceExp(AtLeast(-18f, AtMost(89f, x)), -1f, out V scale);
        V half = S.MultiplyAdd(scale, Expm1Polynomial(r), S.Subtract(scale, S.Create(0.5f)));
        return S.Select(S.LessThan(S.Abs(x), S.Create(5.9604645e-8f)), x, S.Add(half, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        // Scaling by 2^23 makes subnormal arguments normal.
        V tiny = S.LessThan(x, S.Create(1.17549435e-38f));
        V normal = S.Select(tiny, S.Multiply(x, S.Create(8388608f)), x);
        V bits = S.AddBits(normal, Bits(OneBits - SqrtHalf));
        V exponent = S.Subtract(S.FromInteger(S.ShiftRightBits(bits, 23)), S.Select(tiny, S.Create(150f), S.Create(127f)));
        V m = S.AddBits(S.And(bits, Bits(0x007FFFFF)), Bits(SqrtHalf));
        V log = LogFromParts(exponent, S.Subtract(m, S.One));

        log = S.Select(S.LessThan(x, S.Create(float.PositiveInfinity)), log, x);
        V outside = S.Select(S.EqualTo(x, S.Zero), S.Create(float.NegativeInfinity), S.Create(float.NaN));
        return S.Select(S.GreaterThan(x, S.Zero), log, outside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        // 1 + x is rounded only to find its exponent e; f = 2^-e x + (2^-e - 1) is rounded once, and exact if e = 0.
        V bits = S.AddBits(S.Add(S.One, x), Bits(OneBits - SqrtHalf));
        V exponent = S.SubtractBits(S.And(bits, Bits(unchecked((int)0xFF800000))), Bits(OneBits));
        V scaled = S.SubtractBits(x, exponent);
        V fourth = S.SubtractBits(Bits(OneBits + (2 << 23)), exponent);
        V f = S.Add(scaled, Fma(fourth, 0.25f, -1f));
        V e = S.Multiply(S.FromInteger(exponent), S.Create(1.1920929e-7f));
        V log = WithSignOf(x, LogFromParts(e, f));

        log = S.Select(S.LessThan(x, S.Create(float.PositiveInfinity)), log, x);
        V outside = S.Select(S.EqualTo(x, S.Create(-1f)), S.Create(float.NegativeInfinity), S.Create(float.NaN));
        return S.Select(S.GreaterThan(x, S.Create(-1f)), log, outside);
    }

    /// <remarks>
    /// One polynomial suffices, log(1 + x) = x + x² P(x), and its even and odd halves are computed in parallel; <see cref="Log1p"/> has to
    /// reduce every number to a range near 1 first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1pOfUnit(V x)
    {
        V square = S.Multiply(x, x);
        V even = Fma(square, -0.00329053588f, -0.0574574284f);
        even = Fma(even, square, -0.153448820f);
        even = Fma(even, square, -0.249580190f);
        even = Fma(even, square, -0.499999315f);
        V odd = Fma(square, 0.0200864319f, 0.106611371f);
        odd = Fma(odd, square, 0.196921021f);
        odd = Fma(odd, square, 0.333304644f);
        return S.MultiplyAdd(square, S.MultiplyAdd(odd, x, even), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        // t / (2 - t) with t = 1 - e^(-2|x|): accurate from the smallest x on, and 1 if t is 1.
        V r = ReduceExp(AtLeast(-18f, S.Multiply(S.Create(-2f), S.Abs(x))), 0f, out V scale);
        V minusT = S.MultiplyAdd(scale, Expm1Polynomial(r), S.Subtract(scale, S.One));
        return WithSignOf(x, DivideBySum(S.Negate(minusT), S.Create(2f), minusT));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        // Both terms of the quotient are scaled by 2^-64: so e^104 is finite, and the quotient may be subnormal.
        // m = x + k ln 2 is minus the reduced argument in e^-x = 2^k e^-m, and scale is -2^(k - 64): its sign comes with the bits of k (319 =
        // 127 - 64 + 256).
        x = AtMost(43f, AtLeast(-104f, x));
        V whole = Fma(x, -Log2E, Rounder + 319f);
        V k = S.Subtract(whole, S.Create(Rounder + 319f));
        V scale = S.ShiftLeftBits(whole, 23);
        V m = S.MultiplyAdd(k, S.Create(Ln2Low), S.MultiplyAdd(k, S.Create(Ln2High), x));

        // 1 - e^-m = m + m² P(m) with the coefficients of ExpPolynomial; pairs of terms in parallel make the dependency chain of one sample shorter.
        V square = S.Multiply(m, m);
        V high = S.MultiplyAdd(square, S.Create(-0.00138214685f), Fma(m, 0.00836866256f, -0.0416682549f));
        V low = Fma(m, 0.166665211f, -0.499999940f);
        V rest = S.MultiplyAdd(square, S.MultiplyAdd(high, square, low), m);
        V one = S.Create(5.42101086e-20f);
        return S.Divide(one, S.MultiplyAdd(rest, scale, S.Subtract(one, scale)));
    }

    /// <summary>
    /// The hyperbolic tangent as a quotient of two polynomials of x², fitted for the least relative error up to 9, from where on it stays the same. The polynomial is
    /// within 2·10⁻⁸, its rounding within 4·10⁻⁷. Half of the operations of <see cref="Tanh"/>, and a third of its chain of dependent ones, which is what an
    /// LSTM waits for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhOfCell(V x)
    {
        x = AtMost(9f, AtLeast(-9f, x));
        V s = S.Multiply(x, x);
        V square = S.Multiply(s, s);
        V above = S.MultiplyAdd(S.MultiplyAdd(square, S.Create(1.33545468e-8f), Fma(s, 2.06089971e-5f, 0.00349558284f)), square, Fma(s, 0.133810207f, 1f));
        V below = S.MultiplyAdd(S.MultiplyAdd(square, S.Create(7.77651053e-7f), Fma(s, 0.00032856263f, 0.025876962f)), square, Fma(s, 0.467143357f, 1f));
        return AtMost(1f, AtLeast(-1f, S.Divide(S.Multiply(x, above), below)));
    }

    /// <summary>½ + ½ tanh(½ x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SigmoidOfCell(V x)
    {
        V half = S.Create(0.5f);
        return S.MultiplyAdd(TanhOfCell(S.Multiply(x, half)), half, half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus(V x)
    {
        // max(x, 0) + log(1 + z) with z = e^-|x|. Below √2 - 1, log(1 + z) = z + tail(z). Above, it is ln 2 + f + tail(f) with
        // f = (z - 1) / 2 taken from e^r - 1, not from z: f is near -x/2 around zero, and x + f must not lose significant digits.
        // The order of the last sum keeps it monotone.
        V r = ReduceExp(AtLeast(-104f, S.Negate(S.Abs(x))), out V scale1, out V scale2);
        V q = Expm1Polynomial(r);
        V z = S.Multiply(S.Multiply(S.Add(S.One, q), scale1), scale2);
        V halfScale = S.Multiply(S.Multiply(S.Create(0.5f), scale1), scale2);
        V halfScaleMinusHalf = S.Subtract(halfScale, S.Create(0.5f));
        V halfScaleQ = S.Multiply(halfScale, q);
        V halfZMinus1 = S.Add(halfScaleMinusHalf, halfScaleQ);
        V lost = S.Add(S.Subtract(halfScaleMinusHalf, halfZMinus1), halfScaleQ);

        V small = S.LessThan(z, S.Create(0.41421f));
        V positive = AtLeast(0f, x);
        V f = S.Select(small, z, halfZMinus1);
        V high = S.Select(small, positive, S.Create(0.693147182f));
        V middle = S.Select(small, S.Zero, positive);
        V low = S.Add(LogTail(f), S.Select(small, S.Zero, S.Add(lost, S.Create(-1.90465421e-9f))));
        return S.Add(high, S.Add(middle, S.Add(f, low)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        // Below 0.9: t + t P(t²). Above: 1 - e^-(t + t Q(t)), whose relative error shrinks with the exponential; 1 from 4 on.
        V t = AtMost(4f, S.Abs(x));
        V s = S.Multiply(t, t);
        V p = Fma(s, -0.000602079963f, 0.00499895914f);
        p = Fma(p, s, -0.0267704930f);
        p = Fma(p, s, 0.112819217f);
        p = Fma(p, s, -0.376125038f);
        p = Fma(p, s, 0.128379151f);
        V near = S.MultiplyAdd(p, t, t);

        V q = Fma(t, 1.07647720e-5f, -0.000318072212f);
        q = Fma(q, t, 0.00362295634f);
        q = Fma(q, t, -0.0237202402f);
        q = Fma(q, t, 0.106187649f);
        q = Fma(q, t, 0.635181487f);
        q = Fma(q, t, 0.128640965f);
        V r = ReduceExp(S.Negate(S.MultiplyAdd(q, t, t)), 0f, out V scale);
        V far = S.MultiplyAdd(S.Negate(scale), Expm1Polynomial(r), S.Subtract(S.One, scale));
        return WithSignOf(x, S.Select(S.LessThan(t, S.Create(0.9f)), near, far));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpPolynomial(V r)
    {
        V p = Fma(r, 0.00138214685f, 0.00836866256f);
        p = Fma(p, r, 0.0416682549f);
        p = Fma(p, r, 0.166665211f);
        p = Fma(p, r, 0.499999940f);
        // 1 + (r + r² P), not 1 + r (1 + r P): with that, the rounding of the parenthesis makes the result decrease occasionally.
        return S.Add(S.MultiplyAdd(S.Multiply(r, r), p, r), S.One);
    }

    /// <summary>e^r - 1 for |r| ≤ ln 2 / 2, with a small relative error: r + r² P(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1Polynomial(V r)
    {
        V p = Fma(r, 0.000197607034f, 0.00139323226f);
        p = Fma(p, r, 0.00833354704f);
        p = Fma(p, r, 0.0416664928f);
        p = Fma(p, r, 0.166666657f);
        p = Fma(p, r, 0.5f);
        return S.MultiplyAdd(S.Multiply(r, r), p, r);
    }

    /// <summary>
    /// x = k ln 2 + r with |r| ≤ ln 2 / 2. 2^k is returned as two factors, so that it can exceed the range of the type and only the second
    /// multiplication rounds if the result is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceExp(V x, out V scale1, out V scale2)
    {
        // k + 254 in the low bits of one sum and half of k + 127 in those of the other: their difference holds the other half + 127.
        V whole = Fma(x, Log2E, Rounder + 254f);
        V k = S.Subtract(whole, S.Create(Rounder + 254f));
        V half = Fma(k, 0.5f, Rounder + 127f);
        scale1 = S.ShiftLeftBits(half, 23);
        scale2 = S.ShiftLeftBits(S.SubtractBits(whole, half), 23);
        return S.MultiplyAdd(k, S.Create(-Ln2Low), S.MultiplyAdd(k, S.Create(-Ln2High), x));
    }

    /// <summary>
    /// x = k ln 2 + r with |r| ≤ ln 2 / 2; <paramref name="scale"/> is 2^(k + <paramref name="shift"/>), which must be a normal number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceExp(V x, float shift, out V scale)
    {
        V whole = Fma(x, Log2E, Rounder + 127f + shift);
        V k = S.Subtract(whole, S.Create(Rounder + 127f + shift));
        scale = S.ShiftLeftBits(whole, 23);
        return S.MultiplyAdd(k, S.Create(-Ln2Low), S.MultiplyAdd(k, S.Create(-Ln2High), x));
    }

    /// <summary>exponent · ln 2 + log(1 + f), for √½ ≤ 1 + f ≤ √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogFromParts(V exponent, V f) =>
        S.MultiplyAdd(S.Create(Ln2High), exponent, S.Add(f, S.MultiplyAdd(S.Create(Ln2Low), exponent, LogTail(f))));

    /// <summary>log(1 + f) - f, for √½ ≤ 1 + f ≤ √2: f² Q(f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail(V f)
    {
        V q = Fma(f, -0.0763636231f, 0.127621427f);
        q = Fma(q, f, -0.131595984f);
        q = Fma(q, f, 0.142015859f);
        q = Fma(q, f, -0.166234106f);
        q = Fma(q, f, 0.200012416f);
        q = Fma(q, f, -0.250008196f);
        q = Fma(q, f, 0.333333313f);
        q = Fma(q, f, -0.5f);
        return S.Multiply(S.Multiply(f, f), q);
    }

    /// <summary>
    /// <paramref name="numerator"/> / (<paramref name="one"/> + <paramref name="addend"/>), where |addend| ≤ one, as if the sum were exact:
    /// the quotient is corrected by the remainder that the rounded sum leaves. Without this, a sum that is rounded up would make the quotient
    /// decrease.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DivideBySum(V numerator, V one, V addend)
    {
        V sum = S.Add(one, addend);
        V lost = S.Add(S.Subtract(one, sum), addend);
        V reciprocal = S.Divide(S.One, sum);
        V quotient = S.Multiply(numerator, reciprocal);
        V minusQuotient = S.Negate(quotient);
        V remainder = S.MultiplyAdd(minusQuotient, lost, S.MultiplyAdd(minusQuotient, sum, numerator));
        return S.MultiplyAdd(remainder, reciprocal, quotient);
    }

    // Native Min and Max are one instruction. With the bound on the left, both x64 (which returns the right operand) and Arm64 (which
    // returns NaN) propagate a NaN on the right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtMost(float bound, V x) => S.Min(S.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtLeast(float bound, V x) => S.Max(S.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V x, V y, float z) => S.MultiplyAdd(x, y, S.Create(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V x, float y, float z) => S.MultiplyAdd(x, S.Create(y), S.Create(z));

    /// <summary>Gives a nonnegative result the sign of an odd function's argument, also for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSignOf(V x, V result) => S.Or(result, S.And(x, S.Create(-0f)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bits(int bits) => S.Create(BitConverter.Int32BitsToSingle(bits));
}
