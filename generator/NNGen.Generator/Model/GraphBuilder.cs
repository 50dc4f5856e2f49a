using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>The current value and the named ones while attributes are read from top to bottom.</summary>
internal sealed partial class GraphBuilder(NetworkDeclaration declaration, IProblems problems)
{
    private readonly Stack<Region> regions = new();
    private readonly List<NetworkInput> inputs = [];
    private readonly List<Layer> layers = [];
    private readonly List<Pending> outputs = [];
    private int lastAttribute = -1;
    private (Loss Loss, double Weight, int Attribute)? floating; // a loss without an output above it

    /// <summary>The current value; null before the first input.</summary>
    public Arriving? Current { get; private set; }

    public IReadOnlyList<Layer> Layers => layers;

    /// <summary>Whether the graph has a mistake, so that it cannot be compiled.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>A further input begins.</summary>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="vocabulary">The number of different ids if it is token ids; 0 if it is numbers.</param>
    public void Input(int attribute, Shape shape, int vocabulary = 0)
    {
        bool isNamed = attribute + 1 < declaration.Attributes.Count && declaration.Attributes[attribute + 1].Kind == "As";
        string name = (isNamed ? declaration.Attributes[attribute + 1].Text("mark") : null) ?? (inputs.Count == 0 ? "input" : $"input{inputs.Count + 1}");
        inputs.Add(new NetworkInput(name, shape, declaration.Attributes[attribute].Integer("Layout", 0) == 1, attribute, vocabulary));
        Current = new Arriving(~(inputs.Count - 1), shape, null) { Vocabulary = vocabulary };
    }

    /// <summary>The values that a layer merges with the current one.</summary>
    /// <returns>Null if one of them does not exist.</returns>
    public IReadOnlyList<Arriving>? Others(AttributeDeclaration attribute, int index)
    {
        if (attribute.Kind == "EndResidual")
        {
            if (!IsOpen(attribute))
            {
                Break(index, reports => reports.NotOpened(index, "EndResidual"));
                return null;
            }

            Region region = regions.Pop();
            Arriving shortcut = region.Body is null ? region.Start : Current! with { IsShortcut = true };
            if (region.Body is { } body) { Current = body; }
            return [shortcut];
        }

        if (!attribute.MergesValues) { return Operands(attribute, index); }
        (string Mark, string Argument)[] names = [.. attribute.MarksRead()];
        if (names.Length == 0)
        {
            Break(Rules.ArgumentOutOfRange, index, null, attribute.Kind, "marks", "none", "the name of at least one other value");
            return null;
        }

        var others = new List<Arriving>();
        foreach ((string mark, string argument) in names)
        {
            if (Find(mark, index, argument) is not { } value) { return null; }
            others.Add(value);
        }

        return others;
    }

    /// <summary>A layer has been inferred.</summary>
    public void Add(Layer layer, Arriving current, IReadOnlyList<Arriving> others)
    {
        if (layer.StatedSteps > 0 && layers.FirstOrDefault(earlier => earlier.StatedSteps > 0 && earlier.StatedSteps != layer.StatedSteps && earlier.Sources[1] == others[0].Layer) is { } first)
        {
            Break(
                Rules.ArgumentOutOfRange, layer.Attribute, "Lengths", layer.Kind, "Lengths", $"of a sequence of {InvariantText.Of(layer.StatedSteps)} steps",
                $"another input: {first.Title} takes it for {InvariantText.Of(first.StatedSteps)} steps");
        }

        layer = layer with { Sources = others.Select(other => other.Layer).Prepend(current.Layer).ToEquatableArray() };
        layers.Add(layer);
        Current = new Arriving(layers.Count - 1, layer.Output, layer.DecidesShape ? layer : current.Decides)
        {
            Mask = layer.Mask ?? (layer.KeepsSteps ? MaskOf(layer.MergesValues ? others.Prepend(current) : [current]) : null),
        };
        lastAttribute = layer.Attribute;
        foreach (string argument in new[] { "ReturnState", "ReturnCell" })
        {
            if (declaration.Attributes[layer.Attribute].Text(argument) is { } name) { Name(name, new Mark(null, layer.Attribute, argument) { StateOf = layer, IsCell = argument == "ReturnCell" }); }
        }
    }

