using BenchmarkDotNet.Attributes;

namespace NNGen.Benchmarks;

/// <summary>A step whose passes do nothing: only the optimizer's pass over the parameters and the argument checks are left.</summary>
public class OptimizerBenchmarks
{
    private readonly float[] input = [1];
    private readonly float[] target = [0];
    private Trainer<BareParameters, float> trainer = null!;

    /// <summary>Parameters: W3's, W4's and W5's.</summary>
    [Params(2_410, 101_770, 669_706)]
    public int Parameters { get; set; }

    [ParamsSource(nameof(Optimizers))]
    public string Optimizer { get; set; } = "";

    public static IEnumerable<string> Optimizers => Makers.Keys;

    private static readonly Dictionary<string, Func<Optimizer>> Makers = new()
    {
        ["SGD"] = () => new SGD(1e-9),
        ["SGD, momentum"] = () => new SGD(1e-9, momentum: 0.9),
        ["SGD, Nesterov"] = () => new SGD(1e-9, momentum: 0.9, nesterov: true),
        ["Adam"] = () => new Adam(1e-9),
        ["Adam, clip by norm"] = () => new Adam(1e-9) { GlobalClipNorm = 1 },
        ["AdamW"] = () => new AdamW(1e-9),
        ["RMSProp"] = () => new RMSProp(1e-9),
        ["Adagrad"] = () => new Adagrad(1e-9),
    };

    [GlobalSetup]
    public void Setup()
    {
        BareParameters.Size = Parameters;
        trainer = new Trainer<BareParameters, float>(BareParameters.Create(1), Makers[Optimizer](), 1, 1);
    }

    [GlobalCleanup]
    public void Cleanup() => trainer.Dispose();

    [Benchmark]
    public float Step() => trainer.Step(input, target);

    /// <summary>A network that consists only of parameters; its gradients are those of the last call.</summary>
    public sealed class BareParameters : INetwork<BareParameters, float>
    {
        /// <summary>Number of parameters of new networks.</summary>
        public static int Size { get; set; } = 1;

        public static NetworkDescription Description => field?.ParameterCount == Size ? field : field = new()
        {
            Name = "Bare",
            InputSize = 1,
            OutputSize = 1,
            ParameterCount = Size,
            Loss = LossKind.MeanSquaredError,
            Layers = [new LayerDescription("bare", "Dense", "", [1], Size, 0)],
            Parameters = [new ParameterDescription("0.weight", [1, Size], 0, Initializer.Default, double.NaN, 1, 1)],
        };

        public ParameterBlock<float> Parameters { get; } = new(Description);

        public static BareParameters Create(int seed) => new();

        public static Workspace<float> CreateWorkspace(int batchCapacity) => new(Description, batchCapacity, 1);

        public void Predict(ReadOnlySpan<float> input, Span<float> output) => output.Clear();

        public void PredictBatch(ReadOnlySpan<float> inputs, Span<float> outputs, int maxDegreeOfParallelism = -1) => outputs.Clear();

        public void Pass(ParameterValues<float> parameters, in Batch<float> batch, Workspace<float> workspace, PassMode mode, int firstPanel, int endPanel, NNGen.CompilerServices.Team team)
        {
        }

        public bool WeightGradients(in Batch<float> batch, Workspace<float> workspace, Span<float> gradients, int part, int parts)
        {
            if (gradients[0] == 0) { Samples.Values(gradients.Length).CopyTo(gradients); }
            return true;
        }
    }
}
