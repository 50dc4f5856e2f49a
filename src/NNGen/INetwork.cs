using System.Numerics;

namespace NNGen;

/// <summary>
/// A compiled network as the runtime library uses it: its description, its parameters and two passes; <see cref="IPredictor{T}"/> has its
/// predictions. Implemented by the generated part of every class marked <c>[Network]</c>; not meant to be implemented by hand.
/// </summary>
/// <typeparam name="TSelf">The network class itself.</typeparam>
/// <typeparam name="T">The element type: <see cref="float"/>, or <see cref="double"/> on request.</typeparam>
public interface INetwork<TSelf, T> : IPredictor<T>
    where TSelf : class, INetwork<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Layers, parameters and loss, as the compiler inferred them.</summary>
    static abstract NetworkDescription Description { get; }

    /// <summary>Creates a network with freshly initialized parameters.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    static abstract TSelf Create(int seed);

    /// <summary>Creates the memory in which a pass over up to <paramref name="batchCapacity"/> samples keeps its values.</summary>
    /// <param name="batchCapacity">The largest batch, in samples; at least 1.</param>
    static abstract Workspace<T> CreateWorkspace(int batchCapacity);

    /// <summary>All weights and biases, and the state that is not trained, as one block with named views.</summary>
    ParameterBlock<T> Parameters { get; }

    int IPredictor<T>.InputSize => TSelf.Description.InputSize;

    int IPredictor<T>.OutputSize => TSelf.Description.OutputSize;

    /// <summary>
    /// The first phase of a training step, over the panels <paramref name="firstPanel"/> to <paramref name="endPanel"/> of a batch:
    /// forward, loss, and the gradients with respect to every layer's values. Panels are independent of one another, so threads can share them.
    /// </summary>
    /// <param name="parameters">
    /// The parameters to compute with, this network's <see cref="ParameterBlock{T}.Current"/>; the same for all parts of a batch.
    /// </param>
    /// <param name="batch">The whole batch; further samples may follow its inputs.</param>
    /// <param name="workspace">
    /// Keeps values for the second phase, and whether an input is not finite (<see cref="Workspace{T}.HasNonFiniteInputs"/>).
    /// </param>
    /// <param name="mode">What to compute.</param>
    /// <param name="firstPanel">First panel, of <see cref="Workspace{T}.PanelCount"/>.</param>
    /// <param name="endPanel">One past the last panel.</param>
    /// <param name="team">This thread's share of every product, if threads share panels; the default computes all.</param>
    void Pass(ParameterValues<T> parameters, in Batch<T> batch, Workspace<T> workspace, PassMode mode, int firstPanel, int endPanel, CompilerServices.Team team);

    /// <summary>
    /// The second phase of a training step: the gradients of the parameters. Part <paramref name="part"/> of <paramref name="parts"/> writes
    /// its own rows of every layer and reads the whole batch; no sums are shared, so any number of parts gives the same bits.
    /// </summary>
    /// <param name="batch">The batch of <see cref="Pass"/>.</param>
    /// <param name="workspace">The workspace of that pass.</param>
    /// <param name="gradients">Receives one value per parameter, in the order of <see cref="ParameterBlock{T}.Values"/>.</param>
    /// <param name="part">Which part, from 0.</param>
    /// <param name="parts">How many parts.</param>
    /// <returns>Whether all gradients of the part are finite.</returns>
    bool WeightGradients(in Batch<T> batch, Workspace<T> workspace, Span<T> gradients, int part, int parts);

    /// <summary>
    /// Updates the state that is not trained, such as running means and variances, by what a pass with <see cref="PassMode.BatchStatistics"/> has
    /// kept in the workspace. A trainer calls it once for each batch whose loss and gradients are finite; a network without state does nothing.
    /// </summary>
    /// <param name="parameters">The parameters of that pass; only values from <see cref="NetworkDescription.ParameterCount"/> on change.</param>
    /// <param name="workspace">The workspace of that pass.</param>
    void UpdateState(ParameterValues<T> parameters, Workspace<T> workspace)
    {
    }
}
