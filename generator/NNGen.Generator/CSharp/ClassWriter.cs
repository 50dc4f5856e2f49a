using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>Prints the public part of a network.</summary>
internal sealed class ClassWriter(CodeWriter writer, ElementType type, NetworkGraph graph, NetworkSchedule schedule, KernelNames names)
{
    private readonly string name = graph.Declaration.Name;
    private readonly string t = type.Name;
    private readonly string passes = $"global::NNGen.Generated.{names.Passes}";

    /// <summary>
    /// One sample is predicted with <c>Vector&lt;T&gt;</c>: vectors of twice that width gain nothing, because most layers fill few of them.
    /// </summary>
    private readonly string oneSample = $"global::NNGen.Generated.{names.Kernels}" + (schedule.IsPlain ? "" :
        $"<global::System.Numerics.Vector<{type.Name}>, global::NNGen.CompilerServices.Portable{(type.Size == 8 ? "Double" : "Single")}>");

    public void Write()
    {
        Documentation();
        using (writer.Braces($"partial class {name} : global::NNGen.{(schedule.Stream is null ? "INetwork" : "IStreamingNetwork")}<{name}, {t}>"))
        {
            Facts();
            Construction();
            Layers();
            Prediction();
            new TokensWriter(writer, type, graph).Write();
            Training();
            if (schedule.Stream is not null) { new StreamWriter(writer, type, graph, schedule.Stream, names, schedule.IsPlain).Write(); }
            new PartsWriter(writer, type, graph).Write();
            Interface();
        }
    }

