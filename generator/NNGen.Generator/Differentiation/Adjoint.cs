using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Differentiation;

/// <summary>Reverse-mode differentiation: walks operations backward and writes the operations that carry a gradient to their inputs.</summary>
internal static class Adjoint
{
    /// <summary>Differentiates a section.</summary>
    /// <param name="section">The operations, in order.</param>
    /// <param name="result">The value whose gradient is known.</param>
    /// <param name="seed">That gradient.</param>
    /// <param name="wanted">The section's input whose gradient is asked for.</param>
    /// <param name="program">Receives the backward operations.</param>
    /// <param name="parameters">Receives the parameter gradients on the way.</param>
    /// <param name="additional">Gradients that values of the section have beside what comes back to them.</param>
    /// <returns>The gradient of <paramref name="wanted"/>.</returns>
    public static Value Differentiate(
        IReadOnlyList<Operation> section, Value result, Value seed, Value wanted, ProgramBuilder program, ICollection<ParameterGradient> parameters,
        IReadOnlyList<(Value Value, Value Gradient)>? additional = null)
    {
        var gradients = new Dictionary<Value, Value> { [result] = seed };
        HashSet<Value> reaching = Reaching(section, wanted);
        foreach ((Value value, Value gradient) in additional ?? []) { Accumulate(value, gradient); }
        foreach (Operation operation in section.Reverse())
        {
            if (!gradients.TryGetValue(operation.Output, out Value? gradient)) { continue; }

            switch (operation)
            {
                case Contract contract:
                    parameters.Add(new ParameterGradient(gradient, contract.Input, contract.Layer, contract.Weight, contract.Bias));
                    Accumulate(
                        contract.Input,
                        program.ContractTransposed(Name(contract.Input), contract.Layer, gradient, contract.Input.Size, contract.Weight));
                    break;

                case Map map:
                    foreach ((Value input, int index) in map.Operands.Select((input, index) => (input, index)))
                    {
                        if (reaching.Contains(input)) { ThroughMap(map, input, index, gradient); }
                    }

                    break;

                case Reduce { Reduction: Reduction.Sum } sum:
                    if (reaching.Contains(sum.Input)) { Accumulate(sum.Input, gradient); }
                    break;
            }
        }

        return gradients.TryGetValue(wanted, out Value? final)
            ? final
            : throw new InvalidOperationException($"'{result.Name}' does not depend on '{wanted.Name}'.");

        string Name(Value value) => value.Name + "Gradient";

        void ThroughMap(Map map, Value input, int index, Value gradient)
        {
            Expression partial = index < map.Partials.Count
                ? map.Partials[index]
                : Calculus.UseResult(Calculus.Derivative(map.Formula, index), map.Formula);
            if (partial is Constant { Value: 0 }) { return; }

            Value contribution = partial is Constant { Value: 1 } ? gradient : Multiply(program, Name(input), map, partial, gradient);
            Accumulate(input, input.Size < contribution.Size ? program.Sum(Name(input), contribution) : contribution);
        }

        void Accumulate(Value value, Value contribution) =>
            gradients[value] = gradients.TryGetValue(value, out Value? sum)
                ? program.Map(Name(value), new Operand(0) + new Operand(1), sum, contribution)
                : contribution;
    }

    /// <summary>gradient × partial, over just the operands that the partial uses.</summary>
    private static Value Multiply(ProgramBuilder program, string name, Map map, Expression partial, Value gradient)
    {
        var operands = new List<Value> { gradient };
        Expression renumbered = Calculus.Rewrite(partial, node => node switch
        {
            Operand o => new Operand(Position(map.Operands[o.Index])),
            Result => new Operand(Position(map.Output)),
            _ => node,
        });
        return program.Map(name, new Operand(0) * renumbered, operands.ToArray());

        int Position(Value value)
        {
            int position = operands.IndexOf(value);
            if (position >= 0) { return position; }
            operands.Add(value);
            return operands.Count - 1;
        }
    }

    /// <summary>The values that depend on <paramref name="source"/>.</summary>
    private static HashSet<Value> Reaching(IEnumerable<Operation> section, Value source)
    {
        var reaching = new HashSet<Value> { source };
        foreach (Operation operation in section)
        {
            bool depends = operation switch
            {
                Contract contract => reaching.Contains(contract.Input),
                Map map => map.Operands.Any(reaching.Contains),
                Reduce { Reduction: Reduction.Sum } sum => reaching.Contains(sum.Input),
                _ => false,
            };
            if (depends) { reaching.Add(operation.Output); }
        }

        return reaching;
    }
}
