using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;

namespace NNGen.Generator.Emission;

/// <summary>Prints the formulas that follow matrix products, each once, as a small function of vectors that the JIT inlines.</summary>
internal sealed class FormulaWriter(CodeWriter writer, ElementType type)
{
    /// <summary>A call of a formula's function.</summary>
    public static string Call(Map map, Func<Value, string> operand) =>
        $"{Name(map)}({string.Join(", ", map.Operands.Distinct().Select(operand))})";

    public void Write(Map map)
    {
        IEnumerable<string> parameters = map.Operands.Distinct().Select(value => $"{type.Vector} {value.Name}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (writer.Braces($"private static {type.Vector} {Name(map)}({string.Join(", ", parameters)})"))
        {
            string text = ExpressionWriter.PrintShared(map.Formula, operand => map.Operands[operand].Name, type, writer, map.Output.Name);
            writer.Line($"return {text};");
        }
    }

    private static string Name(Map map) => "Apply" + Names.Pascal(map.Output.Name);
}
