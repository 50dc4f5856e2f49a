using NNGen.Generator.Model;

namespace NNGen.Generator.CSharp;

/// <summary>Prints the methods of a network whose only input is token ids that take these as integers.</summary>
internal sealed class TokensWriter(CodeWriter writer, ElementType type, NetworkGraph graph)
{
    private const string Ids = "global::System.ReadOnlySpan<int>";

    private readonly string t = type.Name;

    public void Write()
    {
        if (graph.Inputs.Count > 1 || graph.Tokens.Count == 0) { return; }
        Predict();
        if (graph.Outputs.Count == 1) { Classify(); }
        if (!graph.HasLoss) { return; }
        Gradients($"global::System.ReadOnlySpan<{t}>", "targets", $"Row-major targets, [batch, {graph.Output.Size}].");
        if (graph.Loss?.TakesClasses(graph.Output.Size) == true) { Gradients(Ids, "classes", $"Class numbers, {(graph.Positions == 1 ? "[batch]" : $"[batch, {graph.Positions}]")}."); }
    }

    private void Gradients(string targetType, string target, string documentation) => writer.Lines($$"""
        /// <summary>The mean loss of a batch of token ids, [batch, {{graph.Input.Size}}], and its {{graph.ParameterCount}} gradients.</summary>
        /// <param name="inputs">Ids, sample by sample, {{Range}}.</param>
        /// <param name="{{target}}">{{documentation}}</param>
        /// <param name="gradients">Receives {{graph.ParameterCount}} gradients, in the order of <see cref="Parameters"/>.</param>
        /// <returns>The mean loss.</returns>
        /// <exception cref="global::System.ArgumentException">A length is wrong, an id is not in the vocabulary, or a target does not fit.</exception>
        public {{t}} Gradients({{Ids}} inputs, {{targetType}} {{target}}, global::System.Span<{{t}}> gradients) => Gradients({{Rows("inputs")}}, {{target}}, gradients);

        """);

    private string Rows(string name) => $"global::NNGen.CompilerServices.TokenIds.Rows<{t}>({name}, Description, nameof({name}))";

    private string Range => $"whole numbers from 0 to {graph.Inputs[0].Vocabulary - 1}";

    private void Predict() => writer.Lines($$"""
        /// <summary>Predicts one sample of token ids, {{graph.Input}} → {{graph.Output}}. Allocates nothing once warm; any number of threads may predict at once.</summary>
        /// <param name="input">{{graph.Input.Size}} ids, {{Range}}.</param>
        /// <param name="output">Receives {{graph.Output.Size}} values.</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong, or an id is not in the vocabulary.</exception>
        public void Predict({{Ids}} input, global::System.Span<{{t}}> output) => Predict({{Rows("input")}}, output);

        /// <summary>Predicts one sample of token ids, {{graph.Input}} → {{graph.Output}}, into a new array.</summary>
        /// <param name="input">{{graph.Input.Size}} ids, {{Range}}.</param>
        /// <exception cref="global::System.ArgumentException">The length is wrong, or an id is not in the vocabulary.</exception>
        public {{t}}[] Predict({{Ids}} input) => Predict({{Rows("input")}});

        /// <summary>Predicts many samples of token ids, [batch, {{graph.Input.Size}}] → [batch, {{graph.Output.Size}}].</summary>
        /// <param name="inputs">Ids, sample by sample.</param>
        /// <param name="outputs">Receives one prediction per sample.</param>
        /// <param name="maxDegreeOfParallelism">The maximum number of threads, including the calling one; -1 for all processors if the batch is large enough.</param>
        /// <exception cref="global::System.ArgumentException">A length is wrong, or an id is not in the vocabulary.</exception>
        public void PredictBatch({{Ids}} inputs, global::System.Span<{{t}}> outputs, int maxDegreeOfParallelism = -1) =>
            PredictBatch({{Rows("inputs")}}, outputs, maxDegreeOfParallelism);

        /// <summary>Predicts many samples of token ids, [batch, {{graph.Input.Size}}] → [batch, {{graph.Output.Size}}], into a new array.</summary>
        /// <param name="inputs">Ids, sample by sample.</param>
        /// <exception cref="global::System.ArgumentException">The length is wrong, or an id is not in the vocabulary.</exception>
        public {{t}}[] PredictBatch({{Ids}} inputs) => PredictBatch({{Rows("inputs")}});

        """);

    private void Classify()
    {
        if (graph.Positions == 1)
        {
            writer.Lines($$"""
                /// <summary>The class of one sample of token ids, {{graph.Input}}.</summary>
                /// <param name="input">{{graph.Input.Size}} ids, {{Range}}.</param>
                /// <exception cref="global::System.ArgumentException">The length is wrong, or an id is not in the vocabulary.</exception>
                public int Classify({{Ids}} input) => Classify({{Rows("input")}});

                """);
        }

        writer.Lines($$"""
            /// <summary>The classes of many samples of token ids, [batch, {{graph.Input.Size}}] → {{(graph.Positions == 1 ? "[batch]" : $"[batch, {graph.Positions}]")}}.</summary>
            /// <param name="inputs">Ids, sample by sample.</param>
            /// <param name="classes">Receives {{(graph.Positions == 1 ? "one class per sample" : $"a class for each of the {graph.Positions} positions of each sample")}}.</param>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or an id is not in the vocabulary.</exception>
            public void ClassifyBatch({{Ids}} inputs, global::System.Span<int> classes) => ClassifyBatch({{Rows("inputs")}}, classes);

            """);
    }
}
