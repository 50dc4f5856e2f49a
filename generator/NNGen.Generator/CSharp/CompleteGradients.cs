using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.CSharp;

/// <summary>
/// Which gradients are complete while those of a network are computed, from the last layer to the first: ranks can add them up before the others are computed.
/// </summary>
internal sealed class CompleteGradients
{
    /// <summary>The least number of gradients to announce, 64 KiB of floats.</summary>
    private const int Least = 1 << 14;

    private readonly List<Parameter> open;
    private int announced;
    private bool isAny;

    /// <param name="program">The network's operations.</param>
    public CompleteGradients(NetworkProgram program)
    {
        // The gradients of all uses of a parameter are added at the end: it has several entries, of which only the first is removed.
        open = program.Parameters.Select(gradient => gradient.Parameter.Parameter!).ToList();
        announced = First;
    }

    /// <summary>All gradients from this one on are complete.</summary>
    private int First => open.Select(parameter => parameter.Offset + parameter.Count).DefaultIfEmpty().Max();

    /// <summary>The gradient of a parameter has been computed.</summary>
    public void Add(Parameter parameter) => open.Remove(parameter);

    /// <summary>The statement that tells the workspace which gradients are complete, before the next ones are computed; null if there are none.</summary>
    public string? Announce()
    {
        if (announced - First >= Least) { (announced, isAny) = (First, true); }
        return isAny ? $"workspace.Complete({announced});" : null;
    }
}
