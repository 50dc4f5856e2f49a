using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The kernels of a network. Layers with the same shape and the same schedule share one kernel.</summary>
internal sealed class KernelSet
{
    private readonly Dictionary<object, Kernel> kernels = [];
    private readonly List<Kernel> ordered = [];
    private readonly Dictionary<(Expression Formula, int Operands), FormulaFunction> functions = [];
    private readonly HashSet<string> names = [.. Names.OfKernels];

    public IReadOnlyList<Kernel> Kernels => ordered;

    public IEnumerable<FormulaFunction> Functions => functions.Values;

    /// <summary>The kernel for a shape and schedule, created at its first use.</summary>
    /// <param name="key">Everything that the kernel depends on, except names.</param>
    /// <param name="method">The preferred name of its method.</param>
    /// <param name="make">Creates the kernel with the name that it gets.</param>
    public Kernel Get(object key, string method, Func<string, Kernel> make)
    {
        if (!kernels.TryGetValue(key, out Kernel? kernel))
        {
            kernel = make(Unique(method));
            kernels.Add(key, kernel);
            ordered.Add(kernel);
        }

        return kernel;
    }

    /// <summary>The name of the function that computes a formula over its distinct operands.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="first">The operand that comes first, if it is not the formula's first one.</param>
    public string Function(Elementwise formula, Tensor? first = null)
    {
        Tensor[] operands = formula.Operands.Distinct().OrderBy(operand => operand == first ? 0 : 1).ToArray();
        Expression expression = Calculus.Rewrite(
            formula.Formula, node => node is Operand operand ? new Operand(Array.IndexOf(operands, formula.Operands[operand.Index])) : node);
        if (!functions.TryGetValue((expression, operands.Length), out FormulaFunction? function))
        {
            function = new FormulaFunction(Unique(Names.Pascal(formula.Output.Name)), operands.Select(operand => operand.Name).ToEquatableArray(), expression);
            functions.Add((expression, operands.Length), function);
        }

        return function.Name;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !names.Add(unique); i++) { unique = $"{name}_{i}"; }
        return unique;
    }
}
