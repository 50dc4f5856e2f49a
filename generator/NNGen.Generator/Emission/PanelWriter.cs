using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>Prints formulas and reductions over panels, one vector of samples at a time: the code inside reads as for one sample.</summary>
internal sealed class PanelWriter(CodeWriter writer, ElementType type)
{
    public void Write(PanelStep step)
    {
        (EquatableArray<Value> read, EquatableArray<Value> written) = (step.Read, step.Written);
        string parameters = string.Join(", ", read.Concat(written).Select(value => $"ref {type.Name} {value.Name}Rows"));
        writer.Line($"// {step.Title}");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces($"public static void {step.Method}({parameters}, nint panels)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            writer.Line("nint panel = 2 * width;");
            using (writer.Braces("for (nint lane = 0; lane < panels * panel; lane += width)"))
            {
                writer.Line("nint p = lane / panel, inPanel = lane % panel;");
                foreach (Value value in read.Concat(written))
                {
                    string offset = value.Size == 1 ? "lane" : $"p * {value.Size} * panel + inPanel";
                    writer.Line($"ref {type.Name} {value.Name}At = ref Unsafe.Add(ref {value.Name}Rows, {offset});");
                }

                foreach (Value value in read.Where(value => value.Size == 1))
                {
                    writer.Line($"{type.Vector} {value.Name} = Vector.LoadUnsafe(ref {value.Name}At);");
                }

                foreach (FeatureLoop loop in step.Loops) { Loop(loop, written); }
            }
        }

        writer.Line();
    }

    private void Loop(FeatureLoop loop, IReadOnlyList<Value> written)
    {
        if (loop.Extent == 1)
        {
            foreach (Operation operation in loop.Operations) { Statement(operation, written, "0"); }
            return;
        }

        foreach (Reduce reduce in loop.Operations.OfType<Reduce>())
        {
            string start = reduce.Reduction == Reduction.Sum ? $"{type.Vector}.Zero" : $"new({type.Name}.NegativeInfinity)";
            writer.Line($"{type.Vector} {reduce.Output.Name} = {start};");
        }

        using (writer.Braces($"for (nint i = 0; i < {loop.Extent} * panel; i += panel)"))
        {
            var produced = new HashSet<Value>(loop.Operations.Select(operation => operation.Output));
            foreach (Value value in loop.Operations.SelectMany(operation => operation.Inputs).Where(value => value.Size > 1 && !produced.Contains(value)).Distinct())
            {
                writer.Line($"{type.Vector} {value.Name} = Vector.LoadUnsafe(ref Unsafe.Add(ref {value.Name}At, i));");
            }

            foreach (Operation operation in loop.Operations) { Statement(operation, written, "i"); }
        }

        foreach (Value value in loop.Operations.OfType<Reduce>().Select(reduce => reduce.Output).Where(written.Contains))
        {
            writer.Line($"{value.Name}.StoreUnsafe(ref {value.Name}At);");
        }
    }

    private void Statement(Operation operation, IReadOnlyList<Value> written, string feature)
    {
        string name = operation.Output.Name;
        switch (operation)
        {
            case Reduce reduce when feature == "0":
                writer.Line($"{type.Vector} {name} = {reduce.Input.Name};");
                break;
            case Reduce { Reduction: Reduction.Sum } reduce:
                writer.Line($"{name} += {reduce.Input.Name};");
                return;
            case Reduce reduce:
                writer.Line($"{name} = Vector.MaxNative({name}, {reduce.Input.Name});");
                return;
            case Map map:
                string text = ExpressionWriter.PrintShared(map.Formula, operand => map.Operands[operand].Name, type, writer, name);
                writer.Line($"{type.Vector} {name} = {text};");
                break;
        }

        if (written.Contains(operation.Output))
        {
            writer.Line($"{name}.StoreUnsafe(ref {(feature == "0" ? $"{name}At" : $"Unsafe.Add(ref {name}At, i)")});");
        }
    }
}
