using System;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule;
using NNGen.Generator.Schedule.Nests;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>Prints what a pass over one sample has in addition to its kernels: the sizes of its memory, and the method that packs weights.</summary>
/// <param name="writer">Receives the text.</param>
/// <param name="type">The element type.</param>
/// <param name="schedule">The pass.</param>
/// <param name="derivations">Weights that are computed from several parameters.</param>
/// <param name="windows">Weights in another order.</param>
/// <param name="isPlain">Whether kernels are plain loops over single numbers.</param>
internal sealed class OneSampleWriter(
    CodeWriter writer, ElementType type, OneSampleSchedule schedule, EquatableArray<Derivation> derivations, EquatableArray<WindowWeights> windows, bool isPlain)
{
    private readonly string t = type.Name;

    /// <summary>The head of a struct with such a pass.</summary>
    public static void Struct(CodeWriter writer, ElementType type, string name, bool isPlain)
    {
        writer.Line($"file readonly struct {name}{(isPlain ? "" : "<V, S>")} : IOneSample<{type.Name}>");
        if (isPlain) { return; }
        writer.Line("    where V : struct");
        writer.Line($"    where S : struct, ISimd<V, {type.Name}>");
    }

    /// <summary>The sizes of its memory.</summary>
    public void Memory()
    {
        int scratch = Math.Max(1, schedule.ScratchLength);
        writer.Line("// Memory of the pass over one sample.");
        writer.Line($"public static int ScratchLength => {scratch};");
        writer.Line($"public static bool IsScratchOnStack => {(scratch * type.Size <= Machine.MaxStackBytes ? "true" : "false")};");
        writer.Line($"public static int PackedLength => {schedule.PackedLength};");
        writer.Line($"public static int OutputAt => {schedule.OutputAt};");
        if (schedule.ParallelWork > 0)
        {
            writer.Line($"public static long ParallelWork => {schedule.ParallelWork};");
            writer.Line($"public static bool PredictOne(ref {t} packed, ref {t} input, ref {t} scratch) => PredictOne(ref packed, ref input, ref scratch, default);");
        }

        writer.Line();
    }

    /// <summary>Computes the weights of a prediction from several parameters.</summary>
    /// <param name="writer">Receives the text.</param>
    /// <param name="derivations">The weights.</param>
    /// <param name="at">Where they are written.</param>
    public static void Derive(CodeWriter writer, EquatableArray<Derivation> derivations, Func<Parameter, string> at)
    {
        foreach (Derivation derivation in derivations)
        {
            (Parameter weights, Parameter bias) = (derivation.Weights.Parameter!, derivation.Bias.Parameter!);
            writer.Line(
                $"BatchState.Fold(ref parameters, {OffsetOf(derivation.From)}, {OffsetOf(derivation.FromBias)}, {OffsetOf(derivation.Gain)}, {OffsetOf(derivation.Shift)}, "
                + $"{derivation.Mean.Offset}, {derivation.Variance.Offset}, {ElementType.Of(Precision.Double).Literal(derivation.Epsilon)}, {bias.Count}, {weights.Count / bias.Count}, ref {at(weights)}, ref {at(bias)});");
        }

        static int OffsetOf(Parameter? parameter) => parameter?.Offset ?? -1;
    }

    /// <summary>The method that copies the weights.</summary>
    public void Pack()
    {
        writer.Line("// Copies the weights into the order in which PredictOne reads them.");
        using (writer.Braces($"public static void Pack(ref {t} parameters, ref {t} packed)"))
        {
            Derive(writer, derivations, parameter => Offset("packed", schedule.DerivedAt + parameter.Offset));
            foreach (WindowWeights window in windows)
            {
                string derived = Offset("packed", schedule.DerivedAt + window.Weights.Parameter!.Offset);
                writer.Line($"Packing.TapsFirst(ref {Offset("parameters", window.From.Offset)}, {window.From.Shape[0]}, {window.From.Shape[1]}, {window.From.Shape[2]}, ref {derived});");
            }

            foreach (Schedule.Packing packing in schedule.Packings)
            {
                Product product = packing.Product;
                string from = From(product.Weights.Parameter!);
                string to = Offset("packed", packing.Weights);
                string shape = $"{product.Source.Size}, {product.Output.Size}";
                writer.Line(packing.Nest switch
                {
                    OverInputs over => $"Packing.OverInputs{(product.IsTransposed ? "OfColumns" : "")}(ref {from}, {shape}, {over.Padded}, ref {to});",
                    WindowOfOne { Window: var window } over =>
                        $"Packing.Windows(ref {from}, {window.Groups}, {window.FiltersOfGroup}, {window.ChannelsOfGroup}, {window.Taps}, {(isPlain ? "1" : "2 * S.Count")}, {over.GroupLength}, ref {to});",
                    DepthwiseOfOne { Window: var window } => $"Packing.OverOutputs(ref {from}, {window.Taps}, {window.Channels}, S.Count, ref {to});",
                    TransposedWindowOfOne { Window: var window } over =>
                        $"Packing.TransposedWindows(ref {from}, {window.Groups}, {window.FiltersOfGroup}, {window.ChannelsOfGroup}, {window.Taps}, {(isPlain ? "1" : "2 * S.Count")}, {over.GroupLength}, ref {to});",
                    OverOutputs over => $"Packing.OverOutputs{(product.IsTransposed ? "OfColumns" : "")}(ref {from}, {shape}, {(isPlain ? "1" : $"{over.Vectors} * S.Count")}, ref {to});",
                    _ => throw new InvalidOperationException($"{packing.Nest} cannot be printed."),
                });
                if (product.Bias?.Parameter is { } bias)
                {
                    writer.Line($"Packing.Bias(ref {From(bias)}, {bias.Count}, ref {Offset("packed", packing.Bias)});");
                }
            }

            foreach (CellPacking cell in schedule.Cells)
            {
                int units = cell.Nest.Scan.Cell.Units, at = cell.At;
                foreach ((StageSums sums, StageProduct product) in cell.Nest.Stages.Zip(cell.Nest.Scan.Products, (sums, product) => (sums, product)))
                {
                    // The rows of the stage's gates.
                    (int first, int count) = (sums.Stage.First * units, sums.Gates * units);
                    string added = string.Join("", sums.AreAdded.Select(isAdded => isAdded ? "1" : "0").Reverse());
                    writer.Line(
                        $"Packing.Cell(ref {From(cell.Nest.Arriving.Weights.Parameter!.Rows(first, count))}, ref {From(product.Weights.Parameter!)}, "
                        + $"ref {BiasOf(cell.Nest.Arriving.Bias?.Parameter?.Rows(first, count))}, ref {BiasOf(product.Bias?.Parameter)}, "
                        + $"{sums.Features}, {units}, {sums.Gates}, 0b{added}, {(isPlain ? "1" : "S.Count")}, ref {Offset("packed", at)});");
                    at += sums.PackedLength;
                }
            }

            foreach (Slot operand in schedule.Operands)
            {
                writer.Line($"Packing.Bias(ref {From(operand.Tensor.Parameter!)}, {operand.Tensor.Size}, ref {Offset("packed", operand.Row)});");
            }
        }

        writer.Line();
    }

    /// <summary>The place of a parameter, or of a value that is derived from parameters, for packing.</summary>
    private string From(Parameter parameter) =>
        parameter.IsDerived ? Offset("packed", schedule.DerivedAt + parameter.Offset) : Offset("parameters", parameter.Offset);

    private string BiasOf(Parameter? bias) => bias is { } parameter ? From(parameter) : $"Unsafe.NullRef<{t}>()";

    private static string Offset(string name, int offset) => KernelsWriter.Offset(name, offset);
}
