using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace NNGen.Rivals;

/// <summary>
/// TorchSharp, eager: <c>modules</c> as in its documentation, <c>functions</c> without a module for each layer. Tensors of samples are created
/// once; those of a call are disposed in a scope, as in a program without leaks.
/// </summary>
internal sealed class Torch : Rival
{
    private const string OfModules = "modules", OfFunctions = "functions";

    public override string Name => "TorchSharp";

    public override string Versions => $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}, libtorch {torch.__version__}";

    public override string[] Variants => [OfModules, OfFunctions];

    public override void Start(int threads)
    {
        // TorchSharp's own message blames a missing package whatever the loader's error is.
        if (OperatingSystem.IsLinux())
        {
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libtorch.so"));
            NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
        }

        set_num_threads(threads);
        set_num_interop_threads(1);
    }

    public override IPredictor Predictor(Models models, Network network, string variant, float[] samples, int batch) =>
        new TorchPredictor(Make(models, network, variant), Pool(samples, batch, network.Inputs));

    public override ITrainer Trainer(Models models, Network network, string variant, string optimizer, float[] samples, float[] targets, int batch)
    {
        Tensor[] expected = network.Classes
            ? targets.Chunk(batch).Select(classes => tensor(Array.ConvertAll(classes, value => (long)value))).ToArray()
            : Pool(targets, batch, 1);
        return new TorchTrainer(network, Make(models, network, variant), optimizer, Pool(samples, batch, network.Inputs), expected);
    }

    private static Mlp Make(Models models, Network network, string variant)
    {
        var mlp = new Mlp(network, variant == OfModules);
        mlp.Load(models.Weights(network));
        return mlp;
    }

    private static Tensor[] Pool(float[] values, int batch, int width) =>
        values.Chunk(batch * width).Select(chunk => tensor(chunk, batch, width)).ToArray();

    private sealed class TorchPredictor(Mlp mlp, Tensor[] pool) : IPredictor
    {
        private int next;
        private float[] outputs = [];

        public void Predict(int calls)
        {
            using var inference = inference_mode();
            for (int i = 0; i < calls; i++)
            {
                using var scope = NewDisposeScope();
                Tensor output = mlp.Forward(pool[next]);
                if (++next == pool.Length) { next = 0; }

                // One output is read for each series of calls.
                if (i == calls - 1) { outputs = output.data<float>().ToArray(); }
            }
        }

        public float[] Outputs() => outputs;

        public void Dispose()
        {
            mlp.Dispose();
            foreach (Tensor batch in pool) { batch.Dispose(); }
        }
    }

    private sealed class TorchTrainer(Network network, Mlp mlp, string optimizer, Tensor[] pool, Tensor[] targets) : ITrainer
    {
        private readonly optim.Optimizer rule =
            optimizer == "sgd" ? optim.SGD(mlp.Parameters(), Network.SgdRate) : optim.Adam(mlp.Parameters(), Network.AdamRate);

        private int next;

        public float Loss { get; private set; }

        public void Step(int calls)
        {
            for (int i = 0; i < calls; i++)
            {
                using var scope = NewDisposeScope();
                rule.zero_grad();
                Tensor output = mlp.Forward(pool[next]);
                Tensor loss = network.Classes
                    ? nn.functional.cross_entropy(output, targets[next])
                    : nn.functional.binary_cross_entropy(output, targets[next]);
                loss.backward();
                rule.step();
                if (++next == pool.Length) { next = 0; }
                if (i == calls - 1) { Loss = loss.item<float>(); }
            }
        }

        public float[] Parameters() => mlp.Parameters().SelectMany(parameter => parameter.data<float>().ToArray()).ToArray();

        public void Dispose()
        {
            rule.Dispose();
            mlp.Dispose();
            foreach (Tensor batch in pool.Concat(targets)) { batch.Dispose(); }
        }
    }
}
