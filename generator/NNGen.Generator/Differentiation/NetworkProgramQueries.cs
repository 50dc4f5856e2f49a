using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Differentiation;

/// <summary>Who reads what in a program.</summary>
internal static class NetworkProgramQueries
{
    public static IEnumerable<Value> Inputs(Operation operation) => operation switch
    {
        Contract contract => [contract.Input],
        ContractTransposed contract => [contract.Input],
        Map map => map.Inputs,
        Reduce reduce => [reduce.Input],
        _ => [],
    };

    public static IEnumerable<Operation> Operations(this NetworkProgram program) =>
        program.Body.Concat(program.Head).Concat(program.Loss?.Operations ?? default).Concat(program.HeadBackward).Concat(program.BodyBackward);

    /// <summary>
    /// What reads a value: operations, and the ends of the program (outputs, losses, gradients for the caller, parameter gradients),
    /// which stand as null.
    /// </summary>
    public static IEnumerable<Operation?> Users(this NetworkProgram program, Value value)
    {
        IEnumerable<Operation?> users = program.Operations().Where(operation => Inputs(operation).Contains(value));
        bool atAnEnd = value == program.Output || value == program.Pivot || value == program.InputGradient || value == program.PivotGradient
            || value == program.Loss?.Result
            || program.ParameterGradients.Any(gradient => gradient.Gradient == value || gradient.Input == value);
        return atAnEnd ? users.Append(null) : users;
    }
}
