using System.Numerics;
using System.Runtime.CompilerServices;

namespace NNGen;

public static partial class VectorMath
{
    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, in [-1, 1]; error at most 1.1 ulp; monotone.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        // Below 0.9: t + t P(t²). Above: 1 - e^-(t + t Q(t)), whose relative error shrinks with the exponential; 1 from 4 on.
        Vector<float> t = AtMost(4f, Vector.Abs(x));
        Vector<float> s = t * t;
        Vector<float> p = Fma(s, Vector.Create(-0.000602079963f), 0.00499895914f);
        p = Fma(p, s, -0.0267704930f);
        p = Fma(p, s, 0.112819217f);
        p = Fma(p, s, -0.376125038f);
        p = Fma(p, s, 0.128379151f);
        Vector<float> near = Fma(p, t, t);

        Vector<float> q = Fma(t, Vector.Create(1.07647720e-5f), -0.000318072212f);
        q = Fma(q, t, 0.00362295634f);
        q = Fma(q, t, -0.0237202402f);
        q = Fma(q, t, 0.106187649f);
        q = Fma(q, t, 0.635181487f);
        q = Fma(q, t, 0.128640965f);
        Vector<float> r = ReduceExp(-Fma(q, t, t), 0f, out Vector<float> scale);
        Vector<float> far = Fma(-scale, Expm1Polynomial(r), Vector<float>.One - scale);
        return WithSignOf(x, Select(Vector.LessThan(t, Vector.Create(0.9f)), near, far));
    }

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, in [-1, 1]; error at most 1.5 ulp.</summary>
    /// <param name="x">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Erf(Vector<double> x)
    {
        // As for float, with the change at 1 and the end at 6.
        Vector<double> t = AtMost(6d, Vector.Abs(x));
        Vector<double> s = t * t;
        Vector<double> p = Fma(s, Vector.Create(-7.5958277321433319e-10), 1.3611295833200199e-8);
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
        Vector<double> near = Fma(p, t, t);

        Vector<double> q = Fma(t, Vector.Create(-1.5078666235479109e-12), 6.7011918849756574e-11);
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
        Vector<double> r = ReduceExp(-Fma(q, t, t), 0d, out Vector<double> scale);
        Vector<double> far = Fma(-scale, ExpPolynomial(r), Vector<double>.One);
        return WithSignOf(x, Select(Vector.LessThan(t, Vector<double>.One), near, far));
    }

    /// <inheritdoc cref="Erf(Vector{float})"/>
    public static float Erf(float x) => Erf(Vector.Create(x))[0];

    /// <inheritdoc cref="Erf(Vector{double})"/>
    public static double Erf(double x) => Erf(Vector.Create(x))[0];
}
