using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The readers of each tensor in a program, determined once.</summary>
internal sealed class ProgramUses
{
    private readonly Dictionary<Tensor, List<Operation>> readers = [];
    private readonly HashSet<Tensor> ends;
    private readonly Aliases aliases;

    /// <param name="program">The program.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="operations">Its operations over single samples, with products fused.</param>
    public ProgramUses(NetworkProgram program, Aliases aliases, IEnumerable<Operation> operations)
    {
        this.aliases = aliases;
        foreach (Operation operation in operations)
        {
            foreach (Tensor input in operation.Inputs)
            {
                if (!readers.TryGetValue(input, out List<Operation>? list)) { readers[input] = list = []; }
                list.Add(operation);
            }
        }

        // Tensors that are read elsewhere: outputs, losses, gradients for the caller, and operands of the gradients of parameters.
        ends = [program.Output, program.Logits, program.InputGradient, program.LogitsGradient];
        if (program.Loss is { } loss) { ends.Add(loss.Result); }
        ends.UnionWith(program.Parameters.SelectMany(gradient => gradient.Operations).SelectMany(operation => operation.Inputs));
    }

    /// <summary>Whether a tensor has readers other than some operations.</summary>
    public bool Outside(Tensor tensor, Func<Operation, bool> inside) =>
        ends.Contains(tensor) || aliases.Of(tensor).Any(alias => ends.Contains(alias) || readers.ContainsKey(alias)) || (readers.TryGetValue(tensor, out List<Operation>? list) && !list.All(inside));
}