    private void Documentation()
    {
        string loss = graph.HasLoss ? $" Trained with {Xml(LossText)}." : "";
        writer.Line($"/// <summary>A network of {Number(graph.ParameterCount)} parameters, {graph.Input} → {graph.Output}.{loss}</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>Shape · parameters · multiply-adds per sample · bytes</description></listheader>");
        int size = t == "double" ? 8 : 4;
        foreach ((Layer layer, IReadOnlyList<Layer> activations) in graph.Rows())
        {
            writer.Line(
                $"/// <item><term>{Xml(layer.Name)}: {Xml(Words(layer, activations))}</term><description>{layer.Output} · {Number(layer.ParameterCount)}"
                + $" · {Number(layer.MultiplyAdds)} · {SummaryText.Bytes((long)layer.ParameterCount * size)}</description></item>");
        }

        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    private void Facts()
    {
        writer.Line($"/// <summary>Values of one input, {graph.Input}.</summary>");
        writer.Line($"public const int InputSize = {graph.Input.Size};");
        writer.Line();
        writer.Line($"/// <summary>Values of one output, {graph.Output}.</summary>");
        writer.Line($"public const int OutputSize = {graph.Output.Size};");
        writer.Line();
        writer.Line("/// <summary>Weights and biases of all layers.</summary>");
        writer.Line($"public const int ParameterCount = {graph.ParameterCount};");
        writer.Line();
        writer.Line("/// <summary>The layers as a table in the format of Keras.</summary>");
        writer.Line("public const string Summary = \"\"\"");
        writer.Lines("    " + SummaryText.Print(graph).Replace("\n", "\n    "));
        writer.Line("    \"\"\";");
        writer.Line();
        writer.Line($"private global::NNGen.CompilerServices.PackedWeights<{t}> __packed = global::NNGen.CompilerServices.PackedWeights<{t}>.None;");
        writer.Line();
        writer.Line("/// <summary>Layers, parameters and loss, as the compiler inferred them.</summary>");
        writer.Line("public static global::NNGen.NetworkDescription Description { get; } = new()");
        using (writer.Braces("", "};"))
        {
            writer.Line($"Name = \"{name.TrimStart('@')}\", InputSize = InputSize, OutputSize = OutputSize, ParameterCount = ParameterCount,");
            if (graph.Positions > 1) { writer.Line($"Positions = {graph.Positions},"); }
            if (graph.Layers.Any(layer => layer.CarriesState)) { writer.Line("CarriesState = true,"); }
            if (graph.IgnoreIndex is { } ignored) { writer.Line($"IgnoreIndex = {ignored},"); }
            if (graph.StateCount > 0) { writer.Line($"StateCount = {graph.StateCount},"); }
            if (graph.Outputs.Count == 1) { Loss(graph.Loss); }
            else { writer.Line($"Loss = global::NNGen.LossKind.{(graph.HasLoss ? "Sum" : "None")},"); }
            if (graph.Tokens.Count > 0) { writer.Line($"Tokens = {Tokens(graph.Tokens)},"); }
            if (graph.Inputs.Count == 1 && graph.Input.Dimensions.Count > 1) { writer.Line($"InputShape = new int[] {{ {InvariantText.List(graph.Input.Dimensions)} }},"); }
            if (graph.Inputs is [{ HasChannelsFirst: true }]) { writer.Line("InputLayout = global::NNGen.Layout.ChannelsFirst,"); }
            if (graph.Inputs.Count > 1)
            {
                writer.Line("Inputs = new global::NNGen.InputDescription[]");
                using (writer.Braces("", "},"))
                {
                    int offset = 0;
                    foreach (NetworkInput input in graph.Inputs)
                    {
                        writer.Line($"new(\"{input.Name}\", new int[] {{ {InvariantText.List(input.Shape.Dimensions)} }}, {offset}),");
                        offset += input.Shape.Size;
                    }
                }
            }

            if (graph.Outputs.Count > 1)
            {
                writer.Line("Outputs = new global::NNGen.OutputDescription[]");
                using (writer.Braces("", "},"))
                {
                    int offset = 0;
                    foreach (NetworkOutput output in graph.Outputs)
                    {
                        writer.Line($"new(\"{output.Name}\", new int[] {{ {InvariantText.List(output.Shape.Dimensions)} }}, {offset})");
                        using (writer.Braces("", "},"))
                        {
                            writer.Line($"Layer = \"{graph.RowNames()[graph.Layers[output.Layer]]}\",");
                            Loss(output.Loss);
                            if (graph.FusesLastLayer(output)) { writer.Line("LossReadsLogits = true,"); }
                            if (output.Loss?.Formula is { } error) { writer.Line($"LossTerm = static (p, t) => {LossTerm(error)},"); }
                            if (output.Weight != 1) { writer.Line($"LossWeight = {Literal(output.Weight)},"); }
                        }

                        offset += output.Shape.Size;
                    }
                }
            }

            writer.Line("Layers = new global::NNGen.LayerDescription[]");
            using (writer.Braces("", "},"))
            {
                IReadOnlyList<string>[]? connections = graph.IsChain ? null : graph.Connections().ToArray();
                int row = 0;
                foreach ((Layer layer, IReadOnlyList<Layer> activations) in graph.Rows())
                {
                    string inputs = connections is null ? "" : $", Inputs = new string[] {{ {string.Join(", ", connections[row++].Select(name => $"\"{name}\""))} }}";
                    writer.Line(
                        $"new(\"{layer.Name}\", \"{layer.Kind}\", \"{Words(layer, activations)}\", new int[] {{ {InvariantText.List(layer.Output.Dimensions)} }}, "
                        + $"{layer.ParameterCount}, {layer.MultiplyAdds}) {{ Operations = {Operations(activations.Prepend(layer))}{(layer.StateCount > 0 ? $", StateCount = {layer.StateCount}" : "")}{(layer.NormalizesBatch ? ", NormalizesBatch = true" : "")}{inputs} }},");
                }
            }

            writer.Line("Parameters = new global::NNGen.ParameterDescription[]");
            using (writer.Braces("", "},"))
            {
                foreach (Parameter parameter in InMemory)
                {
                    string scale = double.IsNaN(parameter.Scale) ? "double.NaN" : ElementType.Of(Precision.Double).Literal(parameter.Scale);
                    writer.Line(
                        $"new(\"{parameter.Name}\", new int[] {{ {InvariantText.List(parameter.Shape)} }}, {parameter.Offset}, "
                        + $"global::NNGen.Initializer.{parameter.Initializer}, {scale}, {parameter.FanIn}, {parameter.FanOut}){Regularization(parameter)},");
                }
            }
        }

        writer.Line();
    }

    private void Construction() => writer.Lines($$"""
        /// <summary>Creates a network with newly initialized parameters.</summary>
        /// <param name="seed">The same seed gives the same parameters on every machine.</param>
        public {{name}}(int seed = 0) => Parameters = global::NNGen.CompilerServices.Passes.Parameters<{{t}}>(Description, seed);

        /// <summary>All {{Number(graph.ParameterCount)}} weights and biases: one block with named views.</summary>
        public global::NNGen.ParameterBlock<{{t}}> Parameters { get; }

        /// <summary>Creates a network with the parameters of a safetensors file.</summary>
        /// <param name="path">A file written by <see cref="Save(string)"/>.</param>
        /// <exception cref="global::NNGen.SafeTensorsException">The file is damaged.</exception>
        /// <exception cref="global::NNGen.ParameterMismatchException">Its tensors differ from those of this network; every difference is listed.</exception>
        public static {{name}} Load(string path) => global::NNGen.CompilerServices.Passes.Load(new {{name}}(0), path);

        /// <summary>Creates a network with the parameters of a stream, from its current position to its end.</summary>
        /// <param name="stream">A stream written by <see cref="Save(global::System.IO.Stream)"/>; it stays open.</param>
        /// <inheritdoc cref="Load(string)" path="/exception"/>
        public static {{name}} Load(global::System.IO.Stream stream) => global::NNGen.CompilerServices.Passes.Load(new {{name}}(0), stream);

        /// <summary>Writes the parameters to a safetensors file, completely or not at all.</summary>
        /// <param name="path">The file; an existing file is replaced when the new one is complete.</param>
        public void Save(string path) => global::NNGen.ParameterFile.Save(Parameters, path);

        /// <summary>Writes the parameters to a stream, as to a file.</summary>
        /// <param name="stream">The stream; it stays open.</param>
        public void Save(global::System.IO.Stream stream) => global::NNGen.ParameterFile.Save(Parameters, stream);

        """);

    private void Layers()
    {
        Dictionary<int, string> properties = LayerNames.Properties(graph.Declaration).ToDictionary(layer => layer.Attribute, layer => layer.Property);
        foreach (Layer layer in graph.Layers)
        {
            if (!layer.IsDeclared || !properties.TryGetValue(layer.Attribute, out string? property)) { continue; }
            int parameter = InMemory.IndexOf(layer.OwnParameters[0]);
            AttributeDeclaration declaration = graph.Declaration.Attributes[layer.Attribute];
            string what = string.Join(
                " and ", layer.Parameters.Select((one, i) => $"{(layer.HasBias && (i == layer.Parameters.Count - 1 || (declaration.IsRecurrent && one.Shape.Count == 1)) ? "biases" : "weights")} [{InvariantText.List(one.Shape)}]"));
            writer.Line($"/// <summary>Layer {Xml(layer.Name)}, {Xml(layer.Description)}: {what}.</summary>");
            string more = layer.State.Count > 0 ? $", {InMemory.IndexOf(layer.OwnState[0])}" : StubWriter.MayLackBias(declaration) ? $", {(layer.HasBias ? "true" : "false")}" : "";
            if (declaration.IsRecurrent) { more = $", {layer.Biases}"; }
            if (declaration.IsRecurrent) { more += declaration.Flag("Bidirectional", otherwise: false) ? ", true" : ", false"; }
            writer.Line($"public global::NNGen.{StubWriter.LayerType(declaration)}<{t}> {property} => new(Parameters, {parameter}{more});");
            writer.Line();
        }
    }

    /// <summary>All tensors in their order in memory: those that are trained, then the others.</summary>
    private List<Parameter> InMemory { get; } = [.. graph.Layers.SelectMany(layer => layer.OwnParameters.Concat(layer.OwnState)).OrderBy(parameter => parameter.Offset)];

    private void Prediction()
    {
        string input = graph.Input.ToString();
        string output = graph.Output.ToString();
        writer.Lines($$"""
            /// <summary>Predicts one sample, {{input}} → {{output}}. Allocates nothing; any number of threads may predict at once.</summary>
            /// <param name="input">{{graph.Input.Size}} values.</param>
            /// <param name="output">Receives {{graph.Output.Size}} values.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
            public void Predict(global::System.ReadOnlySpan<{{t}}> input, global::System.Span<{{t}}> output) =>
                global::NNGen.CompilerServices.OneSample.{{(schedule.OneSample.IsSmall ? "PredictSmall" : "Predict")}}<{{oneSample}}, {{t}}>(ref __packed, Parameters, input, InputSize, output, OutputSize);

            /// <summary>Predicts one sample, {{input}} → {{output}}, into a new array.</summary>
            /// <param name="input">{{graph.Input.Size}} values.</param>
            /// <exception cref="global::System.ArgumentException">The length is wrong, or a value is not finite.</exception>
            public {{t}}[] Predict(global::System.ReadOnlySpan<{{t}}> input) => global::NNGen.CompilerServices.Passes.Predict(this, input);

            /// <summary>Predicts many samples, [batch, {{graph.Input.Size}}] → [batch, {{graph.Output.Size}}].</summary>
            /// <param name="inputs">Row-major samples.</param>
            /// <param name="outputs">Receives one prediction per sample.</param>
            /// <param name="maxDegreeOfParallelism">The maximum number of threads, including the calling one; -1 for all processors if the batch is large enough.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite; some outputs may have been written.</exception>
            public void PredictBatch(global::System.ReadOnlySpan<{{t}}> inputs, global::System.Span<{{t}}> outputs, int maxDegreeOfParallelism = -1) =>
                global::NNGen.CompilerServices.Passes.PredictBatch(this, inputs, outputs, {{passes}}.PanelGroup, maxDegreeOfParallelism);

            /// <summary>Predicts many samples, [batch, {{graph.Input.Size}}] → [batch, {{graph.Output.Size}}], into a new array.</summary>
            /// <param name="inputs">Row-major samples.</param>
            /// <exception cref="global::System.ArgumentException">The length is wrong, or a value is not finite.</exception>
            public {{t}}[] PredictBatch(global::System.ReadOnlySpan<{{t}}> inputs) => global::NNGen.CompilerServices.Passes.PredictBatch(this, inputs);

            """);
        Classification();
    }

    private void Classification()
    {
        if (graph.Outputs.Count > 1) { return; }

        string input = graph.Input.ToString();
        int width = graph.Output.Size / graph.Positions;
        string logits = graph.Loss?.FromLogits == true ? "true" : "false";
        string classes = width == 1
            ? $"1 where the output is above {(graph.Loss?.FromLogits == true ? "0" : "one half")}, otherwise 0"
            : $"the index of the largest output, 0 to {width - 1}";
        string shape = graph.Positions == 1 ? "[batch]" : $"[batch, {graph.Positions}]";
        if (graph.Positions == 1)
        {
            writer.Lines($$"""
                /// <summary>The class of one sample, {{input}}: {{classes}}.</summary>
                /// <inheritdoc cref="Predict(global::System.ReadOnlySpan{{{t}}})" path="/param|/exception"/>
                public int Classify(global::System.ReadOnlySpan<{{t}}> input) =>
                    global::NNGen.CompilerServices.OneSample.Classify<{{oneSample}}, {{t}}>(ref __packed, Parameters, input, InputSize, OutputSize, fromLogits: {{logits}});

                """);
        }

        string each = graph.Positions == 1 ? "one class per sample" : $"a class for each of the {graph.Positions} positions of each sample";
        writer.Lines($$"""
            /// <summary>The classes of many samples, [batch, {{graph.Input.Size}}] → {{shape}}: {{classes}}.</summary>
            /// <param name="inputs">Row-major samples, [batch, {{graph.Input.Size}}].</param>
            /// <param name="classes">Receives {{each}}.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite; some classes may have been written.</exception>
            public void ClassifyBatch(global::System.ReadOnlySpan<{{t}}> inputs, global::System.Span<int> classes) =>
                global::NNGen.CompilerServices.Passes.ClassifyBatch(this, inputs, classes, {{passes}}.PanelGroup);

            """);
    }

    private void Training()
    {
        writer.Lines($$"""
            /// <summary>Creates the memory for <see cref="Forward"/> and <see cref="Backward"/>, for one caller to reuse.</summary>
            /// <param name="batchCapacity">The largest batch, in samples; at least 1.</param>
            /// <remarks>{{WorkspaceText}}</remarks>
            public static global::NNGen.Workspace<{{t}}> CreateWorkspace(int batchCapacity) => new(Description, batchCapacity, {{passes}}.WorkspaceRows{{(schedule.Workspace.SharedLength > 0 ? $", {passes}.SharedLength" : "")}}){{LossInput}};

            """);
        if (graph.HasLoss)
        {
            string targets = graph.Output.Size == 1 ? "0 or 1 each" : $"0 to {(graph.Output.Size / graph.Positions) - 1} each{(graph.IgnoreIndex is { } ignored ? $", or {ignored} where it does not count" : "")}";
            string shape = graph.Positions == 1 ? "[batch]" : $"[batch, {graph.Positions}]";
            string gradients = $"""
                /// <param name="gradients">Receives {graph.ParameterCount} gradients, in the order of <see cref="Parameters"/>.</param>
                /// <param name="inputGradients">Receives the gradient with respect to the inputs, [batch, {graph.Input.Size}], unless empty.</param>
                """;
            Gradients($"global::System.ReadOnlySpan<{t}> targets", "Targets = targets", $"targets [batch, {graph.Output.Size}]", $"""
                /// <param name="targets">Row-major targets, [batch, {graph.Output.Size}].</param>
                {gradients}
                /// <returns>The mean loss.</returns>
                /// <exception cref="global::System.ArgumentException">A length is wrong, a value is not finite, or a class is out of range.</exception>
                """);
            if (graph.Loss?.TakesClasses(graph.Output.Size) == true)
            {
                string span = $"global::System.Span{{{t}}}", values = $"global::System.ReadOnlySpan{{{t}}}";
                Gradients("global::System.ReadOnlySpan<int> classes", "Classes = classes", $"classes {shape}", $"""
                    /// <param name="classes">Class numbers, {shape}, {targets}.</param>
                    {gradients}
                    /// <inheritdoc cref="Gradients({values}, {values}, {span}, {span})" path="/returns|/exception"/>
                    """);
            }
        }

        writer.Lines($$"""
            /// <summary>First half of a step with a custom loss, [batch, {{graph.Input.Size}}] → [batch, {{graph.Output.Size}}]: predicts, and keeps what <see cref="Backward"/> needs.</summary>
            /// <param name="inputs">Row-major samples, [batch, {{graph.Input.Size}}].</param>
            /// <param name="outputs">Receives [batch, {{graph.Output.Size}}].</param>
            /// <param name="workspace">From <see cref="CreateWorkspace"/>.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
            public void Forward(global::System.ReadOnlySpan<{{t}}> inputs, global::System.Span<{{t}}> outputs, global::NNGen.Workspace<{{t}}> workspace) =>
                global::NNGen.CompilerServices.Passes.Forward(this, workspace, inputs, outputs);

            /// <summary>Second half of a step with a custom loss: the gradients of the {{Number(graph.ParameterCount)}} parameters from that of the outputs, [batch, {{graph.Output.Size}}].</summary>
            /// <param name="inputs">The samples passed to <see cref="Forward"/>.</param>
            /// <param name="outputGradients">Gradient of the loss with respect to the outputs, [batch, {{graph.Output.Size}}].</param>
            /// <param name="gradients">Receives {{graph.ParameterCount}} gradients, in the order of <see cref="Parameters"/>.</param>
            /// <param name="workspace">The workspace passed to <see cref="Forward"/>.</param>
            /// <param name="inputGradients">Receives the gradient with respect to the inputs, [batch, {{graph.Input.Size}}], unless empty.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
            public void Backward(
                global::System.ReadOnlySpan<{{t}}> inputs, global::System.ReadOnlySpan<{{t}}> outputGradients, global::System.Span<{{t}}> gradients,
                global::NNGen.Workspace<{{t}}> workspace, global::System.Span<{{t}}> inputGradients = default) =>
                global::NNGen.CompilerServices.Passes.Backward(this, workspace, inputs, outputGradients, gradients, inputGradients);

            """);
    }

    /// <summary>How large a workspace is.</summary>
    private string WorkspaceText
    {
        get
        {
            WorkspaceLayout layout = schedule.Workspace;
            string predictions = schedule.PredictionPlan is { } plan ? $"; a prediction uses {Size(layout.PlanRow + plan.Rows)} of it" : "";
            string shared = layout.SharedLength > 0 ? $" All samples share {Size(layout.SharedLength)}." : "";
            return $"It has {Size(layout.Rows)} for each sample{predictions}.{shared}";

            string Size(long values) => SummaryText.Bytes(values * type.Size);
        }
    }

    /// <summary>Where the values are from which the losses of several outputs are computed.</summary>
    private string LossInput => graph.Outputs.Count > 1 && graph.HasLoss
        ? $" {{ LossInputRow = {schedule.Workspace.Slots.First(slot => slot.Tensor == schedule.Program.Logits).Row} }}"
        : "";

    private string LossText => string.Join(" + ", graph.Outputs.Where(output => output.Loss is not null).Select(LossTerm));

    /// <summary>A custom loss over single numbers in double precision.</summary>
    private static string LossTerm(Expression error) =>
        new ScalarFormulaPrinter(ElementType.Of(Precision.Double)).Print(error, operand => operand == 0 ? "p" : "t").Replace("VectorMath.", "global::NNGen.VectorMath.");

    private static string LossTerm(NetworkOutput output) => output.Weight == 1 ? output.Loss!.Description : $"{InvariantText.Of(output.Weight)} · {output.Loss!.Description}";

    private void Gradients(string parameter, string property, string shape, string documentation) => writer.Lines($$"""
        /// <summary>The mean loss of a batch, {{Xml(LossText)}}, and its {{Number(graph.ParameterCount)}} gradients: inputs [batch, {{graph.Input.Size}}], {{shape}}.</summary>
        /// <param name="inputs">Row-major samples, [batch, {{graph.Input.Size}}].</param>
        {{documentation}}
        public {{t}} Gradients(
            global::System.ReadOnlySpan<{{t}}> inputs, {{parameter}}, global::System.Span<{{t}}> gradients, global::System.Span<{{t}}> inputGradients = default) =>
            global::NNGen.CompilerServices.Passes.Gradients(
                this, new global::NNGen.Batch<{{t}}> { Size = inputs.Length / InputSize, Inputs = inputs, {{property}} }, gradients, inputGradients);

        """);

    private void Interface()
    {
        string self = $"global::NNGen.INetwork<{name}, {t}>";
        writer.Lines($$"""
            static {{name}} {{self}}.Create(int seed) => new(seed);

            void {{self}}.Pass(
                global::NNGen.ParameterValues<{{t}}> parameters, in global::NNGen.Batch<{{t}}> batch, global::NNGen.Workspace<{{t}}> workspace, global::NNGen.PassMode mode,
                int firstPanel, int endPanel, global::NNGen.CompilerServices.Team team) =>
                {{passes}}.Pass(ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference(parameters.Span), in batch, workspace, mode, firstPanel, endPanel, team);

            bool {{self}}.WeightGradients(
                in global::NNGen.Batch<{{t}}> batch, global::NNGen.Workspace<{{t}}> workspace, global::System.Span<{{t}}> gradients, int part, int parts) =>
                {{passes}}.WeightGradients(in batch, workspace, gradients, part, parts);
            """);
        if (schedule.Additions.Count > 0)
        {
            writer.Line();
            writer.Line($"bool {self}.AddSharedGradients(global::NNGen.Workspace<{t}> workspace, global::System.Span<{t}> gradients) => {passes}.AddSharedGradients(workspace, gradients);");
        }

        if (schedule.Program.Statistics.Count > 0)
        {
            writer.Line();
            writer.Line($"void {self}.UpdateState(global::NNGen.ParameterValues<{t}> parameters, global::NNGen.Workspace<{t}> workspace) => {passes}.UpdateState(parameters, workspace);");
        }
    }

    /// <summary>A parameter's penalties and constraints, as an object initializer.</summary>
    private static string Regularization(Parameter parameter)
    {
        var parts = new List<string>();
        if (parameter.L1 > 0) { parts.Add($"L1 = {Literal(parameter.L1)}"); }
        if (parameter.L2 > 0) { parts.Add($"L2 = {Literal(parameter.L2)}"); }
        if (parameter.MaxNorm > 0) { parts.Add($"MaxNorm = {Literal(parameter.MaxNorm)}"); }
        if (parameter.NonNegative) { parts.Add("NonNegative = true"); }
        if (parameter.ZeroRow >= 0) { parts.Add($"ZeroRow = {parameter.ZeroRow}"); }
        if (parameter.IsState) { parts.Add("IsTrainable = false"); }
        if (parameter.IsCounter) { parts.Add("IsCounter = true"); }
        return parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
    }

    /// <summary>Where a sample holds token ids, as an array.</summary>
    public static string Tokens(EquatableArray<TokenRange> ranges) =>
        $"new global::NNGen.TokensDescription[] {{ {string.Join(", ", ranges.Select(range => $"new(\"{range.Name}\", {range.Offset}, {range.Count}, {range.Vocabulary}){(range.Least == 0 ? "" : $" {{ Least = {range.Least} }}")}"))} }}";

    /// <summary>What a description says about a loss.</summary>
    private void Loss(Loss? loss)
    {
        writer.Line($"Loss = global::NNGen.LossKind.{loss?.Member ?? "None"}, FromLogits = {(loss?.FromLogits == true ? "true" : "false")},");
        if (loss is { Arguments.Count: > 0 }) { writer.Line($"LossArguments = {Arguments(loss.Arguments)},"); }
        if (loss is { LabelSmoothing: > 0 }) { writer.Line($"LabelSmoothing = {Literal(loss.LabelSmoothing)},"); }
        if (loss?.OwnFormula is { } formula) { writer.Line($"LossFormula = \"{formula}\","); }
    }

    /// <summary>The operations of a row of the table.</summary>
    private static string Operations(IEnumerable<Layer> layers)
    {
        IEnumerable<string> all = layers.Select(layer => $"new(\"{layer.Kind}\"{(layer.Arguments.Count == 0 ? "" : ", " + Arguments(layer.Arguments))}){(layer.OwnFormula is null ? "" : $" {{ Formula = \"{layer.OwnFormula}\" }}")}");
        return $"new global::NNGen.OperationDescription[] {{ {string.Join(", ", all)} }}";
    }

    private static string Arguments(IEnumerable<Argument> arguments) =>
        $"new global::NNGen.ArgumentDescription[] {{ {string.Join(", ", arguments.Select(argument => $"new(\"{argument.Name}\", {Literal(argument.Value)})"))} }}";

    private static string Literal(double value) => ElementType.Of(Precision.Double).Literal(value);

    /// <summary>The description of a row of the table: <c>64 → 32, ReLU</c>; of a layer with the parameters of another one, <c>64 → 32, shares tower.weight</c>.</summary>
    private static string Words(Layer layer, IEnumerable<Layer> activations)
    {
        string shared = layer.IsShared ? $", shares {layer.Parameters.Concat(layer.State).First().Name}" : "";
        return string.Join(", ", activations.Select(activation => activation.Description).Prepend(layer.Description + shared));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