    /// <summary>An attribute that is neither an input nor a layer nor a loss.</summary>
    public void Connect(AttributeDeclaration attribute, int index)
    {
        switch (attribute.Kind)
        {
            case "As" when attribute.Text("mark") is { } mark:
                Name(mark, new Mark(Current, index, "mark"));
                break;
            case "From" when attribute.Text("mark") is { } mark:
                EndBranch();
                if (Find(mark, index, "mark") is { } value) { Current = value with { StateOf = null }; }
                break;
            case "Residual":
                regions.Push(new Region(Current!, null, index, attribute.Use));
                break;
            case "Shortcut" when !IsOpen(attribute):
                Break(index, reports => reports.NotOpened(index, "Shortcut"));
                break;
            case "Shortcut" when regions.Peek().Body is not null:
                Break(index, reports => reports.SecondShortcut(index));
                break;
            case "Shortcut":
                Region region = regions.Pop();
                regions.Push(region with { Body = Current, Last = index });
                Current = region.Start;
                break;
            case "Output" when attribute.Text("name") is { } name:
                if (Current!.Layer < 0) { Break(Rules.UnusedValue, index, null, $"the output '{name}'", "has no layer", "place it below a layer"); }
                else if (outputs.Any(output => output.Name == name)) { Break(Rules.DuplicateMark, index, "name", name); }
                else if (name == "val" || name.StartsWith("val_", System.StringComparison.Ordinal))
                {
                    Break(Rules.ArgumentOutOfRange, index, "name", "Output", "name", $"'{name}'", "a name that does not begin with 'val_', as metrics of validation samples do");
                }
                else
                {
                    outputs.Add(new Pending(name, Current, index));
                    EndBranch();
                }

                lastAttribute = index;
                break;
        }
    }

    /// <summary>A loss belongs to the nearest output above it. If layers follow that output, it belongs to the last value before another branch or the end.</summary>
    public void Loss(Loss loss, double weight, int attribute)
    {
        if (Current is not { Layer: >= 0 } current) { return; }
        if (outputs.LastOrDefault() is { } output && (output.Value.Layer == current.Layer || output.Attribute >= lastAttribute)) { output.Take(loss, weight, attribute); }
        else { floating ??= (loss, weight, attribute); }
    }

    /// <summary>A branch ends: a loss that belongs to its last value makes it an output.</summary>
    private void EndBranch()
    {
        if (floating is not { } found || Current is not { Layer: >= 0 } last) { return; }
        Pending? output = outputs.FirstOrDefault(one => one.Value.Layer == last.Layer);
        if (output is null) { outputs.Add(output = new Pending(null, last, layers[last.Layer].Attribute)); }
        output.Take(found.Loss, found.Weight, found.Attribute);
        floating = null;
    }

    /// <summary>Reports what is left open, and returns inputs and outputs.</summary>
    public (EquatableArray<NetworkInput> Inputs, EquatableArray<NetworkOutput> Outputs) End()
    {
        foreach (Region region in regions) { Break(region.Attribute, reports => reports.NotClosed(region.Attribute, EndOf(region))); }
        EndBranch();
        if (Current is { Layer: >= 0 } last && !outputs.Any(output => output.Value.Layer == last.Layer))
        {
            outputs.Add(new Pending(null, last, layers[last.Layer].Attribute));
        }

        if (!IsBroken) { CheckUses(); }
        foreach (Pending output in outputs.Where(output => output is { Loss: { IgnoreIndex: null }, Value.Shape.IsFlat: false }))
        {
            if ((output.Value.Mask is { } mask ? layers.First(layer => layer.Attribute == mask.Attribute) : WithLengths(output.Value.Layer)) is not { } ending) { continue; }
            problems.Report(
                Rules.LossCountsPadding, output.LossAttribute, null, output.Loss!.Kind, $"'{ending.Name}'",
                output.Loss.Expects == Expectation.Class ? "state IgnoreIndex, and label those steps with it" : "let the loss read one value for a sample, or classes of steps, of which CrossEntropy ignores some");
        }

        // Both become parameters of one method.
        foreach (Pending output in outputs.Where(output => inputs.Any(input => input.Name == output.Name))) { Break(Rules.DuplicateMark, output.Attribute, "name", output.Name!); }

        int unnamed = 0;
        IEnumerable<NetworkOutput> ends = outputs.Select(output => new NetworkOutput(
            output.Name ?? (outputs.Count == 1 ? null : ++unnamed == 1 ? "output" : $"output{unnamed}"),
            output.Value.Layer, output.Value.Shape, output.Loss, output.Weight, output.Attribute, output.LossAttribute));
        return (inputs.Select((input, i) => input with { MostSteps = StepsOf(i) }).ToEquatableArray(), ends.ToEquatableArray());

        // A layer on the way to a value with steps that knows how many steps samples have.
        Layer? WithLengths(int index) =>
            index < 0 || layers[index].Output.IsFlat ? null
            : layers[index].StatedSteps > 0 ? layers[index]
            : layers[index].Sources.Select(WithLengths).FirstOrDefault(found => found is not null);

        int StepsOf(int input) => layers.Where(layer => layer.StatedSteps > 0 && layer.Sources[1] == ~input).Select(layer => layer.StatedSteps).DefaultIfEmpty(0).Min();
    }

