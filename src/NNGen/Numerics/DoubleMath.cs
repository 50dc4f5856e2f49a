using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>
/// The elementary functions of <see cref="double"/>, for any vector: those of <see cref="SingleMath{V, S}"/>, which has the comments, with more
/// terms.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
internal static class DoubleMath<V, S>
    where V : struct
    where S : struct, ISimd<V, double>
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.69314718036912382;
    private const double Ln2Low = 1.9082149292705877e-10;

    // 1.5 · 2^52.
    private const double Rounder = 6755399441055744d;
    private const long SqrtHalf = 0x3FE6A09E667F3BCD;
    private const long OneBits = 0x3FF0000000000000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        V r = ReduceExp(AtLeast(-746d, AtMost(710d, x)), out V scale1, out V scale2);
        return S.Multiply(S.Multiply(ExpPolynomial(r), scale1), scale2);
    }

    /// <summary>e^-|x| with one scale 2^k: zero where k is below the exponents of normal numbers, from e^-|x| &lt; 2^-1022.5 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfMagnitude(V x)
    {
        V r = ReduceExp(AtLeast(-709d, S.Negate(S.Abs(x))), 0d, out V scale);
        return S.Multiply(ExpPolynomial(r), scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1(V x)
    {
        V r = ReduceExp(AtLeast(-38d, AtMost(710d, x)), -1d, out V scale);
        V half = S.MultiplyAdd(scale, Expm1Polynomial(r), S.Subtract(scale, S.Create(0.5)));
        return S.Select(S.LessThan(S.Abs(x), S.Create(1.1102230246251565e-16)), x, S.Add(half, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V x)
    {
        V tiny = S.LessThan(x, S.Create(2.2250738585072014e-308));
        V normal = S.Select(tiny, S.Multiply(x, S.Create(4503599627370496d)), x);
        V bits = S.AddBits(normal, Bits(OneBits - SqrtHalf));
        V exponent = S.Subtract(BiasedExponent(bits), S.Select(tiny, S.Create(1075d), S.Create(1023d)));
        V m = S.AddBits(S.And(bits, Bits(0x000FFFFFFFFFFFFF)), Bits(SqrtHalf));
        V log = LogFromParts(exponent, S.Subtract(m, S.One));

        log = S.Select(S.LessThan(x, S.Create(double.PositiveInfinity)), log, x);
        V outside = S.Select(S.EqualTo(x, S.Zero), S.Create(double.NegativeInfinity), S.Create(double.NaN));
        return S.Select(S.GreaterThan(x, S.Zero), log, outside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        V bits = S.AddBits(S.Add(S.One, x), Bits(OneBits - SqrtHalf));
        V exponent = S.SubtractBits(S.And(bits, Bits(unchecked((long)0xFFF0000000000000))), Bits(OneBits));
        V scaled = S.SubtractBits(x, exponent);
        V fourth = S.SubtractBits(Bits(OneBits + (2L << 52)), exponent);
        V f = S.Add(scaled, Fma(fourth, 0.25, -1d));
        V log = WithSignOf(x, LogFromParts(S.Subtract(BiasedExponent(bits), S.Create(1023d)), f));

        log = S.Select(S.LessThan(x, S.Create(double.PositiveInfinity)), log, x);
        V outside = S.Select(S.EqualTo(x, S.Create(-1d)), S.Create(double.NegativeInfinity), S.Create(double.NaN));
        return S.Select(S.GreaterThan(x, S.Create(-1d)), log, outside);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1pOfUnit(V x) => Log1p(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        V r = ReduceExp(AtLeast(-38d, S.Multiply(S.Create(-2d), S.Abs(x))), 0d, out V scale);
        V minusT = S.MultiplyAdd(scale, Expm1Polynomial(r), S.Subtract(scale, S.One));
        return WithSignOf(x, DivideBySum(S.Negate(minusT), S.Create(2d), minusT));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid(V x)
    {
        // Both terms of the quotient are scaled by 2^-540.
        V r = ReduceExp(AtLeast(-334d, AtMost(746d, S.Negate(x))), -540d, out V scale);
        V one = S.Create(2.778448436856347e-163);
        return S.Divide(one, S.MultiplyAdd(ExpPolynomial(r), scale, one));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus(V x)
    {
        V r = ReduceExp(AtLeast(-746d, S.Negate(S.Abs(x))), out V scale1, out V scale2);
        V q = Expm1Polynomial(r);
        V z = S.Multiply(S.Multiply(S.Add(S.One, q), scale1), scale2);
        V halfScale = S.Multiply(S.Multiply(S.Create(0.5), scale1), scale2);
        V halfScaleMinusHalf = S.Subtract(halfScale, S.Create(0.5));
        V halfScaleQ = S.Multiply(halfScale, q);
        V halfZMinus1 = S.Add(halfScaleMinusHalf, halfScaleQ);
        V lost = S.Add(S.Subtract(halfScaleMinusHalf, halfZMinus1), halfScaleQ);

        V small = S.LessThan(z, S.Create(0.41421));
        V positive = AtLeast(0d, x);
        V f = S.Select(small, z, halfZMinus1);
        V high = S.Select(small, positive, S.Create(0.69314718055994529));
        V middle = S.Select(small, S.Zero, positive);
        V low = S.Add(LogTail(f), S.Select(small, S.Zero, S.Add(lost, S.Create(2.3190468138462996e-17))));
        return S.Add(high, S.Add(middle, S.Add(f, low)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf(V x)
    {
        // As for float, with the change at 1 and the end at 6.
        V t = AtMost(6d, S.Abs(x));
        V s = S.Multiply(t, t);
        V p = Fma(s, -7.5958277321433319e-10, 1.3611295833200199e-8);
        p = Fma(p, s, -1.6182960731636722e-7);
        p = Fma(p, s, 1.6444042118316873e-6);
        p = Fma(p, s, -1.4924458745618700e-5);
        p = Fma(p, s, 0.00012055280224498997);
        p = Fma(p, s, -0.00085483254784131726);
        p = Fma(p, s, 0.0052239775966432542);
        p = Fma(p, s, -0.026866170641952455);
        p = Fma(p, s, 0.11283791670936932);
        p = Fma(p, s, -0.37612638903183343);
        p = Fma(p, s, 0.12837916709551256);
        V near = S.MultiplyAdd(p, t, t);

        V q = Fma(t, -1.5078666235479109e-12, 6.7011918849756574e-11);
        q = Fma(q, t, -1.3944064249369443e-9);
        q = Fma(q, t, 1.8039902560420298e-8);
        q = Fma(q, t, -1.6231367678031563e-7);
        q = Fma(q, t, 1.0740626384920584e-6);
        q = Fma(q, t, -5.3676027875504462e-6);
        q = Fma(q, t, 2.0292115481488089e-5);
        q = Fma(q, t, -5.5882612203108518e-5);
        q = Fma(q, t, 9.5163263681422437e-5);
        q = Fma(q, t, -4.4667018483376724e-7);
        q = Fma(q, t, -0.00057533479012495780);
        q = Fma(q, t, 0.0016932777891379266);
        q = Fma(q, t, -0.00021253947541619340);
        q = Fma(q, t, -0.019124688111965195);
        q = Fma(q, t, 0.10277072217003617);
        q = Fma(q, t, 0.63662027719865677);
        q = Fma(q, t, 0.12837910819897438);
        V r = ReduceExp(S.Negate(S.MultiplyAdd(q, t, t)), 0d, out V scale);
        V far = S.MultiplyAdd(S.Negate(scale), ExpPolynomial(r), S.One);
        return WithSignOf(x, S.Select(S.LessThan(t, S.One), near, far));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpPolynomial(V r)
    {
        V p = Fma(r, 2.5019744307693532e-8, 2.7630740616992130e-7);
        p = Fma(p, r, 2.7557531061193413e-6);
        p = Fma(p, r, 2.4801491768575523e-5);
        p = Fma(p, r, 0.00019841269560208141);
        p = Fma(p, r, 0.0013888888944851760);
        p = Fma(p, r, 0.0083333333334737678);
        p = Fma(p, r, 0.041666666666525805);
        p = Fma(p, r, 0.16666666666666438);
        p = Fma(p, r, 0.50000000000000111);
        return S.Add(S.MultiplyAdd(S.Multiply(r, r), p, r), S.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1Polynomial(V r)
    {
        V p = Fma(r, 2.0905817445917080e-9, 2.5108996921832636e-8);
        p = Fma(p, r, 2.7557298283820669e-7);
        p = Fma(p, r, 2.7557244508287227e-6);
        p = Fma(p, r, 2.4801587306414370e-5);
        p = Fma(p, r, 0.00019841269885725066);
        p = Fma(p, r, 0.0013888888888884826);
        p = Fma(p, r, 0.0083333333333217418);
        p = Fma(p, r, 0.041666666666666692);
        p = Fma(p, r, 0.16666666666666677);
        p = Fma(p, r, 0.5);
        return S.MultiplyAdd(S.Multiply(r, r), p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceExp(V x, out V scale1, out V scale2)
    {
        V whole = Fma(x, Log2E, Rounder + 2046d);
        V k = S.Subtract(whole, S.Create(Rounder + 2046d));
        V half = Fma(k, 0.5, Rounder + 1023d);
        scale1 = S.ShiftLeftBits(half, 52);
        scale2 = S.ShiftLeftBits(S.SubtractBits(whole, half), 52);
        return S.MultiplyAdd(k, S.Create(-Ln2Low), S.MultiplyAdd(k, S.Create(-Ln2High), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceExp(V x, double shift, out V scale)
    {
        V whole = Fma(x, Log2E, Rounder + 1023d + shift);
        V k = S.Subtract(whole, S.Create(Rounder + 1023d + shift));
        scale = S.ShiftLeftBits(whole, 52);
        return S.MultiplyAdd(k, S.Create(-Ln2Low), S.MultiplyAdd(k, S.Create(-Ln2High), x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogFromParts(V exponent, V f) =>
        S.MultiplyAdd(S.Create(Ln2High), exponent, S.Add(f, S.MultiplyAdd(S.Create(Ln2Low), exponent, LogTail(f))));

    // With s = f / (2 + f), log(1 + f) = 2s + s³ P(s²), arranged as in fdlibm's e_log.c so that the rounding of s has no effect:
    // -(f²/2 - s (f²/2 + s² P)). A plain polynomial of this accuracy needs 22 terms.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail(V f)
    {
        V s = S.Divide(f, S.Add(S.Create(2d), f));
        V z = S.Multiply(s, s);
        V p = Fma(z, 0.14795748087450747, 0.15314074542445472);
        p = Fma(p, z, 0.18183563202918407);
        p = Fma(p, z, 0.22222198599415843);
        p = Fma(p, z, 0.28571428742069904);
        p = Fma(p, z, 0.39999999999416530);
        p = Fma(p, z, 0.66666666666667340);
        V half = S.Multiply(S.Multiply(S.Create(0.5), f), f);
        return S.MultiplyAdd(s, S.MultiplyAdd(z, p, half), S.Negate(half));
    }

    /// <summary>The exponent field as a number. (There is no instruction from 64-bit integers to double before AVX-512.)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V BiasedExponent(V bits) =>
        S.Subtract(S.Or(S.ShiftRightLogicalBits(bits, 52), Bits(0x4330000000000000)), S.Create(4503599627370496d));

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtMost(double bound, V x) => S.Min(S.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtLeast(double bound, V x) => S.Max(S.Create(bound), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V x, V y, double z) => S.MultiplyAdd(x, y, S.Create(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fma(V x, double y, double z) => S.MultiplyAdd(x, S.Create(y), S.Create(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSignOf(V x, V result) => S.Or(result, S.And(x, S.Create(-0d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bits(long bits) => S.Create(BitConverter.Int64BitsToDouble(bits));
}
