using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>
/// The memory of one pass: values that are computed in the forward pass and read in the backward pass. It is created by the network
/// (<see cref="INetwork{TSelf, T}.CreateWorkspace"/>), belongs to one caller, and is reused without allocation.
/// </summary>
/// <remarks>
/// Samples are stored in panels of <see cref="PanelWidth"/>: every feature of a panel is one row of that many values, so the code of a layer
/// looks like scalar code over vectors of samples. The width depends on the machine's vectors; no result depends on it.
/// </remarks>
/// <typeparam name="T">The element type of the network.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBlock<T> values;
    private readonly T[] losses;
    private readonly AlignedBlock<T> shared;
    private readonly T[] present;
    private readonly AlignedBlock<T> outputs;
    private readonly AlignedBlock<T> inputGradients;
    private readonly int inputSize;
    private readonly int outputSize;
    private readonly int padded;
    private int size;
    private int carried;
    private bool[] resets = [];

    /// <summary>Creates a workspace; called by generated code.</summary>
    /// <param name="network">The network that the workspace is for.</param>
    /// <param name="batchCapacity">The largest batch.</param>
    /// <param name="rows">Values per sample over all layers.</param>
    /// <param name="shared">Values that the samples share, such as statistics of the batch: the first is the batch's size. 0 if there are none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="batchCapacity"/> is below 1.</exception>
    public Workspace(NetworkDescription network, int batchCapacity, int rows, int shared = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        Guard.AtLeast(batchCapacity, 1, nameof(batchCapacity));
        Network = network;
        BatchCapacity = batchCapacity;
        inputSize = network.InputSize;
        outputSize = network.OutputSize;
        padded = (batchCapacity + PanelWidth - 1) / PanelWidth * PanelWidth;
        values = new AlignedBlock<T>(checked(padded * rows));
        losses = new T[padded];
        outputs = new AlignedBlock<T>(checked(batchCapacity * outputSize));
        inputGradients = new AlignedBlock<T>(checked(batchCapacity * inputSize));
        this.shared = new AlignedBlock<T>(shared);
        present = shared == 0 ? [] : new T[padded];
        Size = batchCapacity;
    }

    /// <summary>Samples in a panel: two vectors of <see cref="Simd"/>.</summary>
    public static int PanelWidth => Simd.PanelWidth<T>();

    /// <summary>The network whose passes it belongs to.</summary>
    public NetworkDescription Network { get; }

    /// <summary>The largest batch this workspace holds.</summary>
    public int BatchCapacity { get; }

    /// <summary>Learns in the second phase which gradients are complete; null if nothing is to be done with them.</summary>
    internal Action<int>? OnComplete { get; set; }

    /// <summary>Samples of the current batch; a new batch starts when it is set.</summary>
    public int Size
    {
        get => size;
        set
        {
            Guard.InRange(value, 1, BatchCapacity, nameof(Size));
            size = value;
            HasNonFiniteInputs = false;
            if (present.Length == 0) { return; }
            shared.Start = T.CreateChecked(value);
            present.AsSpan(0, value).Fill(T.One);
            present.AsSpan(value).Clear();
        }
    }

    /// <summary>Whether the next pass of a stateful network goes on with what the last one ended with.</summary>
    internal bool IsCarrying => carried > 0;

    /// <summary>The samples that begin anew all the same.</summary>
    internal ReadOnlySpan<bool> Resets => resets;

    /// <summary>
    /// Begins anew with the next batch: the states of stateful layers become zero (<see cref="RecurrentAttribute.Stateful"/>). Without such layers, it does nothing.
    /// </summary>
    public void ResetStates()
    {
        carried = 0;
        resets = [];
    }

    /// <summary>Some samples begin anew with the next batch, and the others go on.</summary>
    /// <param name="samples">Which samples begin anew, one flag for each sample of the last batch.</param>
    /// <exception cref="ArgumentException">There are not as many flags as samples in the last batch.</exception>
    public void ResetStates(ReadOnlySpan<bool> samples)
    {
        if (carried > 0 && samples.Length != carried)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected a flag for each of the {carried} samples of the last batch, got {samples.Length}."), nameof(samples));
        }

        if (carried == 0) { return; }
        bool[] flags = samples.ToArray();
        for (int i = 0; i < resets.Length; i++) { flags[i] |= resets[i]; }
        resets = flags;
    }

    /// <summary>Checks that a batch has the samples whose states it goes on with.</summary>
    /// <exception cref="ArgumentException">It has more or fewer.</exception>
    internal void RequireCarried(int samples)
    {
        if (carried == 0 || carried == samples) { return; }
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"A batch of {samples} samples cannot go on with the states of the last one, which had {carried}: use batches of the same size, or call ResetStates before."));
    }

    /// <summary>A pass has ended well: the next one goes on with its states.</summary>
    internal void Carry()
    {
        if (!Network.CarriesState) { return; }
        carried = size;
        resets = [];
    }

    /// <summary>Whether an input of the batch is infinite or NaN, or not an id of the vocabulary where it should be one, after <see cref="PassMode.Forward"/>.</summary>
    public bool HasNonFiniteInputs { get; internal set; }

    /// <summary>The parameters of the network's last <c>Forward</c>: its <c>Backward</c> uses the same.</summary>
    internal ParameterValues<T>? Parameters { get; set; }

    /// <summary>Panels of the current batch.</summary>
    public int PanelCount => (size + PanelWidth - 1) / PanelWidth;

    /// <summary>Panel memory, laid out by the generated code.</summary>
    public Span<T> Values => values.Span;

    /// <summary>A value's memory from one panel on; called by generated code.</summary>
    /// <param name="row">Its first row, as the compiler laid it out.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="panel">The panel.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T At(int row, int rows, int panel) => ref values.Span[(row * padded) + (panel * rows * PanelWidth)];

    /// <summary>A value that the samples share; called by generated code.</summary>
    /// <param name="offset">Its position, as the compiler laid it out.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Shared(int offset) => ref shared.Span[offset];

    /// <summary>The gradients of the parameters are complete from one on, and others are computed next; called by generated code.</summary>
    /// <param name="first">The first gradient that is complete.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Complete(int first) => OnComplete?.Invoke(first);

    /// <summary>1 for each sample of the batch and 0 for the rest of its last panel, from one panel on; called by generated code.</summary>
    /// <param name="panel">The panel.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T PresentAt(int panel) => ref present[panel * PanelWidth];

    /// <summary>
    /// The row of the values from which the losses of several outputs are computed, behind one another; −1 for other networks. Set by generated code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int LossInputRow { get; init; } = -1;

    /// <summary>A value of a sample from which the losses of several outputs are computed, after a pass.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="index">Its place among the values of all outputs.</param>
    internal T LossInputAt(int sample, int index) => Unsafe.Add(
        ref At(LossInputRow, outputSize, sample / PanelWidth), (index * PanelWidth) + (sample % PanelWidth));

    /// <summary>The losses from one panel on; called by generated code.</summary>
    /// <param name="panel">The panel.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T LossesAt(int panel) => ref losses[panel * PanelWidth];

    /// <summary>The weighted loss of each sample, after <see cref="PassMode.Loss"/>; the last panel's missing samples hold zero.</summary>
    public Span<T> Losses => losses.AsSpan(0, PanelCount * PanelWidth);

    /// <summary>The outputs, <c>[batch, OutputSize]</c>, after <see cref="PassMode.Outputs"/>.</summary>
    public Span<T> Outputs => outputs.Span[..(size * outputSize)];

    /// <summary>The gradient with respect to the inputs, <c>[batch, InputSize]</c>, after <see cref="PassMode.InputGradients"/>.</summary>
    public Span<T> InputGradients => inputGradients.Span[..(size * inputSize)];

    /// <summary>The mean loss of the batch: the sum over samples in an order that is the same on every machine, divided by the batch size.</summary>
    public T MeanLoss
    {
        get
        {
            T sum = T.Zero;
            Panels.SumSamples(ref losses[0], 1, PanelCount, 0, 1, ref sum);
            return sum / T.CreateChecked(size);
        }
    }
}
