namespace NNGen.Tests;

/// <summary>Once warm, nothing is allocated.</summary>
public class AllocationTests
{
    [Fact]
    public void A_warm_network_allocates_nothing_on_its_thread()
    {
        AssertNoAllocations<GoldenDigits, float>();
        AssertNoAllocations<Funnel, float>();
        AssertNoAllocations<FanDouble, double>();
        AssertNoAllocations<DeepDouble, double>();
        AssertNoAllocations<GoldenMnistMlp, float>();
        AssertNoAllocations<Pictures, float>();
        AssertNoAllocations<SequencesDouble, double>();
        AssertNoAllocations<BothWays, float>();
        AssertNoAllocations<RememberedDouble, double>();
    }

    [Fact]
    public void Gradients_of_a_warm_network_allocate_nothing()
    {
        var digits = new GoldenDigits();
        float[] inputs = new float[33 * GoldenDigits.InputSize];
        float[] targets = new float[33 * GoldenDigits.OutputSize];
        int[] classes = new int[33];
        float[] gradients = new float[GoldenDigits.ParameterCount];
        float[] inputGradients = new float[inputs.Length];

        AssertNone("Gradients by targets", () => digits.Gradients(inputs, targets, gradients, inputGradients));
        AssertNone("Gradients by classes", () => digits.Gradients(inputs, classes, gradients));
        AssertNone("Gradients of fewer", () => digits.Gradients(inputs.AsSpan(0, 64), classes.AsSpan(0, 1), gradients));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Steps_on_several_threads_allocate_nothing()
    {
        // All threads of a process count, so it runs in a separate process; it prints name, threads and bytes.
        string[] lines = BitsProcess.Run("allocations");

        Assert.Equal(44, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(" 0", line));
    }

    private static void AssertNoAllocations<TNetwork, T>()
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const int Size = 33;
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        T[] inputs = new T[Size * description.InputSize];
        T[] outputs = new T[Size * description.OutputSize];
        T[] gradients = new T[description.ParameterCount];
        int[] classes = new int[Size];
        Workspace<T> workspace = TNetwork.CreateWorkspace(Size);
        using var trainer = new Trainer<TNetwork, T>(network, new Adam(), maxDegreeOfParallelism: 1);
        string name = description.Name;

        void Predict() => network.Predict(inputs.AsSpan(0, description.InputSize), outputs.AsSpan(0, description.OutputSize));
        AssertNone($"{name}.Predict", Predict);
        AssertNone($"{name}.PredictBatch", () => network.PredictBatch(inputs, outputs));
        AssertNone($"{name}.Classify", () => network.Classify(inputs.AsSpan(0, description.InputSize)));
        AssertNone($"{name}.ClassifyBatch", () => network.ClassifyBatch(inputs, classes));
        AssertNone($"{name}.Forward", () => network.Forward(inputs, outputs, workspace));
        AssertNone($"{name}.Backward", () => network.Backward(inputs, outputs, gradients, workspace));
        AssertNone($"{name}: a step", () => trainer.Step(inputs, outputs));
        AssertNone($"{name}: a step and a prediction", () =>
        {
            trainer.Step(inputs, outputs);
            Predict();
        });
    }

    private static void AssertNone(string what, Action action) => Allocations.AssertNone(what, action, calls: 20);
}
