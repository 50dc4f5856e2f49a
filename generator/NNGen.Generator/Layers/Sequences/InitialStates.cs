using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>What a recurrent layer begins with, if that is another value of the graph: a hidden state and, of an LSTM, a cell.</summary>
internal static class InitialStates
{
    /// <summary>Checks the values that a layer begins with.</summary>
    /// <param name="context">The layer's context.</param>
    /// <param name="shape">The shape that each of them has.</param>
    /// <param name="first">Which of the other values is the hidden state.</param>
    public static bool Fit(LayerContext context, Shape shape, int first)
    {
        for (int i = first; i < context.Others.Count; i++)
        {
            bool isCell = i > first && context.Declaration.Has("InitialCell");
            string argument = isCell ? "InitialCell" : "InitialState", name = context.Declaration.Text(argument)!;
            Arriving value = context.Others[i];
            if (value.StateOf is { } owner && owner.Kind != context.Declaration.Kind)
            {
                context.Report(
                    Rules.InitialStateDiffers, argument, context.Title, $"the state of another {context.Declaration.Kind}, {shape}", name, $"that of {owner.Title}, {value.Shape}",
                    $"make both layers {context.Declaration.Kind}, or write [From(\"{name}\"), As(...)] and begin with its numbers by that name");
                return false;
            }

            if (value.Shape == shape) { continue; }
            string from = value.Source == "Input" ? "an input" : value.Source;
            context.Report(
                Rules.InitialStateDiffers, argument, context.Title, $"{shape}", name, $"{value.Shape} of {from}",
                value.Shape.IsFlat ? $"insert [Dense({shape.Size})] between them, or change the units of one of them" : $"insert [Flatten] and [Dense({shape.Size})] between them");
            return false;
        }

        return true;
    }

    /// <summary>What one direction begins with.</summary>
    /// <param name="program">Receives the operations.</param>
    /// <param name="name">The names of tensors begin with it.</param>
    /// <param name="states">The hidden state and, possibly, the cell, of both directions; none for zeros.</param>
    /// <param name="units">The axis of the units.</param>
    /// <param name="offset">Where the direction's numbers begin.</param>
    /// <param name="hasCell">Whether the layer carries a cell; without a value for it, the cell begins with zeros.</param>
    public static IEnumerable<Tensor> Of(ProgramBuilder program, string name, IReadOnlyList<Tensor> states, Axis[] units, int offset, bool hasCell)
    {
        if (states.Count == 0) { return []; }
        var result = new List<Tensor>();
        for (int i = 0; i < states.Count; i++)
        {
            string of = name + (i == 0 ? "First" : "FirstCell");
            result.Add(states[i].Size == units[0].Size
                ? program.Reshape(of, states[i], units)
                : program.View(of, states[i], [Axis.Samples, .. units], AffineIndex.Of(Axis.Samples), AffineIndex.Of(units[0]) with { Offset = offset }));
        }

        if (hasCell && result.Count == 1) { result.Add(program.Elementwise(name + "FirstCell", 0, result[0])); }
        return result;
    }
}
