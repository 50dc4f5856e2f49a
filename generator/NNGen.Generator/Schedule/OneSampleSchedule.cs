using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>The pass over one sample: lanes are features, weights are packed.</summary>
/// <param name="Packings">How weights are packed.</param>
/// <param name="Slots">The offset of each intermediate value in the scratch memory.</param>
/// <param name="Operands">The parameters that formulas read, copied into the packed block.</param>
/// <param name="Output">The tensor in whose memory the output is.</param>
/// <param name="ScratchLength">Length of the scratch memory.</param>
/// <param name="PackedLength">Length of the packed weights.</param>
/// <param name="DerivedAt">The offset of what is derived from several parameters, at the end of the packed block.</param>
/// <param name="IsSmall">Whether every value stays in registers; then the pass writes the output itself, without scratch memory.</param>
internal sealed record OneSampleSchedule(
    EquatableArray<Packing> Packings, EquatableArray<Slot> Slots, EquatableArray<Slot> Operands, Tensor Output, int ScratchLength, int PackedLength, int DerivedAt, bool IsSmall)
{
    /// <summary>The offset of the output in the scratch memory.</summary>
    public int OutputAt => Slots.First(slot => slot.Tensor == Output).Row;
}

/// <summary>How one layer's weights are packed.</summary>
/// <param name="Product">The layer's product.</param>
/// <param name="Nest">The nest that reads them.</param>
/// <param name="Weights">The offset of the packed weights.</param>
/// <param name="Bias">The offset of the packed bias.</param>
internal sealed record Packing(Product Product, OneSampleProduct Nest, int Weights, int Bias);
