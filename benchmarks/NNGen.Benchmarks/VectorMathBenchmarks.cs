using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace NNGen.Benchmarks;

/// <summary>The elementary functions of the kernels over an array that fits in L1: the time is that of 4,096 values.</summary>
public class VectorMathBenchmarks
{
    private readonly float[] values = Samples.Values(4096);
    private readonly float[] results = new float[4096];

    private interface IFunction
    {
        static abstract Vector<float> Of(Vector<float> x);
    }

    [Benchmark(Baseline = true)]
    public float Copy() => Apply<CopyFunction>();

    [Benchmark]
    public float Exp() => Apply<ExpFunction>();

    [Benchmark]
    public float Expm1() => Apply<Expm1Function>();

    [Benchmark]
    public float Log() => Apply<LogFunction>();

    [Benchmark]
    public float Log1p() => Apply<Log1pFunction>();

    [Benchmark]
    public float Sigmoid() => Apply<SigmoidFunction>();

    [Benchmark]
    public float Softplus() => Apply<SoftplusFunction>();

    [Benchmark]
    public float Tanh() => Apply<TanhFunction>();

    [Benchmark]
    public float Erf() => Apply<ErfFunction>();

    private float Apply<TFunction>()
        where TFunction : struct, IFunction
    {
        ref float x = ref values[0], y = ref results[0];
        for (nuint i = 0; i < 4096; i += (nuint)Vector<float>.Count)
        {
            TFunction.Of(Vector.LoadUnsafe(ref x, i)).StoreUnsafe(ref y, i);
        }

        return results[^1];
    }

    private readonly struct CopyFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => x;
    }

    private readonly struct ExpFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Exp(x);
    }

    private readonly struct Expm1Function : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Expm1(x);
    }

    private readonly struct LogFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Log(Vector.Abs(x));
    }

    private readonly struct Log1pFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Log1p(Vector.Abs(x));
    }

    private readonly struct SigmoidFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Sigmoid(x);
    }

    private readonly struct SoftplusFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Softplus(x);
    }

    private readonly struct TanhFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Tanh(x);
    }

    private readonly struct ErfFunction : IFunction
    {
        public static Vector<float> Of(Vector<float> x) => VectorMath.Erf(x);
    }
}
