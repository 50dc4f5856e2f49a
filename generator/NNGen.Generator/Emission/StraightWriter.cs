using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>
/// Prints a section of a tiny network as straight-line code over both vectors of a panel, statement by statement: while one waits for an elementary function, the processor
/// works on the other. Its scheduler is too small to reach the next round of the loop.
/// </summary>
internal sealed class StraightWriter(CodeWriter writer, ElementType type)
{
    public void Write(StraightStep step)
    {
        (EquatableArray<Value> read, EquatableArray<Value> written) = (step.Read, step.Written);
        string rows = string.Join("", read.Concat(written).Select(value => $", ref {type.Name} {value.Name}Rows"));
        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces($"public static void {step.Method}(ref {type.Name} parameters{rows}, nint panels)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            foreach (int offset in step.Operations.SelectMany(Parameters).SelectMany(parameter => Enumerable.Range(parameter.Offset, parameter.Count)).Distinct())
            {
                writer.Line($"{type.Vector} p{offset} = new({(offset == 0 ? "parameters" : $"Unsafe.Add(ref parameters, {offset})")});");
            }

            writer.Line("// Both vectors of a panel, statement by statement.");
            using (writer.Braces("for (nint p = 0; p < panels; p++)"))
            {
                foreach (Value value in read)
                {
                    for (int i = 0; i < value.Size; i++)
                    {
                        writer.Line($"{type.Vector} {Local(value, i)} = Vector.LoadUnsafe(ref {At(value, i)}), {Local(value, i, true)} = Vector.LoadUnsafe(ref {At(value, i, true)});");
                    }
                }

                foreach (Operation operation in step.Operations)
                {
                    for (int i = 0; i < operation.Output.Size; i++)
                    {
                        Compute(operation, i, isSecond: false, written.Contains(operation.Output));
                        Compute(operation, i, isSecond: true, written.Contains(operation.Output));
                    }
                }

                foreach (Value value in read.Concat(written))
                {
                    writer.Line($"{value.Name}Rows = ref Unsafe.Add(ref {value.Name}Rows, {(value.Size == 1 ? "" : $"{value.Size} * ")}panel);");
                }
            }
        }

        writer.Line();
    }

    private void Compute(Operation operation, int i, bool isSecond, bool isWritten)
    {
        string text = Text(operation, i, isSecond);
        writer.Line($"{type.Vector} {Local(operation.Output, i, isSecond)} = {text};");
        if (isWritten) { writer.Line($"{Local(operation.Output, i, isSecond)}.StoreUnsafe(ref {At(operation.Output, i, isSecond)});"); }
    }

    private string Text(Operation operation, int i, bool isSecond) => operation switch
    {
        Contract c => Enumerable.Range(0, c.Input.Size).Aggregate(
            c.Bias is null ? "" : $"p{c.Bias.Offset + i}",
            (sum, k) => Add(sum, $"p{c.Weight.Offset + (i * c.Input.Size) + k}", Local(c.Input, k, isSecond))),
        ContractTransposed c => Enumerable.Range(0, c.Input.Size).Aggregate(
            "", (sum, k) => Add(sum, $"p{c.Weight.Offset + (k * c.Output.Size) + i}", Local(c.Input, k, isSecond))),
        Map map => ExpressionWriter.PrintShared(
            map.Formula, operand => Local(map.Operands[operand], System.Math.Min(i, map.Operands[operand].Size - 1), isSecond), type, writer, Local(map.Output, i, isSecond)),
        Reduce { Reduction: Reduction.Sum } sum => string.Join(" + ", Enumerable.Range(0, sum.Input.Size).Select(k => Local(sum.Input, k, isSecond))),
        Reduce max => Enumerable.Range(1, max.Input.Size - 1).Aggregate(
            Local(max.Input, 0, isSecond), (text, k) => $"Vector.MaxNative({text}, {Local(max.Input, k, isSecond)})"),
        _ => throw new System.InvalidOperationException($"{operation} cannot be printed."),
    };

    private static string Add(string sum, string weight, string value) =>
        sum.Length == 0 ? $"{weight} * {value}" : $"Vector.MultiplyAddEstimate({weight}, {value}, {sum})";

    private static string Local(Value value, int feature, bool isSecond = false) =>
        (value.Size == 1 ? value.Name : $"{value.Name}_{feature.ToString(CultureInfo.InvariantCulture)}") + (isSecond ? "_b" : "");

    private static string At(Value value, int feature, bool isSecond = false)
    {
        string row = feature switch { 0 => "", 1 => "panel", _ => $"{feature} * panel" };
        string offset = (row, isSecond) switch { (_, false) => row, ("", _) => "width", _ => $"{row} + width" };
        return offset.Length == 0 ? $"{value.Name}Rows" : $"Unsafe.Add(ref {value.Name}Rows, {offset})";
    }

    private static IEnumerable<Parameter> Parameters(Operation operation) => operation switch
    {
        Contract { Bias: { } bias } contract => [contract.Weight, bias],
        Contract contract => [contract.Weight],
        ContractTransposed contract => [contract.Weight],
        _ => [],
    };
}
