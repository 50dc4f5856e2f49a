using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Differentiation;

/// <summary>Who reads what in a program, looked up once for all.</summary>
internal sealed class ProgramUses
{
    private readonly Dictionary<Value, List<Operation>> readers = [];
    private readonly HashSet<Value> ends;

    public ProgramUses(NetworkProgram program)
    {
        IEnumerable<Operation> operations = program.Body.Concat(program.Head).Concat(program.Loss?.Operations ?? default)
            .Concat(program.HeadBackward).Concat(program.BodyBackward);
        foreach (Operation operation in operations)
        {
            foreach (Value input in operation.Inputs)
            {
                if (!readers.TryGetValue(input, out List<Operation>? list)) { readers[input] = list = []; }
                list.Add(operation);
            }
        }

        // What is read from outside: outputs, losses, gradients for the caller, and by the gradients of parameters.
        ends = [program.Output, program.Pivot, program.InputGradient, program.PivotGradient];
        if (program.Loss is { } loss) { ends.Add(loss.Result); }
        foreach (ParameterGradient gradient in program.ParameterGradients)
        {
            ends.Add(gradient.Gradient);
            ends.Add(gradient.Input);
        }
    }

    /// <summary>Whether anything but some operations reads a value.</summary>
    public bool Outside(Value value, Func<Operation, bool> inside) =>
        ends.Contains(value) || (readers.TryGetValue(value, out List<Operation>? list) && !list.All(inside));
}
