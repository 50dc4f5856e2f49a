using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>Prints a section of a tiny network as straight-line code over one vector of samples.</summary>
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

            using (writer.Braces("for (nint lane = 0; lane < panels * panel; lane += width)"))
            {
                writer.Line("nint p = lane / panel, inPanel = lane % panel;");
                foreach (Value value in read.Concat(written))
                {
                    writer.Line($"ref {type.Name} {value.Name}At = ref Unsafe.Add(ref {value.Name}Rows, {(value.Size == 1 ? "lane" : $"p * {value.Size} * panel + inPanel")});");
                }

                foreach (Value value in read)
                {
                    for (int i = 0; i < value.Size; i++) { writer.Line($"{type.Vector} {Local(value, i)} = Vector.LoadUnsafe(ref {At(value, i)});"); }
                }

                foreach (Operation operation in step.Operations)
                {
                    for (int i = 0; i < operation.Output.Size; i++)
                    {
                        string text = Text(operation, i);
                        writer.Line($"{type.Vector} {Local(operation.Output, i)} = {text};");
                        if (written.Contains(operation.Output)) { writer.Line($"{Local(operation.Output, i)}.StoreUnsafe(ref {At(operation.Output, i)});"); }
                    }
                }
            }
        }

        writer.Line();
    }

    private string Text(Operation operation, int i) => operation switch
    {
        Contract c => Enumerable.Range(0, c.Input.Size).Aggregate(
            c.Bias is null ? "" : $"p{c.Bias.Offset + i}",
            (sum, k) => Add(sum, $"p{c.Weight.Offset + (i * c.Input.Size) + k}", Local(c.Input, k))),
        ContractTransposed c => Enumerable.Range(0, c.Input.Size).Aggregate(
            "", (sum, k) => Add(sum, $"p{c.Weight.Offset + (k * c.Output.Size) + i}", Local(c.Input, k))),
        Map map => ExpressionWriter.PrintShared(
            map.Formula, operand => Local(map.Operands[operand], System.Math.Min(i, map.Operands[operand].Size - 1)), type, writer, Local(map.Output, i)),
        Reduce { Reduction: Reduction.Sum } sum => string.Join(" + ", Enumerable.Range(0, sum.Input.Size).Select(k => Local(sum.Input, k))),
        Reduce max => Enumerable.Range(1, max.Input.Size - 1).Aggregate(
            Local(max.Input, 0), (text, k) => $"Vector.MaxNative({text}, {Local(max.Input, k)})"),
        _ => throw new System.InvalidOperationException($"{operation} cannot be printed."),
    };

    private static string Add(string sum, string weight, string value) =>
        sum.Length == 0 ? $"{weight} * {value}" : $"Vector.MultiplyAddEstimate({weight}, {value}, {sum})";

    private static string Local(Value value, int feature) =>
        value.Size == 1 ? value.Name : $"{value.Name}_{feature.ToString(CultureInfo.InvariantCulture)}";

    private static string At(Value value, int feature) => feature switch
    {
        0 => $"{value.Name}At",
        1 => $"Unsafe.Add(ref {value.Name}At, panel)",
        _ => $"Unsafe.Add(ref {value.Name}At, {feature} * panel)",
    };

    private static IEnumerable<Parameter> Parameters(Operation operation) => operation switch
    {
        Contract { Bias: { } bias } contract => [contract.Weight, bias],
        Contract contract => [contract.Weight],
        ContractTransposed contract => [contract.Weight],
        _ => [],
    };
}
