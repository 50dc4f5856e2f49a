using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Planning;

/// <summary>One piece of a pass over panels of samples; printed as one method.</summary>
/// <param name="Method">Its method's name.</param>
/// <param name="Title">Its comment: what it is and why it looks so.</param>
internal abstract record Step(string Method, string Title);

/// <summary>A matrix product with what follows each of its tiles.</summary>
/// <param name="Transposed">Whether it walks the weights' columns (a gradient on its way back).</param>
/// <param name="Weight">The weights, <c>[out, in]</c>.</param>
/// <param name="Bias">What the sums start from, if not zero.</param>
/// <param name="Source">What is multiplied.</param>
/// <param name="Sums">Where the bare sums go, or null where nothing else needs them.</param>
/// <param name="Epilogue">The formula applied to a tile while it is hot, or null; its operand <paramref name="Sum"/> is the sum.</param>
/// <param name="Sum">The value that stands for the sums in <paramref name="Epilogue"/>.</param>
/// <param name="Rows">How the rows are cut into tiles.</param>
internal sealed record ProductStep(
    string Method, string Title, bool Transposed, Parameter Weight, Parameter? Bias, Value Source, Value Sum, Value? Sums, Map? Epilogue, RowTiles Rows)
    : Step(Method, Title)
{
    /// <summary>Whether it asks for the next samples of the batch while it multiplies, and says whether a sum over all inputs of each sample is finite.</summary>
    public bool AsksAhead { get; init; }

    public int Inputs => Source.Size;

    public int Outputs => Sum.Size;

    /// <summary>A formula of a few instructions works on the accumulators; a longer one in a loop over the rows just written.</summary>
    public bool EpilogueInRegisters => Epilogue is not null && !Calculus.IsTranscendental(Epilogue.Formula);
}

/// <summary>Formulas and reductions, one vector of samples at a time.</summary>
/// <param name="Loops">Its loops over features, in order.</param>
/// <param name="Read">The values it reads from memory.</param>
/// <param name="Written">The values it writes to memory.</param>
internal sealed record PanelStep(
    string Method, string Title, EquatableArray<FeatureLoop> Loops, EquatableArray<Value> Read, EquatableArray<Value> Written) : Step(Method, Title);

/// <summary>Operations that share one loop over features; an extent of 1 is no loop.</summary>
internal sealed record FeatureLoop(int Extent, EquatableArray<Operation> Operations);

/// <summary>A section of a tiny network as straight-line code: every number of both vectors of a panel is a local, every parameter is loaded once.</summary>
/// <param name="Operations">Its operations, in order.</param>
/// <param name="Read">The values it reads from memory.</param>
/// <param name="Written">The values it writes to memory.</param>
internal sealed record StraightStep(
    string Method, string Title, EquatableArray<Operation> Operations, EquatableArray<Value> Read, EquatableArray<Value> Written) : Step(Method, Title);

/// <summary>The gradients of one layer's parameters over a whole batch.</summary>
/// <param name="FromInputs">Whether the layer reads the network's inputs, row-major in the caller's memory, and not a value of the tape.</param>
/// <param name="Gradient">The gradient of the layer's output.</param>
/// <param name="LanesOverSamples">Whether lanes are samples and are added at the end, or lanes are the layer's inputs.</param>
/// <param name="InPlace">Whether the samples are read where they lie in the caller's memory, or from a copy of some of their columns.</param>
/// <param name="Rows">How the layer's outputs are cut into tiles.</param>
internal sealed record WeightStep(
    string Method, string Title, bool FromInputs, bool LanesOverSamples, bool InPlace, Value Source, Value Gradient, Parameter Weight, Parameter? Bias, RowTiles Rows)
    : Step(Method, Title)
{
    /// <summary>
    /// Samples whose columns are read by all tiles before the next ones are: few enough for the first-level cache (a panel's width of them is 8 KiB), enough
    /// that fetching the sums so far does not show (128 and 256 were no faster with 512-bit vectors, and 2 to 4 % slower with 256).
    /// </summary>
    public const int Block = 64;

    /// <summary>Whether it asks for the next columns while it multiplies.</summary>
    public bool AsksAhead { get; init; }

    /// <summary>
    /// Whether the gradients of a large layer, one with tall tiles, lie beyond the second-level cache: then each tile asks for its own before it has sums to put there. 1 to 2 % of an
    /// Adam step of 784-512-512-10 on 128 samples, nothing on 32.
    /// </summary>
    public bool IsFar { get; init; }

    /// <summary>
    /// Whether the last columns fill at most half of the widest panel, of two 512-bit vectors: tall tiles have sums enough to take them as one vector. Training steps of
    /// 784-128-10 on 32, 128 and 256 samples ran at .684, .845 and .875 of the peak instead of .667, .842 and .870.
    /// </summary>
    /// <param name="elementSize">Bytes of an element.</param>
    public bool EndsInHalfPanel(int elementSize)
    {
        int panel = NetworkPlan.WidestPanel(elementSize);
        return InPlace && Source.Size % panel is int left && left > 0 && left <= panel / 2;
    }
}
