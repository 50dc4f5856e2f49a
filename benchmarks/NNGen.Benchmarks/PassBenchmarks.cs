using BenchmarkDotNet.Attributes;
using NNGen.Compare;

namespace NNGen.Benchmarks;

/// <summary>One sample through each of the networks of the comparison.</summary>
[MemoryDiagnoser]
public class PredictionBenchmarks
{
    private readonly W1 w1 = new(1);
    private readonly W2 w2 = new(1);
    private readonly W3 w3 = new(1);
    private readonly W4 w4 = new(1);
    private readonly W5 w5 = new(1);
    private readonly float[] output = new float[10];
    private readonly float[] input = Samples.Values(784);

    [Benchmark]
    public float W1()
    {
        w1.Predict(input.AsSpan(0, NNGen.Compare.W1.InputSize), output.AsSpan(0, NNGen.Compare.W1.OutputSize));
        return output[0];
    }

    [Benchmark]
    public float W2()
    {
        w2.Predict(input.AsSpan(0, NNGen.Compare.W2.InputSize), output.AsSpan(0, NNGen.Compare.W2.OutputSize));
        return output[0];
    }

    [Benchmark]
    public float W3()
    {
        w3.Predict(input.AsSpan(0, NNGen.Compare.W3.InputSize), output);
        return output[0];
    }

    [Benchmark]
    public float W4()
    {
        w4.Predict(input, output);
        return output[0];
    }

    [Benchmark]
    public float W5()
    {
        w5.Predict(input, output);
        return output[0];
    }
}

/// <summary>Batches through the networks of the comparison: predictions, the two phases of a step, and whole steps.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
[GenericTypeArguments(typeof(W1))]
[GenericTypeArguments(typeof(W2))]
[GenericTypeArguments(typeof(W3))]
[GenericTypeArguments(typeof(W4))]
[GenericTypeArguments(typeof(W5))]
[MemoryDiagnoser]
public class TrainingBenchmarks<TNetwork>
    where TNetwork : class, INetwork<TNetwork, float>
{
    private readonly TNetwork network = TNetwork.Create(1);
    private float[] inputs = [];
    private float[] outputs = [];
    private float[] gradients = [];
    private int[] classes = [];
    private Workspace<float> workspace = null!;
    private Trainer<TNetwork, float> sgd = null!;
    private Trainer<TNetwork, float> adam = null!;

    [Params(32, 256)]
    public int Batch { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        NetworkDescription description = TNetwork.Description;
        inputs = Samples.Values(Batch * description.InputSize);
        outputs = new float[Batch * description.OutputSize];
        gradients = new float[description.ParameterCount];
        classes = Samples.Classes(Batch, Math.Max(2, description.OutputSize));
        workspace = TNetwork.CreateWorkspace(Batch);
        workspace.Size = Batch;

        // Learning rates so small that hours of steps hardly change the parameters.
        sgd = new Trainer<TNetwork, float>(network, new SGD(1e-9), Batch, Threads);
        adam = new Trainer<TNetwork, float>(network, new Adam(1e-9), Batch, Threads);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        sgd.Dispose();
        adam.Dispose();
    }

    [Benchmark]
    public float PredictBatch()
    {
        network.PredictBatch(inputs, outputs);
        return outputs[0];
    }

    [Benchmark]
    public float ForwardAndBackward()
    {
        network.Pass(network.Parameters.Current, TrainingBatch, workspace, PassMode.Forward | PassMode.Loss | PassMode.Backward, 0, workspace.PanelCount, default);
        return workspace.MeanLoss;
    }

    [Benchmark]
    public float WeightGradients()
    {
        network.WeightGradients(TrainingBatch, workspace, gradients, 0, 1);
        return gradients[0];
    }

    [Benchmark]
    public float SgdStep() => sgd.Step(inputs, classes);

    [Benchmark]
    public float AdamStep() => adam.Step(inputs, classes);

    private Batch<float> TrainingBatch => new() { Size = Batch, Inputs = inputs, Classes = classes };
}
