using System.Collections.Generic;

namespace NNGen.Generator.Ir;

/// <summary>In a stream: the window of steps that ends with the one that arrives, from a ring of the latest steps.</summary>
/// <param name="Output">The steps of the window, the earliest first: <c>[samples, taps, features]</c>.</param>
/// <param name="Source">The step that arrives.</param>
/// <param name="Ring">The latest steps, with two whole numbers behind them: where the next one goes, and how many there have been.</param>
/// <param name="Taps">The steps of a window.</param>
/// <param name="Dilation">From one of them to the next.</param>
/// <param name="First">How many steps come before the first window: none if what lies before the stream counts as zeros.</param>
/// <param name="Stride">Steps from one window to the next. In between, the pass ends here.</param>
internal sealed record Recent(Tensor Output, Tensor Source, Tensor Ring, int Taps, int Dilation, int First, int Stride) : Operation(Output)
{
    /// <summary>The whole numbers behind the steps of a ring.</summary>
    public const int Counters = 2;

    public override IEnumerable<Tensor> Inputs => [Source];

    public override IEnumerable<Tensor> Outputs => [Output, Ring];

    /// <summary>Whether there is a window at every step.</summary>
    public bool IsAlways => First == 0 && Stride == 1;
}

/// <summary>The weights of a convolution in the order of its windows: for each filter and tap, the channels.</summary>
/// <param name="Weights">The tensor.</param>
/// <param name="From">The parameter, <c>[filters, channels, taps]</c>.</param>
internal sealed record WindowWeights(Tensor Weights, Parameter From);
