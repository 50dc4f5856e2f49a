using System.Numerics;

namespace NNGen.Tests;

/// <summary>The result of a sweep over floats.</summary>
/// <param name="MaxUlp">The maximum error, in ulp of the exact result; infinite if NaN or infinity is wrong.</param>
/// <param name="WorstInput">The argument of that error.</param>
/// <param name="Decreases">The number of arguments whose result is less than that of the previous argument.</param>
/// <param name="FirstDecrease">The first of them.</param>
/// <param name="OutOfRange">The number of results outside the function's range.</param>
internal readonly record struct SweepResult(double MaxUlp, float WorstInput, long Decreases, float FirstDecrease, long OutOfRange)
{
    public static readonly SweepResult None = new(0, 0, 0, float.NaN, 0);

    public SweepResult With(SweepResult other) => new(
        Math.Max(MaxUlp, other.MaxUlp),
        other.MaxUlp > MaxUlp ? other.WorstInput : WorstInput,
        Decreases + other.Decreases,
        Decreases > 0 ? FirstDecrease : other.FirstDecrease,
        OutOfRange + other.OutOfRange);
}

/// <summary>Compares a float function with its double twin over floats in ascending order.</summary>
internal static class FloatSweep
{
    /// <summary>The ascending order of all floats: NaN, -∞ … -0, +0 … +∞, NaN for <see cref="int.MinValue"/> to <see cref="int.MaxValue"/>.</summary>
    public static float FromKey(int key) => BitConverter.Int32BitsToSingle(key >= 0 ? key : key ^ 0x7FFFFFFF);

    public static int ToKey(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits >= 0 ? bits : bits ^ 0x7FFFFFFF;
    }

    /// <summary>Checks every <paramref name="step"/>-th float from one key, <paramref name="count"/> of them.</summary>
    public static SweepResult Run(VectorMathFunction function, int firstKey, int count, int step = 1)
    {
        const int BlockLength = 4096;
        // Element 0 is the result before the block, so that no pair of adjacent floats is left out.
        var results = new float[BlockLength + 1];
        long before = (long)firstKey - step;
        results[0] = before < int.MinValue ? float.NaN : function.Single(Vector.Create(FromKey((int)before)))[0];
        SweepResult total = SweepResult.None;
        for (int done = 0; done < count; done += BlockLength)
        {
            int key = firstKey + (done * step);
            int length = Math.Min(BlockLength, count - done);
            total = Evaluate(function, key, length, step, results.AsSpan(1), total);
            total = CheckOrder(function, key, length, step, results, total);
            results[0] = results[length];
        }

        return total;
    }

    private static SweepResult Evaluate(VectorMathFunction function, int firstKey, int length, int step, Span<float> results, SweepResult total)
    {
        int width = Vector<float>.Count;
        Vector<int> keys = Vector.Create(firstKey) + (Vector<int>.Indices * step);
        var limit = Vector.Create(total.MaxUlp);
        for (int i = 0; i < length; i += width, keys += Vector.Create(step * width))
        {
            Vector<int> bits = Vector.ConditionalSelect(Vector.LessThan(keys, Vector<int>.Zero), keys ^ Vector.Create(0x7FFFFFFF), keys);
            Vector<float> x = Vector.AsVectorSingle(bits);
            Vector<float> y = function.Single(x);
            y.CopyTo(results[i..]);
            Vector.Widen(x, out Vector<double> x0, out Vector<double> x1);
            Vector.Widen(y, out Vector<double> y0, out Vector<double> y1);
            Vector<double> error0 = Ulps(y0, function.Double(x0));
            Vector<double> error1 = Ulps(y1, function.Double(x1));
            if (Vector.LessThanOrEqualAll(Vector.Max(error0, error1), limit)) { continue; }
            for (int lane = 0; lane < width; lane++)
            {
                double error = lane < width / 2 ? error0[lane] : error1[lane - (width / 2)];
                if (error > total.MaxUlp) { total = total with { MaxUlp = error, WorstInput = x[lane] }; }
            }

            limit = Vector.Create(total.MaxUlp);
        }

        return total;
    }

    private static SweepResult CheckOrder(VectorMathFunction function, int firstKey, int length, int step, float[] results, SweepResult total)
    {
        int width = Vector<float>.Count;
        var minimum = Vector.Create((float)function.Minimum);
        var maximum = Vector.Create((float)function.Maximum);
        for (int i = 0; i < length; i += width)
        {
            var previous = new Vector<float>(results, i);
            var current = new Vector<float>(results, i + 1);
            if (!Vector.LessThanAny(current, previous) && !Vector.GreaterThanAny(current, maximum)
                && !Vector.LessThanAny(current, minimum)) { continue; }
            for (int lane = i; lane < Math.Min(length, i + width); lane++)
            {
                float y = results[lane + 1];
                if (y < results[lane])
                {
                    float first = total.Decreases == 0 ? FromKey(firstKey + (lane * step)) : total.FirstDecrease;
                    total = total with { Decreases = total.Decreases + 1, FirstDecrease = first };
                }

                if (y < function.Minimum || y > function.Maximum) { total = total with { OutOfRange = total.OutOfRange + 1 }; }
            }
        }

        return total;
    }

    /// <summary>|result - exact| in units in the last place that a float of the exact value has.</summary>
    private static Vector<double> Ulps(Vector<double> result, Vector<double> exact)
    {
        // An overflow counts as 2^128, which is correct if the exact value rounds to that.
        var overflow = Vector.Create(340282366920938463463374607431768211456d);
        exact = Vector.Max(Vector.Min(exact, overflow), -overflow);
        Vector<double> clamped = Vector.Max(Vector.Min(result, overflow), -overflow);
        Vector<double> power = Vector.AsVectorDouble(Vector.AsVectorInt64(exact) & Vector.Create(0x7FF0000000000000));
        // 2^127 is the last binade.
        power = Vector.Min(power, Vector.Create(170141183460469231731687303715884105728d));
        Vector<double> ulp = Vector.Max(power * Vector.Create(1.1920928955078125e-7), Vector.Create(1.4012984643248171e-45));
        Vector<double> error = Vector.Abs(clamped - exact) / ulp;

        Vector<long> resultIsNumber = Vector.Equals(result, result);
        Vector<long> exactIsNumber = Vector.Equals(exact, exact);
        error = Vector.ConditionalSelect(resultIsNumber & exactIsNumber, error, Vector.Create(double.PositiveInfinity));
        return Vector.ConditionalSelect(resultIsNumber | exactIsNumber, error, Vector<double>.Zero);
    }
}
