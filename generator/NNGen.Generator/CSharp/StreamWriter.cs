using System.Linq;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;

namespace NNGen.Generator.CSharp;

/// <summary>Prints the members of a network that computes streams.</summary>
internal sealed class StreamWriter(CodeWriter writer, ElementType type, NetworkGraph graph, StreamSchedule stream, KernelNames names, bool isPlain)
{
    private readonly string t = type.Name;

    public void Write()
    {
        string name = graph.Declaration.Name;
        string state = $"global::NNGen.StreamState<{name}, {t}>";
        string pass = $"global::NNGen.Generated.{names.Stream}" + (isPlain ? "" :
            $"<global::System.Numerics.Vector<{t}>, global::NNGen.CompilerServices.Portable{(type.Size == 8 ? "Double" : "Single")}>");
        string always = stream.FlagAt < 0 ? "Always true." : "Whether there is an output at this step.";
        writer.Lines($$"""
            private global::NNGen.CompilerServices.PackedWeights<{{t}}> __packedForSteps = global::NNGen.CompilerServices.PackedWeights<{{t}}>.None;

            /// <summary>Values of one step of the input.</summary>
            public const int StepInputSize = {{graph.Inputs.Sum(input => input.OneStep.Size)}};

            /// <summary>Values of one step of the output.</summary>
            public const int StepOutputSize = {{graph.Outputs.Sum(output => output.Shape.OneStep.Size)}};

            /// <summary>Creates the memory of a stream, {{stream.Remembered * type.Size:N0}} bytes of which stay from step to step.</summary>
            public {{state}} CreateState() => global::NNGen.CompilerServices.Streams.Create<{{name}}, {{t}}>({{stream.Step.ScratchLength}}, {{stream.Remembered}});

            /// <summary>Computes one step of a stream. Allocates nothing; any number of threads may compute steps at once, each with separate states.</summary>
            /// <param name="input"><see cref="StepInputSize"/> values.</param>
            /// <param name="output">Receives <see cref="StepOutputSize"/> values.</param>
            /// <param name="state">The memory of the stream.</param>
            /// <returns>{{always}}</returns>
            /// <exception cref="global::System.ArgumentException">A length is wrong, or a value is not finite; the state stays as it was.</exception>
            public bool Step(global::System.ReadOnlySpan<{{t}}> input, global::System.Span<{{t}}> output, {{state}} state)
            {
                if (input.Length != StepInputSize || output.Length != StepOutputSize)
                {
                    global::NNGen.CompilerServices.ArgumentChecks.ThrowPredict(input.Length, StepInputSize, output.Length, StepOutputSize);
                }

                if (!__packedForSteps.IsCurrent(Parameters)) { global::NNGen.CompilerServices.PackedWeights<{{t}}>.Renew<{{pass}}>(ref __packedForSteps, Parameters); }
                return global::NNGen.CompilerServices.Streams.Step<{{pass}}, {{name}}, {{t}}>(ref __packedForSteps.Start, input, output, state, {{stream.FlagAt}});
            }

            {{Tokens(name)}}static int global::NNGen.IStreamingNetwork<{{name}}, {{t}}>.StepInputSize => StepInputSize;

            static int global::NNGen.IStreamingNetwork<{{name}}, {{t}}>.StepOutputSize => StepOutputSize;

            """);
    }

    private string Tokens(string name) => stream.Tokens.Count == 0 ? ""
        : $"static global::System.Collections.Generic.IReadOnlyList<global::NNGen.TokensDescription> global::NNGen.IStreamingNetwork<{name}, {t}>.StepTokens {{ get; }} = {ClassWriter.Tokens(stream.Tokens)};\n\n";
}
