using Microsoft.ML.OnnxRuntime;

namespace NNGen.Rivals;

/// <summary>
/// ONNX Runtime with buffers of inputs and outputs that are created once: a call copies its samples into the bound input, as <c>ort.c</c> does.
/// <c>RunWithBinding</c> allocates nothing per call; <c>Run</c> takes the same values by name. It does not train.
/// </summary>
internal sealed class Onnx : Rival
{
    private const string WithBinding = "RunWithBinding", ByName = "Run";

    private int threads;

    public override string Name => "ONNX Runtime (C#)";

    public override string Versions => $"Microsoft.ML.OnnxRuntime {OrtEnv.Instance().GetVersionString()}";

    public override string[] Variants => [WithBinding, ByName];

    public override bool Convolves => true;

    public override void Start(int threads)
    {
        this.threads = threads;
        OrtEnv.Instance().EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
    }

    public override IPredictor Predictor(Models models, Network network, string variant, float[] samples, int batch)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        var session = new InferenceSession(models.Onnx(network), options);
        return variant == WithBinding ? new Bound(session, network, samples, batch) : new Named(session, network, samples, batch);
    }

    public override ITrainer? Trainer(Models models, Network network, string variant, string optimizer, float[] samples, float[] targets, int batch) => null;

    private abstract class Session : IPredictor
    {
        private readonly float[] samples, input, output;
        private int next;

        protected Session(InferenceSession inference, Network network, float[] samples, int batch)
        {
            Inference = inference;
            this.samples = samples;
            input = new float[batch * network.Inputs];
            output = new float[batch * network.Outputs];
            Input = OrtValue.CreateTensorValueFromMemory(input, [batch, .. (network.Convolutions?.Sample ?? [network.Inputs]).Select(size => (long)size)]);
            Output = OrtValue.CreateTensorValueFromMemory(output, [batch, network.Outputs]);
        }

        protected InferenceSession Inference { get; }

        protected OrtValue Input { get; }

        protected OrtValue Output { get; }

        protected RunOptions Options { get; } = new();

        public void Predict(int calls)
        {
            for (int i = 0; i < calls; i++)
            {
                samples.AsSpan(next, input.Length).CopyTo(input);
                next += input.Length;
                if (next == samples.Length) { next = 0; }
                Run();
            }
        }

        public float[] Outputs() => output;

        public virtual void Dispose()
        {
            Input.Dispose();
            Output.Dispose();
            Options.Dispose();
            Inference.Dispose();
        }

        protected abstract void Run();
    }

    private sealed class Bound : Session
    {
        private readonly OrtIoBinding binding;

        public Bound(InferenceSession inference, Network network, float[] samples, int batch)
            : base(inference, network, samples, batch)
        {
            binding = inference.CreateIoBinding();
            binding.BindInput("x", Input);
            binding.BindOutput("y", Output);
        }

        public override void Dispose()
        {
            binding.Dispose();
            base.Dispose();
        }

        protected override void Run() => Inference.RunWithBinding(Options, binding);
    }

    private sealed class Named : Session
    {
        private readonly string[] inputs = ["x"], outputs = ["y"];
        private readonly OrtValue[] given, taken;

        public Named(InferenceSession inference, Network network, float[] samples, int batch)
            : base(inference, network, samples, batch) => (given, taken) = ([Input], [Output]);

        protected override void Run() => Inference.Run(Options, inputs, given, outputs, taken);
    }
}