    /// <summary>Every value is read, or is an output.</summary>
    private void CheckUses()
    {
        HashSet<int> read = [.. layers.SelectMany(layer => layer.Sources), .. outputs.Select(output => output.Value.Layer)];
        for (int i = 0; i < layers.Count; i++)
        {
            if (read.Contains(i)) { continue; }
            Break(Rules.UnusedValue, layers[i].Attribute, null, layers[i].Title, "gives a value that nothing reads", "merge it, make it an [Output], or remove the branch");
        }

        foreach (Layer layer in layers.Where(layer => layer.Mask is { } mask && !layers.Contains(mask)).ToArray())
        {
            Break(Rules.ArgumentOutOfRange, layer.Attribute, "Mask", layer.Kind, "Mask", "true", "left out: no recurrent layer, global pooling or LastStep behind it asks where samples end");
        }

        for (int i = 0; i < inputs.Count && !IsBroken; i++)
        {
            if (read.Contains(~i)) { continue; }
            problems.Report(Rules.SeveralInputs, inputs[i].Attribute, null, SuggestedFix.Remove(), declaration.Name);
            IsBroken = true;
        }

        // Tables and diagrams of a graph name what a layer is connected to: an input or a layer.
        bool isChain = inputs.Count == 1 && outputs.Count == 1 && layers.Select((layer, i) => layer.Sources.Count == 1 && layer.Sources[0] == (i == 0 ? ~0 : i - 1)).All(follows => follows);
        foreach (Layer layer in layers.Where(layer => !isChain && inputs.Any(input => input.Name == layer.Name))) { Break(Rules.DuplicateMark, layer.Attribute, "Name", layer.Name); }

        foreach (KeyValuePair<(int Use, string Name), Mark> pair in marks)
        {
            Mark mark = pair.Value;
            bool namesInput = mark.StateOf is null && declaration.Attributes[mark.Attribute - 1].IsInput;
            if (!used.Contains(mark) && !namesInput && !IsOfBlock(mark.Attribute)) { problems.UnusedMark(mark.Attribute, mark.StateOf is null ? null : mark.Argument, pair.Key.Name); }
        }
    }

    /// <summary>Whether a region is open that began in the same class.</summary>
    private bool IsOpen(AttributeDeclaration attribute) => regions.Count > 0 && regions.Peek().Use == attribute.Use;

    private void Break(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, int attribute, string? argument, params object[] details)
    {
        problems.Report(rule, attribute, argument, details);
        IsBroken = true;
    }

    /// <summary>Reports a mistake, except in a block: there, <see cref="BlockRules"/> reports it once.</summary>
    private void Break(int attribute, System.Action<IProblems> report)
    {
        if (!IsOfBlock(attribute)) { report(problems); }
        IsBroken = true;
    }

    private bool IsOfBlock(int attribute) => declaration.Attributes[attribute].Block is not null;

    /// <summary>The attribute of the last layer that gives the shape that a region has to end with, so that it could end there; null if there is none.</summary>
    private int? EndOf(Region region) => layers
        .Where(layer => layer.IsDeclared && layer.Attribute > region.Last && declaration.Attributes[layer.Attribute].Use == region.Use && layer.Output == (region.Body ?? region.Start).Shape)
        .Select(layer => (int?)layer.Attribute)
        .LastOrDefault();

    /// <summary>A residual region that is open.</summary>
    /// <param name="Start">The value that arrives at it.</param>
    /// <param name="Body">What it computes, once the shortcut has begun.</param>
    /// <param name="Attribute">The index of its attribute.</param>
    /// <param name="Use">The use of the block in which it began: it ends there.</param>
    private sealed record Region(Arriving Start, Arriving? Body, int Attribute, int Use)
    {
        /// <summary>The index of the attribute of its shortcut, or else of its beginning.</summary>
        public int Last { get; init; } = Attribute;
    }

    private sealed class Pending(string? name, Arriving value, int attribute)
    {
        public string? Name => name;

        public Arriving Value => value;

        public int Attribute => attribute;

        public Loss? Loss { get; private set; }

        public double Weight { get; private set; } = 1;

        public int LossAttribute { get; private set; } = -1;

        /// <summary>Takes a loss, unless there is one.</summary>
        public void Take(Loss loss, double weight, int attribute)
        {
            if (Loss is null) { (Loss, Weight, LossAttribute) = (loss, weight, attribute); }
        }
    }
}
