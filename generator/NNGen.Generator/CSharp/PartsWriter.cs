using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.CSharp;

/// <summary>Prints the methods of a network with several inputs or outputs that take each of them by its name.</summary>
internal sealed class PartsWriter(CodeWriter writer, ElementType type, NetworkGraph graph)
{
    private const string Call = "global::NNGen.CompilerServices.Parts";

    private readonly string t = type.Name;
    private readonly Part[] inputs = Of(graph.Inputs.Select(input => (input.Name, input.Shape, input.Vocabulary)), "inputs");
    private readonly Part[] outputs = Of(graph.Outputs.Select(output => (output.Name ?? "output", output.Shape, 0)), "outputs");
    private readonly bool hasLoss = graph.HasLoss;

    private string Inputs => string.Join(", ", inputs.Select(part => $"global::System.ReadOnlySpan<{ElementOf(part)}> {part.Name}"));

    /// <summary>Token ids are integers here.</summary>
    private string ElementOf(Part part) => part.Vocabulary > 0 ? "int" : t;

    private string Outputs => string.Join(", ", outputs.Select(part => $"global::System.Span<{t}> {part.Name}"));

    private string Documentation => string.Join("\n", inputs.Select(part => $"/// <param name=\"{part.Bare}\">[batch, {part.Size}], {part.Shape} each.</param>"));

    private string OutputDocumentation => string.Join("\n", outputs.Select(part => $"/// <param name=\"{part.Bare}\">Receives [batch, {part.Size}], {part.Shape} each.</param>"));

    public void Write()
    {
        if (inputs.Length == 1 && outputs.Length == 1) { return; }
        Predict();
        Train();
        Dataset();
        if (inputs.Length > 1) { Join("Inputs", "samples", inputs); }
        if (outputs.Length > 1)
        {
            Join("Targets", "targets", outputs);
            Split();
        }
    }

    private void Predict() => writer.Lines($$"""
        /// <summary>Predicts one sample: {{Words}}. Allocates nothing once warm; any number of threads may predict at once.</summary>
        {{Documentation.Replace("[batch, ", "").Replace("],", " values,")}}
        {{OutputDocumentation.Replace("[batch, ", "").Replace("],", " values,")}}
        /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
        public void Predict({{Inputs}}, {{Outputs}})
        {
            global::System.Span<{{t}}> rows = {{Call}}.Rows<{{t}}>(InputSize + OutputSize);
            {{Lines(inputs.Select(part => Joined(part, "1", "rows[..InputSize]", "InputSize")))}}
            {{Lines(outputs.Select(part => Checked(part, "1")))}}
            Predict(rows[..InputSize], rows[InputSize..]);
            {{Lines(outputs.Select(part => Splitted(part, "1", "rows[InputSize..]")))}}
        }

        /// <summary>Predicts many samples: {{Words}}.</summary>
        {{Documentation}}
        {{OutputDocumentation}}
        /// <param name="maxDegreeOfParallelism">The maximum number of threads, including the calling one; -1 for all processors if the batch is large enough.</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
        public void PredictBatch({{Inputs}}, {{Outputs}}, int maxDegreeOfParallelism = -1)
        {
            int samples = {{Call}}.Samples({{inputs[0].Name}}.Length, {{inputs[0].Size}}, nameof({{inputs[0].Name}}));
            global::System.Span<{{t}}> rows = {{Call}}.Rows<{{t}}>(checked(samples * (InputSize + OutputSize)));
            int end = samples * InputSize;
            {{Lines(inputs.Select(part => Joined(part, "samples", "rows[..end]", "InputSize")))}}
            {{Lines(outputs.Select(part => Checked(part, "samples")))}}
            PredictBatch(rows[..end], rows[end..], maxDegreeOfParallelism);
            {{Lines(outputs.Select(part => Splitted(part, "samples", "rows[end..]")))}}
        }

        """);

