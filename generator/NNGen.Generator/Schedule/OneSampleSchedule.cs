using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>The pass over one sample: lanes are features, weights are packed.</summary>
/// <param name="Packings">How weights are packed.</param>
/// <param name="Cells">How the weights of loops over steps are packed.</param>
/// <param name="Operands">The parameters that formulas read, copied into the packed block.</param>
/// <param name="OutputAt">The offset of the output in the scratch memory.</param>
/// <param name="ScratchLength">Length of the scratch memory.</param>
/// <param name="PackedLength">Length of the packed weights.</param>
/// <param name="DerivedAt">The offset of what is derived from several parameters, at the end of the packed block.</param>
/// <param name="ParallelWork">Its floating-point operations, if threads can share it; otherwise 0.</param>
/// <param name="IsSmall">Whether every value stays in registers; then the pass writes the output itself, without scratch memory.</param>
internal sealed record OneSampleSchedule(
    EquatableArray<Packing> Packings, EquatableArray<CellPacking> Cells, EquatableArray<Slot> Operands, int OutputAt, int ScratchLength, int PackedLength, int DerivedAt, long ParallelWork,
    bool IsSmall);

/// <summary>How one layer's weights are packed.</summary>
/// <param name="Product">The layer's product.</param>
/// <param name="Nest">The nest that reads them.</param>
/// <param name="Weights">The offset of the packed weights.</param>
/// <param name="Bias">The offset of the packed bias.</param>
internal sealed record Packing(Product Product, OneSampleProduct Nest, int Weights, int Bias);
