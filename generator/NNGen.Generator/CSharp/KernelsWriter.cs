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
    private readonly HashSet<string> ofTwoHeights = schedule.MethodsOfTwoHeights();

    private NetworkProgram Program => schedule.Program;

    /// <summary>Whether all threads of a team go through a pass, and not only the one that leads: they share products, or steps over the whole batch.</summary>
    private bool HasTeam => schedule.Steps.Any(step => step.SharedTiles > 0) || Program.Batch is not null || schedule.Derivations.Count > 0;

    private string PassParameters =>
        $"ref {t} parameters, in Batch<{t}> batch, Workspace<{t}> workspace, PassMode mode, int firstPanel, int endPanel, Team team";

    public static string Version => typeof(KernelsWriter).Assembly.GetName().Version.ToString(3);

    public void Write(KernelNames names)
    {
        Passes(names);
        writer.Line();
        writer.Line($"/// <summary>The kernels of <c>{network}</c>{(schedule.IsPlain ? ", one number at a time" : ", over any vector <c>V</c> with the operations <c>S</c>")}.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        OneSampleWriter.Struct(writer, type, names.Kernels, schedule.IsPlain);
        using (writer.Braces(""))
        {
            writer.Line("// The first row of each value in a workspace.");
            Constants(schedule.Workspace.Slots, RowName);
            if (schedule.PredictionPlan is { } plan)
            {
                writer.Line();
                writer.Line($"// The first row of each value of a prediction in the block of a group of panels, which has {plan.Rows} rows: a place is free after the last reader.");
                Constants(plan.Slots, PlaceName);
            }

            writer.Line();
            var oneSample = new OneSampleWriter(writer, type, schedule.OneSample, schedule.Derivations, default, schedule.IsPlain);
            oneSample.Memory();
            if (schedule.Tokens.Count > 0) { writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<global::NNGen.TokensDescription> Tokens {{ get; }} = {ClassWriter.Tokens(schedule.Tokens)};"); }
            Pass();
            WeightGradients();
            oneSample.Pack();

            var printer = new KernelPrinter(writer, type, schedule.IsPlain);
            foreach (Kernel kernel in schedule.Kernels)
            {
                printer.Print(kernel);
                if (ofTwoHeights.Contains(kernel.Method)) { printer.PrintBoth(kernel); }
            }

            foreach (FormulaFunction function in schedule.Functions) { printer.Print(function); }
        }

        if (schedule.Stream is not null) { Stream(names.Stream, schedule.Stream); }
    }

    /// <summary>The pass over one step of a stream.</summary>
    private void Stream(string name, StreamSchedule stream)
    {
        writer.Line();
        writer.Line($"/// <summary>One step of a stream of <c>{network}</c>: its memory begins with {stream.Remembered} numbers that stay from step to step.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        OneSampleWriter.Struct(writer, type, name, schedule.IsPlain);
        using (writer.Braces(""))
        {
            var step = new OneSampleWriter(writer, type, stream.Step, stream.Derivations, stream.Windows, schedule.IsPlain);
            step.Memory();
            if (stream.Tokens.Count > 0) { writer.Line($"public static global::System.Collections.Generic.IReadOnlyList<global::NNGen.TokensDescription> Tokens {{ get; }} = {ClassWriter.Tokens(stream.Tokens)};"); }
            step.Pack();
            var printer = new KernelPrinter(writer, type, schedule.IsPlain);
            foreach (Kernel kernel in stream.Kernels) { printer.Print(kernel); }
            foreach (FormulaFunction function in stream.Functions) { printer.Print(function); }
        }
    }

    /// <summary>The passes with the vectors of this process.</summary>
    private void Passes(KernelNames names)
    {
        string gradients = $"in Batch<{t}> batch, Workspace<{t}> workspace, global::System.Span<{t}> gradients, int part, int parts";
        const string PassCall = "Pass(ref parameters, in batch, workspace, mode, firstPanel, endPanel, team)", GradientsCall = "WeightGradients(in batch, workspace, gradients, part, parts)";
        string body = schedule.IsPlain
            ? $"    {names.Kernels}.{PassCall};"
            : $"    if (Simd.IsWide) {{ {Wide(PassCall)}; }}\n    else {{ {Portable(PassCall)}; }}";
        string weights = schedule.IsPlain ? $"{names.Kernels}.{GradientsCall}" : $"Simd.IsWide\n    ? {Wide(GradientsCall)}\n    : {Portable(GradientsCall)}";
        writer.Line($"/// <summary>The passes of <c>{network}</c>, with the fastest vectors of the processor.</summary>");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NNGen\", \"{Version}\")]");
        using (writer.Braces($"file static class {names.Passes}"))
        {
            if (schedule.Workspace.SharedLength > 0)
            {
                writer.Line("/// <summary>The number of values that the samples of a batch share.</summary>");
                writer.Line($"public const int SharedLength = {schedule.Workspace.SharedLength};");
                writer.Line();
            }

            writer.Lines($$"""
                /// <summary>The number of rows of a workspace; a row has one number per sample.</summary>
                public const int WorkspaceRows = {{schedule.Workspace.Rows}};
                /// <summary>The number of panels that go through all layers together, so that their values stay in the cache.</summary>
                public const int PanelGroup = {{schedule.PredictionGroup}};

                public static void Pass({{PassParameters}})
                {
                {{body}}
                }

                public static bool WeightGradients({{gradients}}) => {{weights}};
                """);
            UpdateState();
            AddSharedGradients();
        }

        string Wide(string call) => $"{names.Kernels}<global::System.Runtime.Intrinsics.Vector512<{t}>, {(type.Size == 8 ? "WideDouble" : "WideSingle")}>.{call}";
        string Portable(string call) => $"{names.Kernels}<global::System.Numerics.Vector<{t}>, {(type.Size == 8 ? "PortableDouble" : "PortableSingle")}>.{call}";
    }

    /// <summary>Running statistics follow those of the batch.</summary>
    private void UpdateState()
    {
        if (Program.Statistics.Count == 0) { return; }
        writer.Line();
        using (writer.Braces($"public static void UpdateState(ParameterValues<{t}> parameters, Workspace<{t}> workspace)"))
        {
            foreach (RunningStatistics running in Program.Statistics)
            {
                string momentum = ElementType.Of(Precision.Double).Literal(running.Momentum);
                string values = running.Pixels == 1 ? "workspace.Size" : $"((double)workspace.Size * {running.Pixels})";
                string factor = running.IsUnbiased ? $"{values} / ({values} - 1.0)" : "1";
                writer.Line($"StateValues.Average(ref StateValues.At(parameters, {running.RunningMean.Offset}), ref {At(running.Mean)}, {running.RunningMean.Count}, {momentum}, 1);");
                writer.Line($"StateValues.Average(ref StateValues.At(parameters, {running.RunningVariance.Offset}), ref {At(running.Variance)}, {running.RunningVariance.Count}, {momentum}, {factor});");
                writer.Line($"StateValues.Increment(ref StateValues.At(parameters, {running.Batches.Offset}));");
            }
        }
    }

    /// <summary>The gradients of all uses of a parameter are added.</summary>
    private void AddSharedGradients()
    {
        if (schedule.Additions.Count == 0) { return; }
        writer.Line();
        using (writer.Braces($"public static bool AddSharedGradients(Workspace<{t}> workspace, global::System.Span<{t}> gradients)"))
        {
            writer.Line("bool finite = true;");
            foreach (GradientAddition addition in schedule.Additions)
            {
                writer.Line($"finite &= SharedGradients.Add(ref workspace.Shared({addition.From}), gradients.Slice({addition.Parameter.Offset}, {addition.Parameter.Count}));");
            }

            writer.Line("return finite;");
        }
    }

    private void Pass()
    {
        writer.Line("// Many samples: lanes are samples; a few panels at a time go through all layers and back.");
        using (writer.Braces($"public static void Pass({PassParameters})"))
        {
            if (!HasTeam) { writer.Line("if (!team.Leads) { return; }"); }
            if (schedule.Derivations.Count > 0)
            {
                writer.Line("// Predictions use running statistics, which become a part of the weights.");
                using (writer.Braces($"if ({Predicts})"))
                {
                    using (writer.Braces("if (team.LeadsBatch)")) { OneSampleWriter.Derive(writer, schedule.Derivations, parameter => $"workspace.Shared({WorkspaceLayout.DerivedAt + parameter.Offset})"); }
                    writer.Line("team.WaitForBatch();");
                }

                writer.Line();
            }

            if (schedule.PredictionGroup != schedule.PanelGroup) { writer.Line($"int group = {Predicts} ? {schedule.PredictionGroup} : {schedule.PanelGroup};"); }
            Section[] sections = [.. Sections()];
            int phases = sections.SelectMany(section => section.Items).Count(item => item.Step is { BatchTiles: > 0 }) + 1;
            for (int phase = 0, from = 0; phase < phases; phase++)
            {
                // A phase ends with a step over the whole batch; the sections go on behind it.
                (IReadOnlyList<Section> parts, Section? barrier, int next) = PhaseOf(sections, from);
                if (parts.Count > 0)
                {
                    using (writer.Braces($"for (int first = firstPanel; first < endPanel; first += {GroupSize})")) { Group(parts); }
                }

                if (barrier is not null)
                {
                    using (writer.Braces($"if ({barrier.Condition})"))
                    {
                        writer.Line("team.WaitForBatch();");
                        foreach (string line in Lines(barrier.Items[0].Step!)) { writer.Line(line); }
                        writer.Line("team.WaitForBatch();");
                    }

                    writer.Line();
                }

                from = next;
            }
        }

        writer.Line();
    }

    /// <summary>The number of panels of a group.</summary>
    private string GroupSize => schedule.PredictionGroup == schedule.PanelGroup ? $"{schedule.PanelGroup}" : "group";

    private const string Predicts = "(mode & (PassMode.Forward | PassMode.BatchStatistics | PassMode.Backward)) == PassMode.Forward";

    /// <summary>The items of one phase, from one item on: the sections with those before the next step over the whole batch, and that step.</summary>
    private static (IReadOnlyList<Section> Parts, Section? Barrier, int Next) PhaseOf(IEnumerable<Section> sections, int from)
    {
        var parts = new List<Section>();
        int index = 0;
        foreach (Section section in sections)
        {
            var items = new List<Item>();
            foreach (Item item in section.Items)
            {
                if (index++ < from) { continue; }
                if (item.Step is { BatchTiles: > 0 })
                {
                    if (items.Count > 0) { parts.Add(section with { Items = items }); }
                    return (parts, section with { Items = [item] }, index);
                }

                items.Add(item);
            }

            if (items.Count > 0) { parts.Add(section with { Items = items }); }
        }

        return (parts, null, index);
    }

    /// <summary>What a pass does to a group of panels.</summary>
    private IEnumerable<Section> Sections()
    {
        // Training and prediction differ if running statistics replace those of the batch, in loops over steps, and where memory is planned.
        bool differs = schedule.Predicting.Count > 0;
        yield return new Section(
            differs ? "(mode & PassMode.Forward) != 0 && (mode & (PassMode.BatchStatistics | PassMode.Backward)) != 0" : "(mode & PassMode.Forward) != 0",
            [.. Forward(schedule.Forward, Program.Noises, Program.Carried)]);
        if (differs) { yield return new Section(Predicts, [.. Forward(schedule.Predicting, default, default, schedule.PredictionPlan)]); }
        yield return new Section("(mode & PassMode.Outputs) != 0",
        [
            .. Calls(schedule.Activation),
            new Item($"Panels.Store(ref {At(Program.Output)}, {Program.Output.Size}, batch.Size, first, panels, workspace.Outputs);"),
        ]);
        if (Program.Loss is { } loss)
        {
            yield return new Section("(mode & PassMode.Loss) != 0",
            [
                new Item(schedule.IgnoreIndex is { } ignored
                    ? $"IgnoredSteps.LoadTargets(in batch, {Program.Logits.Size}, {schedule.Positions}, {ignored}, first, panels, ref {At(loss.Target)});"
                    : $"Panels.LoadTargets(in batch, {Program.Logits.Size}, {schedule.Positions}, first, panels, ref {At(loss.Target)});"),
                new Item($"Panels.LoadWeights(in batch, first, panels, ref {At(loss.Weight)}, ref {At(loss.Scale)});"),
                .. Calls(schedule.Loss),
            ]);
        }

        var ownLoss = new List<Item> { new($"Panels.Load(batch.OutputGradients, {Program.Output.Size}, batch.Size, first, panels, ref {At(Program.OutputGradient)}, default);") };
        if (Program is { HasPenalties: true, Loss: { } declared })
        {
            ownLoss.Add(new("// Penalties on activations belong to the declared loss."));
            ownLoss.Add(new($"MemoryMarshal.CreateSpan(ref {At(declared.Scale)}, panels * Workspace<{t}>.PanelWidth).Clear();"));
        }

        ownLoss.AddRange(Calls(schedule.ActivationBackward));
        yield return new Section("(mode & PassMode.Backward) != 0", [new Item(null, Inner: new Section("!batch.OutputGradients.IsEmpty", ownLoss)), .. Calls(schedule.Backward)]);
        yield return new Section("(mode & PassMode.InputGradients) != 0",
        [
            .. Calls(schedule.InputGradient),
            new Item($"Panels.Store(ref {At(Program.InputGradient)}, {Program.Input.Size}, batch.Size, first, panels, workspace.InputGradients);"),
        ]);

        IEnumerable<Item> Forward(EquatableArray<Step> steps, EquatableArray<Noise> noises, EquatableArray<CarriedState> carried, ValuePlan? plan = null)
        {
            bool prefetches = steps.FirstOrDefault()?.Prefetching is not null;
            string load = prefetches ? "Panels.Load(" : "Panels.LoadInputs(";
            if (plan is not null)
            {
                yield return new Item($"int lanes = Math.Min({GroupSize}, endPanel - firstPanel) * Workspace<{t}>.PanelWidth;", IsFirst: true);
                yield return new Item($"ref {t} block = ref workspace.At({schedule.Workspace.PlanRow}, {plan.Rows}, firstPanel);", IsFirst: true);
            }

            yield return new Item(
                $"{load}batch.Inputs, {Program.Input.Size}, batch.Size, first, panels, "
                + $"{(prefetches ? "" : "workspace, ")}ref {At(Program.Input, plan: plan)}, {(HasTeam ? "team" : "default")});", IsFirst: true);
            foreach (CarriedState state in carried)
            {
                yield return new Item($"Panels.CarryOver(ref {At(state.Initial)}, ref {At(state.Final)}, {state.Initial.Size}, first, panels, workspace);");
            }

            foreach (TokenRange tokens in schedule.Tokens)
            {
                yield return new Item(tokens.Least > 0
                    ? $"TokenIds.CheckLengths(ref {At(Program.Input, plan: plan)}, {Program.Input.Size}, {tokens.Offset}, {tokens.Vocabulary - 1}, batch.Size, first, panels, workspace);"
                    : $"TokenIds.Check(ref {At(Program.Input, plan: plan)}, {Program.Input.Size}, {tokens.Offset}, {tokens.Count}, {tokens.Vocabulary}, panels, workspace);");
            }

            for (int i = 0; i < noises.Count; i++)
            {
                Noise noise = noises[i];
                string amount = ElementType.Of(Precision.Double).Literal(noise.Amount);
                yield return new Item($"NoisePanels.{noise.Kind}(in batch, mode, {amount}, {i}, {noise.Tensor.Size}, first, panels, ref {At(noise.Tensor)});");
            }

            foreach (Item item in Calls(steps, plan)) { yield return item; }
        }

        static IEnumerable<Item> Calls(IEnumerable<Step> steps, ValuePlan? plan = null) => steps.Select(step => new Item(null, step, Plan: plan));
    }

    /// <summary>The statements of a pass for a group of panels.</summary>
    private void Group(IReadOnlyList<Section> sections)
    {
        var part = new SharedLines(writer, HasTeam);
        writer.Line($"int panels = Math.Min({GroupSize}, endPanel - first);");
        if (schedule.Kept.Count > 0)
        {
            writer.Line("// What only this group reads is in the memory of the first one, unless the backward pass is another call.");
            writer.Line("int kept = (mode & (PassMode.Forward | PassMode.Backward)) == (PassMode.Forward | PassMode.Backward) ? firstPanel : first;");
        }

        for (int i = 0; i < sections.Count; i++)
        {
            if (i > 0) { writer.Line(); }
            Print(sections[i]);
        }

        if (HasTeam) { writer.Line("team.Wait();"); }

        void Print(Section section)
        {
            using (writer.Braces($"if ({section.Condition})"))
            {
                foreach (Item item in section.Items)
                {
                    if (item.Inner is { } inner) { Print(inner); }
                    else if (item.Step is { SharedTiles: > 0 } shared) { part.Share(Lines(shared, item.Plan)); }
                    else if (item.Step is { } step) { part.Lead(Lines(step, item.Plan)); }
                    else if (item.IsFirst) { part.Begin(item.Line!); }
                    else { part.Lead(item.Line!); }
                }

                part.End();
            }
        }
    }

    /// <summary>A part of a pass that runs only if a condition holds.</summary>
    private sealed record Section(string Condition, IReadOnlyList<Item> Items);

    /// <summary>A line, a step with the plan of its memory, or a section within another one.</summary>
    private sealed record Item(string? Line, Step? Step = null, Section? Inner = null, bool IsFirst = false, ValuePlan? Plan = null);

    private void WeightGradients()
    {
        writer.Line("// The gradients of all parameters, which are sums over the whole batch; each part computes some tiles of every layer.");
        using (writer.Braces($"public static bool WeightGradients(in Batch<{t}> batch, Workspace<{t}> workspace, global::System.Span<{t}> gradients, int part, int parts)"))
        {
            writer.Line("int panels = workspace.PanelCount;");
            writer.Line($"ref {t} values = ref MemoryMarshal.GetReference(gradients);");
            Packed();
            bool isFirst = true;
            var complete = new CompleteGradients(Program);
            foreach (WeightStep step in schedule.Weights)
            {
                if (complete.Announce() is { } announcement) { writer.Line(announcement); }
                string source = step.ReadsRows ? "MemoryMarshal.GetReference(batch.Inputs)" : At(step.Source, "0");
                string memory = step.PackedLength > 0 || (!step.LanesOverSamples && !step.InPlace) ? "ref packed, " : "";
                string samples = step.LanesOverSamples ? "" : "batch.Size, ";
                string bias = step.Bias is null ? "" : $"ref {Gradient(step.Bias)}, ";
                Require(
                    $"{step.Kernel.Method}(ref {source}, ref {At(step.Gradient, "0")}, ref {Gradient(step.Weights)}, {bias}{memory}{samples}panels, "
                    + $"{step.Tiles} * part / parts, {step.Tiles} * (part + 1) / parts)");
                complete.Add(step.Weights);
                if (step.Bias is not null) { complete.Add(step.Bias); }
            }

            foreach (SumStep step in schedule.Sums)
            {
                if (complete.Announce() is { } announcement) { writer.Line(announcement); }
                IEnumerable<string> arguments = step.Arguments.Select(tensor => step.Written.FirstOrDefault(written => written.Gradient == tensor) is { } written
                    ? $"ref {Gradient(written.Parameter)}"
                    : $"ref {Memory(tensor, "0")}");
                Require($"{step.Kernel.Method}({string.Join(", ", arguments)}, panels, {step.Tiles} * part / parts, {step.Tiles} * (part + 1) / parts)");
                foreach (ParameterSum sum in step.Written) { complete.Add(sum.Parameter); }
            }

            if (isFirst) { writer.Line("bool finite = true;"); }
            if (schedule.Copies.Count > 0)
            {
                writer.Line("// The pass has computed these, because it needed the sums.");
                using (writer.Braces("if (part == 0)"))
                {
                    foreach (ParameterSum copy in schedule.Copies)
                    {
                        writer.Line($"finite &= BatchState.CopyFinite(ref {At(copy.Gradient)}, {copy.Parameter.Count}, ref {Gradient(copy.Parameter)});");
                    }
                }
            }

            writer.Line("return finite;");

            void Require(string condition)
            {
                writer.Line(isFirst ? $"bool finite = {condition};" : $"finite &= {condition};");
                isFirst = false;
            }
        }

        writer.Line();
    }

    /// <summary>The memory of this thread in which gradients pack what they read.</summary>
    private void Packed()
    {
        WeightStep[] columns = schedule.Weights.Where(step => !step.LanesOverSamples && !step.InPlace).ToArray();
        int windows = schedule.Weights.Select(step => step.PackedLength).DefaultIfEmpty().Max();
        if (columns.Length == 0 && windows == 0) { return; }
        const int block = Machine.SampleBlock;
        string width = $"Workspace<{t}>.PanelWidth";
        string samples = columns.All(step => step.Source.Size >= NetworkSchedule.WidestPanel(type.Size)) ? $"{block}" : $"Math.Max({block}, panels * {width})";
        string packed = $"{samples} * {width}";
        string length = columns.Length == 0 ? $"{windows}" : windows == 0 ? packed : $"Math.Max({windows}, {packed})";
        writer.Line($"ref {t} packed = ref MemoryMarshal.GetReference(Scratch<{t}>.Get({length}));");
    }

    /// <summary>The place of a parameter's gradient.</summary>
    private static string Gradient(Parameter parameter) => parameter.IsFurtherUse ? $"workspace.Shared({parameter.Offset})" : Offset("values", parameter.Offset);

    private string[] Lines(Step step, ValuePlan? plan = null)
    {
        string first = step.BatchTiles > 0 ? "0" : "first";
        List<string> arguments = step.Arguments.Select(argument => $"ref {Memory(argument.Tensor, first, plan)}").ToList();
        if (step.Prefetching is { } product)
        {
            arguments.Add($"Prefetch.NextRows(batch.Inputs, {product.Inputs}, first, panels, {product.Rows.Count}, out nint step), step");
        }

        arguments.Add(step.BatchTiles > 0 ? "workspace.PanelCount" : "panels");
        if (step.BatchTiles > 0) { arguments.Add($"team.FirstOfBatch({step.BatchTiles}), team.EndOfBatch({step.BatchTiles})"); }
        if (step.CallsTwoHeights && ofTwoHeights.Contains(step.Kernel.Method)) { return [$"{step.Kernel.Method}({string.Join(", ", arguments)});"]; }
        if (step.Kernel.Rows is { } rows) { return [.. rows.Runs().Select(run => Rows(step, run, rows, arguments))]; }
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

    /// <summary>The call of a kernel for its rows in tiles of one height: for all of them, or for a thread's share.</summary>
    private static string Rows(Step step, (int Start, int Count, int Height) run, RowTiles rows, IEnumerable<string> arguments)
    {
        string first = $"{run.Start}", end = $"{run.Start + (run.Count * run.Height)}";
        if (step.SharedTiles > 0) { (first, end) = (Share("First"), Share("End")); }
        return $"{step.Kernel.Method}<Rows{run.Height}>({string.Join(", ", arguments)}, {first}, {end});";

        string Share(string bound) => run.Start == 0
            ? $"Math.Min(team.{bound}({step.SharedTiles}), {run.Count}) * {run.Height}"
            : $"{run.Start} + Math.Max(team.{bound}({step.SharedTiles}) - {rows.Full}, 0) * {run.Height}";
    }

    private string Memory(Tensor? tensor, string panel = "first", ValuePlan? plan = null) =>
        tensor is null ? "parameters"
        : tensor.Parameter is { IsDerived: true } derived ? $"workspace.Shared({WorkspaceLayout.DerivedAt + derived.Offset})"
        : tensor.Parameter is { } parameter ? Offset("parameters", parameter.Offset)
        : At(tensor, panel, plan);

    private string At(Tensor tensor, string panel = "first", ValuePlan? plan = null) =>
        plan?.Contains(tensor) == true ? $"Unsafe.Add(ref block, {PlaceName(tensor)} * lanes)"
        : tensor == Program.Loss?.Result ? $"workspace.LossesAt({panel})"
        : tensor == Program.Batch?.Present ? $"workspace.PresentAt({panel})"
        : !tensor.HasSamples ? $"workspace.Shared({schedule.Workspace.Shared.First(slot => slot.Tensor == tensor).Row})"
        : $"workspace.At({RowName(tensor)}, {tensor.Size}, {(schedule.Passing.Contains(tensor) ? "firstPanel" : schedule.Kept.Contains(tensor) ? "kept" : panel)})";

    /// <summary>Constants with the first rows of values, as many on a line as a reader can take in.</summary>
    private void Constants(IEnumerable<Slot> slots, Func<Tensor, string> name)
    {
        const int MaxLength = 120;
        string line = "";
        foreach (string constant in slots.Select(slot => $"{name(slot.Tensor)} = {slot.Row}"))
        {
            if (line.Length + constant.Length > MaxLength) { Write(); }
            line += line.Length == 0 ? constant : $", {constant}";
        }

        if (line.Length > 0) { Write(); }

        void Write()
        {
            writer.Line($"private const int {line};");
            line = "";
        }
    }

    private static string RowName(Tensor tensor) => Names.Pascal(tensor.Name) + "Row";

    private static string PlaceName(Tensor tensor) => Names.Pascal(tensor.Name) + "Place";

    internal static string Offset(string name, int offset) => offset == 0 ? name : $"Unsafe.Add(ref {name}, {offset})";
}

/// <summary>The names of a network's file-local types.</summary>
/// <param name="Passes">The class that selects the vector.</param>
/// <param name="Kernels">The struct with the kernels.</param>
/// <param name="Stream">The struct with the pass over one step of a stream.</param>
internal sealed record KernelNames(string Passes, string Kernels, string Stream);
