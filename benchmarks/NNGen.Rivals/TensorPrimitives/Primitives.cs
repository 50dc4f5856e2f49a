using System.Reflection;
using System.Runtime.InteropServices;

namespace NNGen.Rivals;

/// <summary>
/// Handwritten loops over <c>System.Numerics.Tensors.TensorPrimitives</c>, which has no matrix product: <c>rows</c> takes a dot product for each
/// output of each sample, <c>columns</c> transposes the batch and adds multiples of its columns.
/// </summary>
internal sealed class Primitives : Rival
{
    private const string OfRows = "rows", OfColumns = "columns";

    public override string Name => "TensorPrimitives";

    public override string Versions { get; } =
        $"System.Numerics.Tensors {Version()}, {RuntimeInformation.FrameworkDescription}";

    public override string[] Variants => [OfRows, OfColumns];

    public override void Start(int threads)
    {
    }

    public override IPredictor? Predictor(Models models, Network network, string variant, float[] samples, int batch) =>
        Make(models, network, variant, batch) is { } mlp ? new LoopPredictor(mlp, network, samples, batch) : null;

    public override ITrainer? Trainer(Models models, Network network, string variant, string optimizer, float[] samples, float[] targets, int batch) =>
        Make(models, network, variant, batch) is { } mlp
            ? new LoopTrainer(mlp, network, optimizer == "sgd" ? null : new Adam(network.Parameters), samples, targets, batch)
            : null;

    private static Mlp? Make(Models models, Network network, string variant, int batch) => variant switch
    {
        OfRows => new Rows(network, models.Weights(network), batch),
        _ when Columns.Suit(network, batch) => new Columns(network, models.Weights(network), batch),
        _ => null,
    };

    private static string Version() =>
        typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private sealed class LoopPredictor(Mlp mlp, Network network, float[] samples, int batch) : IPredictor
    {
        private int next;

        public void Predict(int calls)
        {
            int length = batch * network.Inputs;
            for (int i = 0; i < calls; i++)
            {
                mlp.Predict(samples.AsSpan(next, length));
                next += length;
                if (next == samples.Length) { next = 0; }
            }
        }

        public float[] Outputs() => mlp.Outputs.ToArray();

        public void Dispose()
        {
        }
    }

    private sealed class LoopTrainer(Mlp mlp, Network network, Adam? adam, float[] samples, float[] targets, int batch) : ITrainer
    {
        private int next;

        public float Loss { get; private set; }

        public void Step(int calls)
        {
            int length = batch * network.Inputs;
            for (int i = 0; i < calls; i++)
            {
                Loss = mlp.Gradients(samples.AsSpan(next * length, length), targets.AsSpan(next * batch, batch));
                if (++next * length == samples.Length) { next = 0; }
                if (adam is null)
                {
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(mlp.Gradient, -(float)Network.SgdRate, mlp.Parameters, mlp.Parameters);
                }
                else
                {
                    adam.Step(mlp.Parameters, mlp.Gradient);
                }
            }
        }

        public float[] Parameters() => mlp.Parameters;

        public void Dispose()
        {
        }
    }
}
