using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>The library's loops give the same bits with Vector&lt;T&gt; and with Vector512&lt;T&gt;.</summary>
public class VectorLoopsTests
{
    public static TheoryData<string> Optimizers => [.. ReferenceOptimizers.All.Keys];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_has_the_same_bits_with_any_vector(string name)
    {
        AssertSteps<float>(ReferenceOptimizers.All[name].Optimizer);
        AssertSteps<double>(ReferenceOptimizers.All[name].Optimizer);
    }

    [Fact]
    public void Every_loop_over_numbers_follows_its_formula_with_any_vector()
    {
        AssertLoops<float>();
        AssertLoops<double>();
    }

    [Fact]
    public void A_sum_over_samples_is_the_same_in_panels_of_any_width()
    {
        AssertSums<float>();
        AssertSums<double>();
    }

    [Fact]
    public void Runs_are_copied_as_long_as_a_panel_is_wide()
    {
        AssertRuns<float>(VectorLoops<float>.Portable, 2 * Vector<float>.Count);
        AssertRuns<float>(VectorLoops<float>.Wide, 2 * Vector512<float>.Count);
        AssertRuns<double>(VectorLoops<double>.Portable, 2 * Vector<double>.Count);
        AssertRuns<double>(VectorLoops<double>.Wide, 2 * Vector512<double>.Count);
    }

    [Fact]
    public void A_part_of_two_vectors_is_stored_and_nothing_after_it()
    {
        AssertPart<Vector<float>, PortableSingle, float>();
        AssertPart<Vector512<float>, WideSingle, float>();
        AssertPart<Vector<double>, PortableDouble, double>();
        AssertPart<Vector512<double>, WideDouble, double>();
    }

    [Fact]
    public void A_panel_is_as_wide_as_the_loops_over_panels_expect()
    {
        Assert.Equal(2 * (VectorLoops<float>.Current == VectorLoops<float>.Wide ? Vector512<float>.Count : Vector<float>.Count), Workspace<float>.PanelWidth);
        Assert.Equal(Workspace<float>.PanelWidth, 2 * Workspace<double>.PanelWidth);
        Assert.Same(Simd.IsWide ? VectorLoops<double>.Wide : VectorLoops<double>.Portable, VectorLoops<double>.Current);
    }

    private static void AssertSteps<T>(Optimizer optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int length = 1; length <= 49; length++)
        {
            T[] portable = Values<T>(length, 1), wide = [.. portable];
            var portableState = new OptimizerState<T>(optimizer, length);
            var wideState = new OptimizerState<T>(optimizer, length);
            for (int step = 1; step <= 3; step++)
            {
                T[] gradients = Values<T>(length, 50 + step);
                portableState.Step = wideState.Step = step;
                VectorLoops<T>.Portable.Update(optimizer, portable, gradients, portableState, 0, length);
                VectorLoops<T>.Wide.Update(optimizer, wide, gradients, wideState, 0, length);
            }

            AssertBits(portable, wide);
            for (int slot = 0; slot < optimizer.SlotCount; slot++) { AssertBits<T>(portableState.Slot(slot), wideState.Slot(slot)); }
        }
    }

    private static void AssertLoops<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T p = T.CreateChecked(0.3), q = T.CreateChecked(0.7);
        Check((loops, x, y) => loops.AddScaled(x, y, p), (x, y) => x + (y * p));
        Check((loops, x, y) => loops.Mean(x, y, p, q), (x, y) => (y + (x * p)) / q);
        Check((loops, x, y) => loops.Blend(x, y, p, q), (x, y) => (x * p) + (y * q));
        Check((loops, x, y) => loops.AddPenalty(x, y, p, q), (x, y) => x + (y * q) + ((y > T.Zero ? T.One : y < T.Zero ? -T.One : y) * p));
        Check((loops, x, _) => loops.ClearNegative(x), (x, _) => x > T.Zero ? x : T.Zero);
        Check((loops, x, _) => loops.Scale(x, p), (x, _) => x * p);
        Check((loops, x, _) => loops.Limit(x, p), (x, _) => T.Min(T.Max(x, -p), p));

        static void Check(Action<VectorLoops<T>, T[], T[]> loop, Func<T, T, T> formula)
        {
            for (int length = 1; length <= 49; length++)
            {
                T[] x = Values<T>(length, 1), y = Values<T>(length, 2);
                x[length / 2] = T.NaN;
                x[length / 3] = T.NegativeInfinity;
                y[length / 4] = T.NegativeZero;
                T[] expected = [.. x.Zip(y, formula)], portable = [.. x], wide = [.. x];
                loop(VectorLoops<T>.Portable, portable, y);
                loop(VectorLoops<T>.Wide, wide, y);
                Assert.Equal(expected, portable);
                AssertBits(portable, wide);
            }
        }
    }

    private static void AssertSums<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Features = 3;
        int lanes = 128 / Unsafe.SizeOf<T>();
        foreach (int samples in new[] { 1, 5, 31, 32, 33, 100, 257 })
        {
            T[] values = Values<T>(samples * Features, samples);
            T[] expected = [.. Enumerable.Range(0, Features).Select(feature =>
            {
                T[] sums = new T[lanes];
                for (int s = 0; s < samples; s++) { sums[s % lanes] += values[(s * Features) + feature]; }
                return FixedLanes.Sum(ref sums[0]);
            })];

            AssertBits<T>(expected, Sums(VectorLoops<T>.Portable, 2 * Vector<T>.Count));
            AssertBits<T>(expected, Sums(VectorLoops<T>.Wide, 2 * Vector512<T>.Count));

            T[] Sums(VectorLoops<T> loops, int width)
            {
                int panels = (samples + width - 1) / width;
                T[] source = new T[panels * width * Features], sums = new T[Features];
                for (int s = 0; s < samples; s++)
                {
                    for (int i = 0; i < Features; i++) { source[(((s / width * Features) + i) * width) + (s % width)] = values[(s * Features) + i]; }
                }

                Assert.True(loops.SumPixels(ref source[0], 1, Features, panels, 0, Features, ref sums[0]));
                source[0] = T.NaN;
                Assert.False(loops.SumPixels(ref source[0], 1, Features, panels, 0, 1, ref source[0]));
                return sums;
            }
        }
    }

    private static void AssertRuns<T>(VectorLoops<T> loops, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] source = Values<T>(200, 3), runs = new T[4 * width];
        loops.CopyRuns(ref source[1], 29, 3, ref runs[0]);
        for (int i = 0; i < 3; i++) { AssertBits<T>(source.AsSpan(1 + (29 * i), width), runs.AsSpan(i * width, width)); }
        Assert.All(runs[(3 * width)..], value => Assert.Equal(T.Zero, value));
    }

    private static void AssertPart<V, S, T>()
        where V : struct
        where S : struct, ISimd<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = 2 * (int)S.Count;
        T[] values = Values<T>(width, 4);
        for (int count = 1; count <= width; count++)
        {
            T[] destination = new T[width];
            PackedColumns.StorePart<V, S, T>(S.Load(ref values[0]), S.Load(ref values[0], S.Count), ref destination[0], count);
            Assert.Equal([.. values[..count], .. new T[width - count]], destination);
        }
    }

    private static T[] Values<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((random.NextDouble() * 4) - 2))];
    }

    private static void AssertBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged =>
        Assert.Equal(MemoryMarshal.AsBytes(expected).ToArray(), MemoryMarshal.AsBytes(actual).ToArray());
}
