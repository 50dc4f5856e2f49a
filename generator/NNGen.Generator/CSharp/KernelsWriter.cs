using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule;
using NNGen.Generator.Schedule.Nests;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>
/// Prints the file-local types with a network's passes: a class that selects the vector, and a struct, generic in the vector, with the passes and
/// then the kernels. It is a struct, although it has no fields, because the JIT compiles the library's <c>OneSample</c> separately for each struct as
/// type argument.
/// </summary>
internal sealed class KernelsWriter(CodeWriter writer, ElementType type, NetworkSchedule schedule, string network)
{
    private readonly string t = type.Name;

    private NetworkProgram Program => schedule.Program;

    private string PassParameters =>
        $"ref {t} parameters, in global::NNGen.Batch<{t}> batch, global::NNGen.Workspace<{t}> workspace, PassMode mode, int firstPanel, int endPanel, global::NNGen.CompilerServices.Team team";

    public static string Version => typeof(KernelsWriter).Assembly.GetName().Version.ToString(3);

    public void Write(KernelNames names)
    {
        Passes(names);
        writer.Line();
        writer.Line($"/// <summary>The kernels of <c>{network}</c>{(schedule.IsPlain ? ", one number at a time" : ", over any vector <c>V</c> with the operations <c>S</c>")}.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        writer.Line($"file readonly struct {names.Kernels}{(schedule.IsPlain ? "" : "<V, S>")} : global::NNGen.CompilerServices.IOneSample<{t}>");
        if (!schedule.IsPlain)
        {
            writer.Line("    where V : struct");
            writer.Line($"    where S : struct, global::NNGen.CompilerServices.ISimd<V, {t}>");
        }

        using (writer.Braces(""))
        {
            writer.Line("// The first row of each value in a workspace.");
            foreach (Slot slot in schedule.Workspace.Slots) { writer.Line($"private const int {RowName(slot.Tensor)} = {slot.Row};"); }
            writer.Line();
            int scratch = Math.Max(1, schedule.OneSample.ScratchLength);
            writer.Line("// Memory of the pass over one sample.");
            writer.Line($"public static int ScratchLength => {scratch};");
            writer.Line($"public static bool IsScratchOnStack => {(scratch * type.Size <= Machine.MaxStackBytes ? "true" : "false")};");
            writer.Line($"public static int PackedLength => {schedule.OneSample.PackedLength};");
            writer.Line($"public static int OutputAt => {schedule.OneSample.OutputAt};");
            writer.Line();
            Pass();
            WeightGradients();
            Pack();

            var printer = new KernelPrinter(writer, type, schedule.IsPlain);
            foreach (Kernel kernel in schedule.Kernels) { printer.Print(kernel); }
            foreach (FormulaFunction function in schedule.Functions) { printer.Print(function); }
        }
    }

    /// <summary>The passes with the vectors of this process.</summary>
    private void Passes(KernelNames names)
    {
        string gradients = $"in global::NNGen.Batch<{t}> batch, global::NNGen.Workspace<{t}> workspace, global::System.Span<{t}> gradients, int part, int parts";
        const string PassCall = "Pass(ref parameters, in batch, workspace, mode, firstPanel, endPanel, team)", GradientsCall = "WeightGradients(in batch, workspace, gradients, part, parts)";
        string body = schedule.IsPlain
            ? $"    {names.Kernels}.{PassCall};"
            : $"    if (Simd.IsWide) {{ {Wide(PassCall)}; }}\n    else {{ {Portable(PassCall)}; }}";
        string weights = schedule.IsPlain ? $"{names.Kernels}.{GradientsCall}" : $"Simd.IsWide\n    ? {Wide(GradientsCall)}\n    : {Portable(GradientsCall)}";
        writer.Line($"/// <summary>The passes of <c>{network}</c>, with the fastest vectors of the processor.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        using (writer.Braces($"file static class {names.Passes}"))
        {
            writer.Lines($$"""
                /// <summary>The number of rows of a workspace; a row has one number per sample.</summary>
                public const int WorkspaceRows = {{schedule.Workspace.Rows}};

                /// <summary>The number of panels that go through all layers together, so that their values stay in the cache.</summary>
                public const int PanelGroup = {{schedule.PanelGroup}};

                public static void Pass({{PassParameters}})
                {
                {{body}}
                }

                public static bool WeightGradients({{gradients}}) => {{weights}};
                """);
        }

        string Wide(string call) => $"{names.Kernels}<global::System.Runtime.Intrinsics.Vector512<{t}>, {(type.Size == 8 ? "global::NNGen.CompilerServices.WideDouble" : "global::NNGen.CompilerServices.WideSingle")}>.{call}";
        string Portable(string call) => $"{names.Kernels}<global::System.Numerics.Vector<{t}>, {(type.Size == 8 ? "global::NNGen.CompilerServices.PortableDouble" : "global::NNGen.CompilerServices.PortableSingle")}>.{call}";
    }

    private void Pass()
    {
        bool isShared = schedule.Steps.Any(step => step.SharedTiles > 0);
        var part = new SharedLines(writer, isShared);
        writer.Line("// Many samples: lanes are samples; a few panels at a time go through all layers and back.");
        using (writer.Braces($"public static void Pass({PassParameters})"))
        {
            if (!isShared) { writer.Line("if (!team.Leads) { return; }"); }
            using (writer.Braces($"for (int first = firstPanel; first < endPanel; first += {schedule.PanelGroup})")) { Group(part, isShared); }
        }

        writer.Line();
    }

    /// <summary>The statements of a pass for a group of panels.</summary>
    private void Group(SharedLines part, bool isShared)
    {
        writer.Line($"int panels = Math.Min({schedule.PanelGroup}, endPanel - first);");
        Section("if ((mode & PassMode.Forward) != 0)", () =>
        {
            string load = schedule.Forward.FirstOrDefault()?.Prefetching is not null ? "Panels.Load(" : "Panels.LoadInputs(";
            string workspace = schedule.Forward.FirstOrDefault()?.Prefetching is not null ? "" : "workspace, ";
            part.Begin($"{load}batch.Inputs, {Program.Input.Size}, batch.Size, first, panels, {workspace}ref {At(Program.Input)}, {(isShared ? "team" : "default")});");
            for (int i = 0; i < Program.Noises.Count; i++)
            {
                Noise noise = Program.Noises[i];
                string amount = ElementType.Of(Precision.Double).Literal(noise.Amount);
                part.Lead($"NoisePanels.{noise.Kind}(in batch, mode, {amount}, {i}, {noise.Tensor.Size}, first, panels, ref {At(noise.Tensor)});");
            }

            Call(schedule.Forward);
        });
        writer.Line();
        Section("if ((mode & PassMode.Outputs) != 0)", () =>
        {
            Call(schedule.Activation);
            part.Lead($"Panels.Store(ref {At(Program.Output)}, {Program.Output.Size}, batch.Size, first, panels, workspace.Outputs);");
        });
        if (Program.Loss is { } loss)
        {
            writer.Line();
            Section("if ((mode & PassMode.Loss) != 0)", () =>
            {
                part.Lead($"Panels.LoadTargets(in batch, {Program.Logits.Size}, first, panels, ref {At(loss.Target)});");
                part.Lead($"Panels.LoadWeights(in batch, first, panels, ref {At(loss.Weight)}, ref {At(loss.Scale)});");
                Call(schedule.Loss);
            });
        }

        writer.Line();
        Section("if ((mode & PassMode.Backward) != 0)", () =>
        {
            Section("if (!batch.OutputGradients.IsEmpty)", () =>
            {
                part.Lead($"Panels.Load(batch.OutputGradients, {Program.Output.Size}, batch.Size, first, panels, ref {At(Program.OutputGradient)}, default);");
                if (Program is { HasPenalties: true, Loss: { } declared })
                {
                    part.Lead("// Penalties on activations belong to the declared loss.");
                    part.Lead($"MemoryMarshal.CreateSpan(ref {At(declared.Scale)}, panels * global::NNGen.Workspace<{t}>.PanelWidth).Clear();");
                }

                Call(schedule.ActivationBackward);
            });
            Call(schedule.Backward);
        });
        writer.Line();
        Section("if ((mode & PassMode.InputGradients) != 0)", () =>
        {
            Call(schedule.InputGradient);
            part.Lead($"Panels.Store(ref {At(Program.InputGradient)}, {Program.Input.Size}, batch.Size, first, panels, workspace.InputGradients);");
        });

        if (schedule.Steps.Any(step => step.SharedTiles > 0)) { writer.Line("team.Wait();"); }

        void Section(string condition, Action body)
        {
            using (writer.Braces(condition))
            {
                body();
                part.End();
            }
        }

        void Call(IEnumerable<Step> steps)
        {
            foreach (Step step in steps)
            {
                if (step.SharedTiles > 0) { part.Share(Lines(step)); }
                else { part.Lead(Lines(step)); }
            }
        }
    }

    private void WeightGradients()
    {
        writer.Line("// The gradients of all parameters, which are sums over the whole batch; each part computes some tiles of every layer.");
        using (writer.Braces($"public static bool WeightGradients(in global::NNGen.Batch<{t}> batch, global::NNGen.Workspace<{t}> workspace, global::System.Span<{t}> gradients, int part, int parts)"))
        {
            writer.Line("int panels = workspace.PanelCount;");
            writer.Line($"ref {t} values = ref MemoryMarshal.GetReference(gradients);");
            WeightStep[] packed = schedule.Weights.Where(step => !step.LanesOverSamples && !step.InPlace).ToArray();
            if (packed.Length > 0)
            {
                writer.Line($"int width = global::NNGen.Workspace<{t}>.PanelWidth;");
                const int block = Machine.SampleBlock;
                string samples = packed.All(step => step.Source.Size >= NetworkSchedule.WidestPanel(type.Size)) ? $"{block}" : $"Math.Max({block}, panels * width)";
                writer.Line($"ref {t} columns = ref MemoryMarshal.GetReference(global::NNGen.CompilerServices.Scratch<{t}>.Get({samples} * width));");
            }

            writer.Line("bool finite = true;");
            foreach (WeightStep step in schedule.Weights)
            {
                string source = step.ReadsRows ? "MemoryMarshal.GetReference(batch.Inputs)" : At(step.Source, "0");
                string memory = step.LanesOverSamples || step.InPlace ? "" : "ref columns, ";
                string samples = step.LanesOverSamples ? "" : "batch.Size, ";
                string bias = step.Bias is null ? "" : $"ref {Offset("values", step.Bias.Offset)}, ";
                writer.Line(
                    $"finite &= {step.Kernel.Method}(ref {source}, ref {At(step.Gradient, "0")}, ref {Offset("values", step.Weights.Offset)}, {bias}{memory}{samples}panels, "
                    + $"{step.Tiles} * part / parts, {step.Tiles} * (part + 1) / parts);");
            }

            writer.Line("return finite;");
        }

        writer.Line();
    }

    private void Pack()
    {
        writer.Line("// Copies the weights into the order in which PredictOne reads them.");
        using (writer.Braces($"public static void Pack(ref {t} parameters, ref {t} packed)"))
        {
            foreach (Schedule.Packing packing in schedule.OneSample.Packings)
            {
                Product product = packing.Product;
                string from = Offset("parameters", product.Weights.Parameter!.Offset);
                string to = Offset("packed", packing.Weights);
                string shape = $"{product.Source.Size}, {product.Output.Size}";
                writer.Line(packing.Nest switch
                {
                    OverInputs over => $"Packing.OverInputs(ref {from}, {shape}, {over.Padded}, ref {to});",
                    WindowOfOne { Window: var window } over =>
                        $"Packing.Windows(ref {from}, {window.Groups}, {window.FiltersOfGroup}, {window.ChannelsOfGroup}, {window.Taps}, {(schedule.IsPlain ? "1" : "2 * S.Count")}, {over.GroupLength}, ref {to});",
                    OverOutputs over => $"Packing.OverOutputs(ref {from}, {shape}, {(schedule.IsPlain ? "1" : $"{over.Vectors} * S.Count")}, ref {to});",
                    _ => throw new InvalidOperationException($"{packing.Nest} cannot be printed."),
                });
                if (product.Bias?.Parameter is { } bias)
                {
                    writer.Line($"Packing.Bias(ref {Offset("parameters", bias.Offset)}, {bias.Count}, ref {Offset("packed", packing.Bias)});");
                }
            }
        }

        writer.Line();
    }

    private string[] Lines(Step step)
    {
        List<string> arguments = step.Arguments.Select(argument => $"ref {Memory(argument.Tensor)}").ToList();
        if (step.Prefetching is { } product)
        {
            arguments.Add($"Prefetch.NextRows(batch.Inputs, {product.Inputs}, first, panels, {product.Rows.Count}, out nint step), step");
        }

        arguments.Add("panels");
        if (step.SharedTiles > 0) { arguments.Add($"team.First({step.SharedTiles}), team.End({step.SharedTiles})"); }
        string call = $"{step.Kernel.Method}({string.Join(", ", arguments)})";
        return step.Prefetching is not { } checking
            ? [call + ";"]
            :
            [
                $"if (!{call})",
                "{",
                "    // A sum that is not finite may come from an input that is not finite.",
                $"    Panels.CheckInputs(batch.Inputs, {checking.Inputs}, batch.Size, first, panels, workspace);",
                "}",
            ];
    }

    private string Memory(Tensor? tensor) =>
        tensor is null ? "parameters"
        : tensor.Parameter is { } parameter ? Offset("parameters", parameter.Offset)
        : At(tensor);

    private string At(Tensor tensor, string panel = "first") => tensor == Program.Loss?.Result
        ? $"workspace.LossesAt({panel})"
        : $"workspace.At({RowName(tensor)}, {tensor.Size}, {(schedule.Passing.Contains(tensor) ? "firstPanel" : panel)})";

    private static string RowName(Tensor tensor) => Names.Pascal(tensor.Name) + "Row";

    private static string Offset(string name, int offset) => offset == 0 ? name : $"Unsafe.Add(ref {name}, {offset})";
}

/// <summary>The names of a network's file-local types.</summary>
/// <param name="Passes">The class that selects the vector.</param>
/// <param name="Kernels">The struct with the kernels.</param>
internal sealed record KernelNames(string Passes, string Kernels);
