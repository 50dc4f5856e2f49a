using System.Numerics;
using System.Runtime.Intrinsics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>The library's loops over parameters and gradients, written once over a vector and its operations.</summary>
/// <remarks>
/// Code that is generic only in the element type calls <see cref="For"/>, which chooses the vectors of <see cref="Simd"/> once per call. Every
/// loop computes each number separately, so its bits do not depend on the vector.
/// </remarks>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class VectorLoops<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The loops with <see cref="Vector{T}"/>.</summary>
    public static VectorLoops<T> Portable { get; } = typeof(T) == typeof(float)
        ? As(new VectorLoops<Vector<float>, PortableSingle, float>())
        : As(new VectorLoops<Vector<double>, PortableDouble, double>());

    /// <summary>The loops with <see cref="Vector512{T}"/>.</summary>
    public static VectorLoops<T> Wide { get; } = typeof(T) == typeof(float)
        ? As(new VectorLoops<Vector512<float>, WideSingle, float>())
        : As(new VectorLoops<Vector512<double>, WideDouble, double>());

    /// <summary>
    /// Shorter loops gain nothing from wide vectors, whose constants are in unaligned memory: an Adam step of 16
    /// parameters took 46 ns instead of 24, one of 1,000 the same with both (Zen 4).
    /// </summary>
    private const int ShortLength = 2048;

    /// <summary>The loops with the vectors of this process.</summary>
    public static VectorLoops<T> Current { get; } = Simd.IsWide ? Wide : Portable;

    /// <summary>The loops that are fastest for a number of values.</summary>
    public static VectorLoops<T> For(int length) => length < ShortLength ? Portable : Current;

    /// <summary>A step of an optimizer; see <see cref="Optimizer.Update{T}"/>.</summary>
    public abstract bool Update(Optimizer optimizer, Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length);

    /// <summary>Sets <paramref name="sums"/> to sum + value · factor.</summary>
    public abstract void AddScaled(Span<T> sums, ReadOnlySpan<T> values, T factor);

    /// <summary>Sets <paramref name="gradients"/> to (sum + gradient · weight) / total.</summary>
    public abstract void Mean(Span<T> gradients, ReadOnlySpan<T> sums, T weight, T total);

    /// <summary>Sets <paramref name="values"/> to value · keep + other · take.</summary>
    public abstract void Blend(Span<T> values, ReadOnlySpan<T> others, T keep, T take);

    /// <summary>Sets <paramref name="gradients"/> to gradient + parameter · factor + sign(parameter) · slope.</summary>
    public abstract void AddPenalty(Span<T> gradients, ReadOnlySpan<T> parameters, T slope, T factor);

    /// <summary>Sets negative numbers and NaN to zero.</summary>
    public abstract void ClearNegative(Span<T> values);

    /// <summary>Sets <paramref name="values"/> to value · factor.</summary>
    public abstract void Scale(Span<T> values, T factor);

    /// <summary>Clamps <paramref name="values"/> to ±limit; NaN is not changed.</summary>
    public abstract void Limit(Span<T> values, T limit);

    /// <summary>Sums channels over all pixels and samples; see <see cref="Panels.SumPixels"/>.</summary>
    public abstract bool SumPixels(ref T source, nint pixels, nint channels, nint panels, nint first, nint end, ref T sums);

    /// <summary>Copies <paramref name="count"/> runs, each as long as a panel is wide, into contiguous memory.</summary>
    public abstract void CopyRuns(ref T source, nint stride, nint count, ref T destination);

    // T is the loops' own element type: the cast tells the compiler so.
    private static VectorLoops<T> As(object loops) => (VectorLoops<T>)loops;
}

/// <summary>The loops with one kind of vector.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="S">Its operations.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class VectorLoops<V, S, T> : VectorLoops<T>
    where V : struct
    where S : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool Update(Optimizer optimizer, Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length) =>
        optimizer.Update<V, S, T>(new OptimizerStep<T>(optimizer, parameters, gradients, state, start, length));

    public override void AddScaled(Span<T> sums, ReadOnlySpan<T> values, T factor) =>
        UpdateLoop<V, S, T>.Apply(new AddScaled<V, S, T>(factor), sums, values);

    public override void Mean(Span<T> gradients, ReadOnlySpan<T> sums, T weight, T total) =>
        UpdateLoop<V, S, T>.Apply(new Mean<V, S, T>(weight, total), gradients, sums);

    public override void Blend(Span<T> values, ReadOnlySpan<T> others, T keep, T take) =>
        UpdateLoop<V, S, T>.Apply(new Blend<V, S, T>(keep, take), values, others);

    public override void AddPenalty(Span<T> gradients, ReadOnlySpan<T> parameters, T slope, T factor) =>
        UpdateLoop<V, S, T>.Apply(new AddPenalty<V, S, T>(slope, factor), gradients, parameters);

    public override void ClearNegative(Span<T> values) => UpdateLoop<V, S, T>.Apply(default(ClearNegative<V, S, T>), values, values);

    public override void Scale(Span<T> values, T factor) => UpdateLoop<V, S, T>.Apply(new Scale<V, S, T>(factor), values, values);

    public override void Limit(Span<T> values, T limit) => UpdateLoop<V, S, T>.Apply(new Limit<V, S, T>(limit), values, values);

    public override bool SumPixels(ref T source, nint pixels, nint channels, nint panels, nint first, nint end, ref T sums) =>
        PanelLoops<V, S, T>.SumPixels(ref source, pixels, channels, panels, first, end, ref sums);

    public override void CopyRuns(ref T source, nint stride, nint count, ref T destination) =>
        PanelLoops<V, S, T>.CopyRuns(ref source, stride, count, ref destination);
}