    private void Train() => writer.Lines($$"""
        /// <summary>First half of a step with a custom loss: predicts, and keeps what <c>Backward</c> needs.</summary>
        {{Documentation}}
        {{OutputDocumentation}}
        /// <param name="workspace">From <see cref="CreateWorkspace"/>.</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
        public void Forward({{Inputs}}, {{Outputs}}, global::NNGen.Workspace<{{t}}> workspace)
        {
            int samples = {{Call}}.Samples({{inputs[0].Name}}.Length, {{inputs[0].Size}}, nameof({{inputs[0].Name}}));
            global::System.Span<{{t}}> rows = {{Call}}.Rows<{{t}}>(checked(samples * (InputSize + OutputSize)));
            int end = samples * InputSize;
            {{Lines(inputs.Select(part => Joined(part, "samples", "rows[..end]", "InputSize")))}}
            {{Lines(outputs.Select(part => Checked(part, "samples")))}}
            Forward(rows[..end], rows[end..], workspace);
            {{Lines(outputs.Select(part => Splitted(part, "samples", "rows[end..]")))}}
        }

        /// <summary>Second half of a step with a custom loss: the gradients of the parameters from those of the outputs.</summary>
        {{Documentation}}
        {{string.Join("\n", outputs.Select(part => $"/// <param name=\"{part.Bare}Gradients\">Gradient of the loss with respect to this output, [batch, {part.Size}].</param>"))}}
        /// <param name="gradients">Receives {{graph.ParameterCount}} gradients, in the order of <see cref="Parameters"/>.</param>
        /// <param name="workspace">The workspace passed to <c>Forward</c>.</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite.</exception>
        public void Backward({{Inputs}}, {{string.Join(", ", outputs.Select(part => $"global::System.ReadOnlySpan<{t}> {part.Name}Gradients"))}}, global::System.Span<{{t}}> gradients, global::NNGen.Workspace<{{t}}> workspace)
        {
            int samples = {{Call}}.Samples({{inputs[0].Name}}.Length, {{inputs[0].Size}}, nameof({{inputs[0].Name}}));
            global::System.Span<{{t}}> rows = {{Call}}.Rows<{{t}}>(checked(samples * (InputSize + OutputSize)));
            int end = samples * InputSize;
            {{Lines(inputs.Select(part => Joined(part, "samples", "rows[..end]", "InputSize")))}}
            {{Lines(outputs.Select(part => $"{Call}.Join({part.Name}Gradients, \"{part.Bare}Gradients\", samples, {part.Size}, {part.Offset}, rows[end..], OutputSize);"))}}
            Backward(rows[..end], rows[end..], gradients, workspace);
        }

        """);

    private void Dataset() => writer.Lines($$"""
        /// <summary>Samples to learn from: inputs and targets, each by its name, with one row per sample.</summary>
        {{Documentation}}
        {{string.Join("\n", outputs.Select((part, i) => $"/// <param name=\"{part.Bare}\">Targets of this output, [batch, {part.Size}]{(TakesClasses(i) ? ", or class numbers" : "")}.</param>"))}}
        /// <exception cref="global::System.ArgumentException">A length is wrong, a value is not finite, or a class is out of range; the message names the input or output.</exception>
        public static global::NNGen.Dataset<{{t}}> CreateDataset({{Inputs}}, {{string.Join(", ", outputs.Select(part => $"global::NNGen.TargetValues<{t}> {part.Name}"))}})
        {
            int count = {{Call}}.Samples({{inputs[0].Name}}.Length, {{inputs[0].Size}}, nameof({{inputs[0].Name}}));
            {{t}}[] rows = new {{t}}[checked(count * InputSize)];
            {{Lines(inputs.Select(part => part.Vocabulary > 0 ? Joined(part, "count", "rows", "InputSize") : $"{Call}.JoinFinite({part.Name}, nameof({part.Name}), count, {part.Size}, {part.Offset}, rows, InputSize);"))}}
            {{DatasetOf}}
        }

        """);

