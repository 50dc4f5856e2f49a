using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The pass over one step of a stream.</summary>
/// <param name="Step">The pass.</param>
/// <param name="Remembered">How many numbers at the start of its memory a stream remembers from step to step.</param>
/// <param name="FlagAt">Where the pass says whether the step has an output; -1 if every step has one.</param>
/// <param name="Kernels">Its kernels.</param>
/// <param name="Functions">The formulas that they call.</param>
/// <param name="Derivations">Weights that are computed from several parameters.</param>
/// <param name="Windows">Weights in another order.</param>
/// <param name="Tokens">Where a step holds token ids.</param>
internal sealed record StreamSchedule(
    OneSampleSchedule Step, int Remembered, int FlagAt, EquatableArray<Kernel> Kernels, EquatableArray<FormulaFunction> Functions, EquatableArray<Derivation> Derivations,
    EquatableArray<WindowWeights> Windows, EquatableArray<TokenRange> Tokens);
