using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>
/// Where the gradients of parameters are written. Of a parameter with several uses, the gradient of the first one is in its place, and those of the others
/// are in the memory that the samples share, from where they are added.
/// </summary>
internal sealed class GradientLocations
{
    private readonly Dictionary<Tensor, Parameter> locations = [];
    private readonly List<GradientAddition> additions = [];

    /// <param name="program">The network's operations.</param>
    /// <param name="from">Where the shared memory is free.</param>
    public GradientLocations(NetworkProgram program, int from)
    {
        End = from;
        var used = new HashSet<Parameter>();
        foreach (Tensor use in program.Parameters.Select(gradient => gradient.Parameter))
        {
            Parameter parameter = use.Parameter!;
            if (used.Add(parameter))
            {
                locations.Add(use, parameter);
                continue;
            }

            int at = WorkspaceLayout.NextLine(End);
            locations.Add(use, parameter with { Offset = at, IsFurtherUse = true });
            additions.Add(new GradientAddition(parameter, at));
            End = at + parameter.Count;
        }
    }

    /// <summary>The end of the memory that is used.</summary>
    public int End { get; }

    /// <summary>The gradients to add.</summary>
    public EquatableArray<GradientAddition> Additions => additions.ToEquatableArray();

    /// <summary>The place of the gradient of a use.</summary>
    public Parameter Of(Tensor use) => locations[use];
}

/// <summary>The gradient of a further use of a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="From">Where the gradient is in the memory that the samples share.</param>
internal sealed record GradientAddition(Parameter Parameter, int From);
