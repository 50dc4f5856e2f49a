using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Gradients;

/// <summary>Reverse-mode differentiation: traverses operations backward and sums, for every tensor, the contributions of all its uses.</summary>
internal static class Reverse
{
    /// <summary>Differentiates a section.</summary>
    /// <param name="section">The operations, in order.</param>
    /// <param name="result">The tensor whose gradient is known.</param>
    /// <param name="seed">That gradient.</param>
    /// <param name="wanted">The tensors whose gradients are needed: inputs of the section, and parameters.</param>
    /// <param name="program">Receives the backward operations.</param>
    /// <param name="additional">Additional gradients of tensors of the section, such as those of penalties.</param>
    /// <returns>The gradients of the wanted tensors on which the result depends.</returns>
    public static IReadOnlyDictionary<Tensor, Tensor> Differentiate(
        IReadOnlyList<Operation> section, Tensor result, Tensor seed, IReadOnlyCollection<Tensor> wanted, ProgramBuilder program,
        IReadOnlyList<(Tensor Tensor, Tensor Gradient)>? additional = null)
    {
        var gradients = new Dictionary<Tensor, Tensor> { [result] = seed };
        HashSet<Tensor> reaching = Reaching(section, wanted);
        foreach ((Tensor tensor, Tensor gradient) in additional ?? []) { Accumulate(tensor, gradient); }

        foreach (Operation operation in section.Reverse())
        {
            if (!operation.Outputs.Any(gradients.ContainsKey)) { continue; }
            IEnumerable<(Tensor Operand, Tensor Gradient)> contributions = operation is Scan scan
                ? ScanGradient.Of(scan, tensor => gradients.TryGetValue(tensor, out Tensor? gradient) ? gradient : null, reaching.Contains, program)
                : GradientRules.Of(operation, gradients[operation.Output], reaching.Contains, program);
            foreach ((Tensor operand, Tensor contribution) in contributions)
            {
                Accumulate(operand, contribution);
            }
        }

        return wanted.Where(gradients.ContainsKey).ToDictionary(tensor => tensor, tensor => GradientRules.Full(gradients[tensor], tensor, program));

        void Accumulate(Tensor tensor, Tensor contribution) =>
            gradients[tensor] = gradients.TryGetValue(tensor, out Tensor? sum)
                ? program.Elementwise(GradientRules.Name(tensor), new Operand(0) + new Operand(1), sum, contribution)
                : contribution;
    }

    /// <summary>The tensors that depend on one of <paramref name="sources"/>.</summary>
    private static HashSet<Tensor> Reaching(IEnumerable<Operation> section, IEnumerable<Tensor> sources)
    {
        var reaching = new HashSet<Tensor>(sources);
        foreach (Operation operation in section)
        {
            if (operation is not Reduce { By: Reduction.Max } && operation.Inputs.Any(reaching.Contains)) { reaching.UnionWith(operation.Outputs); }
        }

        return reaching;
    }
}
