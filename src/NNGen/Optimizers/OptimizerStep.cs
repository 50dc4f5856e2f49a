using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>One step of an optimizer over a range of the parameters; threads share a step, range by range.</summary>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly ref struct OptimizerStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Optimizer optimizer;
    private readonly Span<T> parameters;
    private readonly ReadOnlySpan<T> gradients;
    private readonly OptimizerState<T> state;
    private readonly int start;
    private readonly int length;

    internal OptimizerStep(Optimizer optimizer, Span<T> parameters, ReadOnlySpan<T> gradients, OptimizerState<T> state, int start, int length)
    {
        this.optimizer = optimizer;
        this.parameters = parameters;
        this.gradients = gradients;
        this.state = state;
        this.start = start;
        this.length = length;
    }

    /// <summary>The number of the step: 1 for the first; it continues when training is resumed.</summary>
    public long Number => state.Step;

    /// <summary>Applies the update to every parameter of the range, vector by vector.</summary>
    /// <typeparam name="V">The vector passed to <see cref="Optimizer.Update{V, S, T}"/>.</typeparam>
    /// <typeparam name="S">Its operations.</typeparam>
    /// <typeparam name="TUpdate">The arithmetic.</typeparam>
    /// <param name="update">The arithmetic, with its constants.</param>
    /// <returns>Whether the new parameters and the state are finite.</returns>
    /// <exception cref="InvalidOperationException">The update uses more slots than <see cref="Optimizer.SlotCount"/>.</exception>
    public bool Apply<V, S, TUpdate>(TUpdate update)
        where V : struct
        where S : struct, ISimd<V, T>
        where TUpdate : struct, IUpdate<V>
    {
        if (TUpdate.SlotCount > state.SlotCount) { ThrowSlots(TUpdate.SlotCount); }
        return optimizer.WeightDecay > 0 && !optimizer.HasOwnWeightDecay
            ? UpdateLoop<V, S, T>.Apply(new Decayed<V, S, T, TUpdate>(update, optimizer.WeightDecay), parameters, gradients, state, start, length)
            : UpdateLoop<V, S, T>.Apply(update, parameters, gradients, state, start, length);
    }

    private void ThrowSlots(int used) => throw new InvalidOperationException(
        $"The update of {optimizer.GetType().Name} uses {FileText.Number(used)} slots, but its SlotCount is {FileText.Number(state.SlotCount)} (return the same number in both).");
}
