using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <content>The values that attributes read by a name, or because of what arrives: named values, states of recurrent layers, masks.</content>
internal sealed partial class GraphBuilder
{
    private readonly Dictionary<(int Use, string Name), Mark> marks = []; // those of a block belong to one use of it
    private readonly HashSet<Mark> used = []; // those that something reads

    /// <summary>The values that arguments of a layer name: lengths, then what a recurrent layer begins with.</summary>
    private List<Arriving>? Operands(AttributeDeclaration attribute, int index)
    {
        var operands = new List<Arriving>();
        if (attribute.ReadsMask && !attribute.Has("Lengths") && Current?.Mask is { } mask) { operands.Add(Read(mask)); }
        foreach (string argument in new[] { "Lengths", "InitialState", "InitialCell" })
        {
            if (attribute.Text(argument) is not { } name) { continue; }
            if (Find(name, index, argument) is not { } value) { return null; }
            operands.Add(value);

            // The name of an LSTM's state stands for its cell, too.
            if (argument == "InitialState" && !attribute.Has("InitialCell") && value.StateOf is { } owner && owner.Kind == attribute.Kind && owner.StateAfter(isCell: true) is not null)
            {
                operands.Add(State(owner, isCell: true));
            }
        }

        return operands;
    }

    /// <summary>Gives a value a name.</summary>
    private void Name(string name, Mark mark)
    {
        int use = declaration.Attributes[mark.Attribute].Use;
        if (marks.ContainsKey((use, name))) { Break(mark.Attribute, reports => reports.DuplicateMark(mark.Attribute, mark.Argument, name)); }
        else { marks.Add((use, name), mark); }
    }

    /// <summary>The state of a recurrent layer.</summary>
    private Arriving State(Layer of, bool isCell) =>
        Read(of.StateAfter(isCell)! with { Sources = new EquatableArray<int>([layers.IndexOf(of)]) }) with { Decides = of, StateOf = isCell ? null : of };

    /// <summary>A further value of a layer, which becomes part of the graph when something first reads it.</summary>
    private Arriving Read(Layer value)
    {
        int index = layers.IndexOf(value);
        if (index < 0)
        {
            index = layers.Count;
            layers.Add(value);
        }

        return new Arriving(index, value.Output, value);
    }

    /// <summary>The mask that merged values have in common; values without a mask have all steps of the others.</summary>
    private static Layer? MaskOf(IEnumerable<Arriving> values)
    {
        Layer?[] masks = [.. values.Select(value => value.Mask).Where(mask => mask is not null).Distinct()];
        return masks.Length == 1 ? masks[0] : null;
    }

    /// <summary>The value of a name above.</summary>
    /// <returns>Null if there is none; this is reported.</returns>
    private Arriving? Find(string mark, int index, string argument)
    {
        int use = declaration.Attributes[index].Use;
        if (marks.TryGetValue((use, mark), out Mark? found))
        {
            used.Add(found);
            return found.StateOf is { } owner ? State(owner, found.IsCell) : found.Value;
        }

        string[] known = [.. marks.Keys.Where(key => key.Use == use).Select(key => key.Name)];
        Break(index, reports => reports.UnknownMark(index, argument, mark, known, declaration.Attributes.Skip(index).Where(attribute => attribute.Use == use)));
        return null;
    }

    /// <summary>A name of a value.</summary>
    /// <param name="Value">The value; null for a state, which becomes a value when something reads it.</param>
    /// <param name="Attribute">The index of the attribute that gives the name.</param>
    /// <param name="Argument">The argument that does.</param>
    private sealed record Mark(Arriving? Value, int Attribute, string Argument)
    {
        /// <summary>The recurrent layer whose state it names.</summary>
        public Layer? StateOf { get; init; }

        /// <summary>Whether it names the cell.</summary>
        public bool IsCell { get; init; }
    }
}