    /// <summary>One output keeps its class numbers; several have rows of targets.</summary>
    private string DatasetOf => outputs.Length == 1
        ? $"return {Call}.Dataset(rows, Description, {outputs[0].Name}, nameof({outputs[0].Name}), count);"
        : Lines(
        [
            $"{t}[] targets = new {t}[checked(count * OutputSize)];",
            .. outputs.Select((part, i) => $"{Call}.JoinTargets({part.Name}, nameof({part.Name}), count, Description, {i}, targets);"),
            "return global::NNGen.Dataset.Create<" + t + ">(rows, InputSize, targets, OutputSize);",
        ]);

    private bool TakesClasses(int output) => hasLoss && graph.Outputs[output].Loss?.TakesClasses(graph.Outputs[output].Shape.Size) == true;

    private void Join(string what, string rows, IReadOnlyList<Part> parts) => writer.Lines($$"""
        /// <summary>The {{what.ToLowerInvariant()}} of many samples as rows, one behind the other in a row: {{string.Join(", ", parts.Select(part => part.Name))}}.</summary>
        {{string.Join("\n", parts.Select(part => $"/// <param name=\"{part.Bare}\">[batch, {part.Size}].</param>"))}}
        /// <param name="{{rows}}">Receives [batch, {{parts.Sum(part => part.Size)}}].</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong.</exception>
        public static void Join{{what}}({{string.Join(", ", parts.Select(part => $"global::System.ReadOnlySpan<{ElementOf(part)}> {part.Name}"))}}, global::System.Span<{{t}}> {{rows}})
        {
            int count = {{Call}}.Samples({{parts[0].Name}}.Length, {{parts[0].Size}}, nameof({{parts[0].Name}}));
            {{Lines(parts.Select(part => Joined(part, "count", rows, what == "Inputs" ? "InputSize" : "OutputSize")))}}
        }

        """);

    private void Split() => writer.Lines($$"""
        /// <summary>The outputs of many samples, from rows that hold them one behind the other.</summary>
        /// <param name="rows">[batch, {{graph.Output.Size}}].</param>
        {{OutputDocumentation}}
        /// <exception cref="global::System.ArgumentException">A length is wrong.</exception>
        public static void SplitOutputs(global::System.ReadOnlySpan<{{t}}> rows, {{Outputs}})
        {
            int count = {{Call}}.Samples(rows.Length, OutputSize, nameof(rows));
            {{Lines(outputs.Select(part => Splitted(part, "count", "rows")))}}
        }

        """);

    private string Words => $"{string.Join(", ", inputs.Select(part => $"{part.Name} {part.Shape}"))} → {string.Join(", ", outputs.Select(part => $"{part.Name} {part.Shape}"))}";

    private static string Joined(Part part, string samples, string rows, string rowSize) => part.Vocabulary > 0
        ? $"global::NNGen.CompilerServices.TokenIds.Join({part.Name}, nameof({part.Name}), {samples}, {part.Size}, {part.Vocabulary}, {part.Offset}, {rows}, {rowSize});"
        : $"{Call}.Join({part.Name}, nameof({part.Name}), {samples}, {part.Size}, {part.Offset}, {rows}, {rowSize});";

    private static string Splitted(Part part, string samples, string rows) => $"{Call}.Split({rows}, OutputSize, {samples}, {part.Size}, {part.Offset}, {part.Name}, nameof({part.Name}));";

    private static string Checked(Part part, string samples) => $"{Call}.Check({part.Name}.Length, nameof({part.Name}), {samples}, {part.Size});";

    private static string Lines(IEnumerable<string> lines) => string.Join("\n    ", lines);

    private static Part[] Of(IEnumerable<(string Name, Shape Shape, int Vocabulary)> parts, string others)
    {
        (string Name, Shape Shape, int Vocabulary)[] all = [.. parts];
        string[] names = [.. NamedParts.Parameters(all.Select(part => part.Name), others)];
        int offset = 0;
        return [.. all.Select((part, i) =>
        {
            var one = new Part(names[i], part.Shape, part.Shape.Size, offset, part.Vocabulary);
            offset += one.Size;
            return one;
        })];
    }

    private sealed record Part(string Name, Shape Shape, int Size, int Offset, int Vocabulary)
    {
        /// <summary>The name in texts.</summary>
        public string Bare => Name.TrimStart('@');
    }
}
