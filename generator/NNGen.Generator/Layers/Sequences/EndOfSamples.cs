using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// Which steps of a sequence the samples have, as a value: 1, and 0 behind the last id that is not padding. Layers read it whose input comes from an embedding
/// with <c>Mask</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of the embedding's attribute.</param>
/// <param name="Shape">The shape of the ids.</param>
/// <param name="Padding">The padding id.</param>
internal sealed record EndOfSamples(string Name, int Attribute, Shape Shape, int Padding) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => "Mask";

    public override string Description => $"steps before the padding id {Padding}";

    public override bool HasOwnRow => true;

    public override bool IsDeclared => false;

    /// <summary>A stream has no end: each id that arrives is a step.</summary>
    public override Layer? AtOneStep => this with { Input = Shape.Flat(1), Output = Shape.Flat(1), IsStreamed = true };

    private bool IsStreamed { get; init; }

    public override Tensor Lower(ProgramBuilder program, Tensor input) => IsStreamed ? input
        : program.Add(new BeforeEnd(program.Declare(Name, [Axis.Samples, .. program.NewAxes(Name, Output.Dimensions)]), input, Padding));

    /// <summary>For a layer that may end before the last step: for each step, whether a sample has it.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="source">The mask, or the number of steps of each sample.</param>
    /// <param name="isMask">Whether it is the mask.</param>
    /// <param name="steps">The number of steps.</param>
    public static Tensor IsThere(ProgramBuilder program, string name, Tensor source, bool isMask, int steps) => isMask ? source
        : program.Add(new BeforeEnd(program.Declare(name + "IsThere", [Axis.Samples, .. program.NewAxes(name + "IsThere", [steps])]), source));

    /// <summary>Reports a number of steps that is not an input of one number.</summary>
    public static bool RequireLengths(LayerContext context)
    {
        if (!context.Declaration.Has("Lengths") || context.Others[0] is { Layer: < 0, Shape.Size: 1, Vocabulary: 0 }) { return true; }
        context.Report(
            Rules.ArgumentOutOfRange, "Lengths", context.Declaration.Kind, "Lengths", $"'{context.Declaration.Text("Lengths")}', {context.Others[0].Shape} of {context.Others[0].Source}",
            "the name of an input of one number: [Input(1), As(...)]");
        return false;
    }
}
