using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Declarations;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>
/// Prints the file-local type that holds a network's two passes: the order of the steps, then one method a step. It is a struct, though it holds nothing: for a struct as
/// type argument the JIT compiles the library's <c>OneSample</c> anew.
/// </summary>
internal sealed class KernelsWriter(CodeWriter writer, ElementType type, NetworkPlan plan, int maxStackBytes)
{
    private NetworkProgram Program => plan.Program;

    public void Write(string className)
    {
        writer.Line($"/// <summary>The passes of <c>{plan.Graph.Declaration.Name}</c>.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        using (writer.Braces($"file readonly struct {className} : IOneSample<{type.Name}>"))
        {
            writer.Line("/// <summary>Rows of a tape: one number of every sample.</summary>");
            writer.Line($"public const int TapeRows = {plan.Tape.Rows};");
            writer.Line();
            writer.Line("// Where each value's rows start.");
            foreach (TapeSlot slot in plan.Tape.Slots) { writer.Line($"private const int {RowName(slot.Value)} = {slot.Row};"); }
            writer.Line();
            writer.Line("/// <summary>Panels that go through all layers together, so that their values stay in the cache.</summary>");
            writer.Line($"public const int PanelGroup = {plan.PanelGroup};");
            writer.Line();
            int scratch = Math.Max(1, plan.Predict.ScratchLength);
            writer.Line("// Memory of the pass over one sample.");
            writer.Line($"public static int ScratchLength => {scratch};");
            writer.Line($"public static bool IsScratchOnStack => {(scratch * type.Size <= maxStackBytes ? "true" : "false")};");
            writer.Line($"public static int OutputAt => {plan.Predict.Offset(plan.PredictProgram.Output)};");
            writer.Line();
            Pass();
            WeightGradients();
            Pack();

            var products = new ProductWriter(writer, type);
            var panels = new PanelWriter(writer, type);
            var straights = new StraightWriter(writer, type);
            IEnumerable<Step> steps = plan.Forward.Concat(plan.Head).Concat(plan.Loss).Concat(plan.HeadBackward).Concat(plan.Backward);
            foreach (Step step in plan.InputGradient is null ? steps : steps.Append(plan.InputGradient))
            {
                if (step is ProductStep product) { products.Write(product); }
                else if (step is PanelStep panel) { panels.Write(panel); }
                else if (step is StraightStep straight) { straights.Write(straight); }
            }

            var weights = new WeightWriter(writer, type);
            var narrow = new NarrowWeightWriter(writer, type);
            foreach (WeightStep step in plan.Weights)
            {
                if (step.LanesOverSamples) { narrow.Write(step); }
                else { weights.Write(step); }
            }

            new PredictWriter(writer, type, plan.Predict, plan.PredictProgram).Write();

            var formulas = new FormulaWriter(writer, type);
            IEnumerable<Map?> maps = plan.Forward.Concat(plan.Head).Concat(plan.HeadBackward).Concat(plan.Backward).Append<Step?>(plan.InputGradient).OfType<ProductStep>().Select(step => step.Epilogue)
                .Concat(plan.Predict.Blocks.OfType<PredictProduct>().Select(product => product.Epilogue));
            foreach (Map map in maps.OfType<Map>().Distinct()) { formulas.Write(map); }
        }
    }

    public static string Version => typeof(KernelsWriter).Assembly.GetName().Version.ToString(3);

    private void Pass()
    {
        writer.Line("// Many samples: lanes are samples, a few panels at a time through all layers and back.");
        using (writer.Braces($"public static void Pass(ref {type.Name} parameters, in global::NNGen.Batch<{type.Name}> batch, global::NNGen.Tape<{type.Name}> tape, PassMode mode, int firstPanel, int endPanel)"))
        using (writer.Braces("for (int first = firstPanel; first < endPanel; first += PanelGroup)"))
        {
            writer.Line("int panels = Math.Min(PanelGroup, endPanel - first);");
            using (writer.Braces("if ((mode & PassMode.Forward) != 0)"))
            {
                bool isCheckedLater = plan.Forward.FirstOrDefault() is ProductStep { AsksAhead: true };
                writer.Line(isCheckedLater
                    ? $"Panels.Load(batch.Inputs, {Program.Input.Size}, batch.Size, first, panels, ref {At(Program.Input)});"
                    : $"Panels.LoadInputs(batch.Inputs, {Program.Input.Size}, batch.Size, first, panels, tape, ref {At(Program.Input)});");
                for (int i = 0; i < Program.Noises.Count; i++)
                {
                    Noise noise = Program.Noises[i];
                    writer.Line(
                        $"NoisePanels.{noise.Kind}(in batch, mode, {ElementType.Of(Precision.Double).Literal(noise.Amount)}, {i}, {noise.Value.Size}, first, panels, ref {At(noise.Value)});");
                }

                foreach (Step step in plan.Forward) { Call(step); }
            }

            writer.Line();
            using (writer.Braces("if ((mode & PassMode.Outputs) != 0)"))
            {
                foreach (Step step in plan.Head) { Call(step); }
                writer.Line($"Panels.Store(ref {At(Program.Output)}, {Program.Output.Size}, batch.Size, first, panels, tape.Outputs);");
            }

            if (Program.Loss is { } loss)
            {
                writer.Line();
                using (writer.Braces("if ((mode & PassMode.Loss) != 0)"))
                {
                    writer.Line($"Panels.LoadTargets(in batch, {Program.Pivot.Size}, first, panels, ref {At(loss.Target)});");
                    writer.Line($"Panels.LoadWeights(in batch, first, panels, ref {At(loss.Weight)}, ref {At(loss.Scale)});");
                    foreach (Step step in plan.Loss) { Call(step); }
                }
            }

            writer.Line();
            using (writer.Braces("if ((mode & PassMode.Backward) != 0)"))
            {
                using (writer.Braces("if (!batch.OutputGradients.IsEmpty)"))
                {
                    writer.Line($"Panels.Load(batch.OutputGradients, {Program.Output.Size}, batch.Size, first, panels, ref {At(Program.OutputGradient)});");
                    if (Program is { HasPenalties: true, Loss: { } declared })
                    {
                        writer.Line("// Penalties on values belong to the declared loss.");
                        writer.Line($"MemoryMarshal.CreateSpan(ref {At(declared.Scale)}, panels * global::NNGen.Tape<{type.Name}>.PanelWidth).Clear();");
                    }

                    foreach (Step step in plan.HeadBackward) { Call(step); }
                }

                foreach (Step step in plan.Backward)
                {
                    writer.Line();
                    Call(step);
                }
            }

            writer.Line();
            using (writer.Braces("if ((mode & PassMode.InputGradients) != 0)"))
            {
                if (plan.InputGradient is { } step) { Call(step); }
                writer.Line($"Panels.Store(ref {At(Program.InputGradient)}, {Program.Input.Size}, batch.Size, first, panels, tape.InputGradients);");
            }
        }

        writer.Line();
    }

    private void WeightGradients()
    {
        writer.Line("// The gradients of all parameters; part by part, each part its own tiles of every layer.");
        using (writer.Braces($"public static bool WeightGradients(in global::NNGen.Batch<{type.Name}> batch, global::NNGen.Tape<{type.Name}> tape, global::System.Span<{type.Name}> gradients, int part, int parts)"))
        {
            writer.Line("int panels = tape.PanelCount;");
            writer.Line($"ref {type.Name} values = ref MemoryMarshal.GetReference(gradients);");
            WeightStep[] copies = plan.Weights.Where(step => !step.LanesOverSamples && !step.InPlace).ToArray();
            if (copies.Length > 0)
            {
                writer.Line($"int width = global::NNGen.Tape<{type.Name}>.PanelWidth;");
                string samples = copies.All(step => step.Source.Size >= NetworkPlan.WidestPanel(type.Size)) ? $"{WeightStep.Block}" : $"Math.Max({WeightStep.Block}, panels * width)";
                writer.Line($"ref {type.Name} strip = ref MemoryMarshal.GetReference(Scratch<{type.Name}>.Get({samples} * width));");
            }

            writer.Line("bool finite = true;");
            foreach (WeightStep step in plan.Weights)
            {
                string source = step.FromInputs && !step.LanesOverSamples ? "MemoryMarshal.GetReference(batch.Inputs)" : At(step.Source, "0");
                string strip = step.LanesOverSamples ? "" : step.InPlace ? "batch.Size, " : "ref strip, batch.Size, ";
                string bias = step.Bias is null ? "" : $", ref {Offset("values", step.Bias.Offset)}";
                writer.Line(
                    $"finite &= {step.Method}(ref {source}, ref {At(step.Gradient, "0")}, ref {Offset("values", step.Weight.Offset)}{bias}, {strip}panels, "
                    + $"{TileCount(step.Rows)} * part / parts, {TileCount(step.Rows)} * (part + 1) / parts);");
            }

            writer.Line("return finite;");
        }

        writer.Line();
    }

    private void Pack()
    {
        writer.Line("// Copies the weights into the order in which PredictOne reads them.");
        using (writer.Braces($"public static void Pack(ref {type.Name} parameters, ref {type.Name} packed)"))
        {
            foreach (PredictProduct product in plan.Predict.Blocks.OfType<PredictProduct>())
            {
                string from = Offset("parameters", product.Weight.Offset);
                string to = Offset("packed", product.Packed);
                writer.Line(product.LanesOverInputs
                    ? $"Packing.OverInputs(ref {from}, {product.Inputs}, {product.Outputs}, {product.PaddedInputs}, ref {to});"
                    : $"Packing.OverOutputs(ref {from}, {product.Inputs}, {product.Outputs}, {Vectors(product)} * {type.Vector}.Count, ref {to});");
                if (product.Bias is { } bias)
                {
                    writer.Line($"Packing.Bias(ref {Offset("parameters", bias.Offset)}, {product.Outputs}, ref {Offset("packed", product.PackedBias)});");
                }
            }
        }

        writer.Line();
    }

    private string TileCount(RowTiles rows) => rows.Wide is null ? $"{rows.Count}" : $"({type.IsWidest} ? {rows.Wide.Count} : {rows.Count})";

    private string Vectors(PredictProduct product) => product.HalvedFrom == 0
        ? $"{product.Vectors}"
        : $"({type.Vector}.Count < {product.HalvedFrom} ? {product.Vectors} : {product.Vectors / 2})";

    private void Call(Step step)
    {
        var arguments = new List<string>();
        if (step is ProductStep product)
        {
            arguments.Add($"ref {Offset("parameters", product.Weight.Offset)}");
            if (product.Bias is { } bias) { arguments.Add($"ref {Offset("parameters", bias.Offset)}"); }
            arguments.AddRange(ProductWriter.Arguments(product).Select(value => $"ref {At(value)}"));
            if (product.AsksAhead)
            {
                arguments.Add($"Prefetch.NextRows(batch.Inputs, {product.Inputs}, first, panels, {TileCount(product.Rows)}, out nint step), step");
            }
        }
        else if (step is StraightStep straight)
        {
            arguments.Add("ref parameters");
            arguments.AddRange(straight.Read.Concat(straight.Written).Select(value => $"ref {At(value)}"));
        }
        else if (step is PanelStep panel)
        {
            arguments.AddRange(panel.Read.Concat(panel.Written).Select(value => $"ref {At(value)}"));
        }

        string call = $"{step.Method}({string.Join(", ", arguments)}, panels)";
        if (step is not ProductStep { AsksAhead: true } ahead)
        {
            writer.Line(call + ";");
            return;
        }

        using (writer.Braces($"if (!{call})"))
        {
            writer.Line("// A sum that is not finite may come of such an input.");
            writer.Line($"Panels.CheckInputs(batch.Inputs, {ahead.Inputs}, batch.Size, first, panels, tape);");
        }
    }

    private string At(Value value, string panel = "first") => value == Program.Loss?.Result
        ? $"tape.LossesAt({panel})"
        : $"tape.At({RowName(value)}, {value.Size}, {(plan.Passing.Contains(value) ? "firstPanel" : panel)})";

    private static string RowName(Value value) => Names.Pascal(value.Name) + "Row";

    private static string Offset(string name, int offset) =>
        offset == 0 ? name : $"Unsafe.Add(ref {name}, {offset.ToString(CultureInfo.InvariantCulture)})";
}
