using System.Runtime.InteropServices;

namespace NNGen.Compare;

/// <summary>The weights, inputs and results that rivals/export_models.py writes, and comparisons with them.</summary>
internal sealed class References(string folder)
{
    private const int Batch = 32;

    public bool Exist => folder.Length > 0;

    /// <summary>Starts the network from PyTorch's weights and compares outputs and training steps with PyTorch's.</summary>
    public void Check<TNetwork, TPredictor>(string name, TNetwork network, TPredictor predictor)
        where TNetwork : class, INetwork<TNetwork, float>
        where TPredictor : struct, IPredictor
    {
        if (!Exist) { return; }

        NetworkDescription description = TNetwork.Description;
        // State, such as running statistics, starts anew each time.
        float[] weights = network.Parameters.Values.ToArray();
        Floats($"{name}.weights.f32").CopyTo(weights, 0);
        float[] inputs = Floats($"{name}.input.f32");
        float[] expected = Floats($"{name}.output.f32");
        Load(network, weights);

        var outputs = new float[expected.Length];
        network.PredictBatch(inputs, outputs);
        Near(name, "batched predictions", outputs, expected, 1e-4f);

        var one = new float[description.OutputSize];
        for (int i = 0; i < Batch; i++)
        {
            predictor.Predict(inputs.AsSpan(i * description.InputSize, description.InputSize), one);
            Near(name, "single predictions", one, expected.AsSpan(i * one.Length, one.Length), 1e-4f);
        }

        // Normalization by batches amplifies rounding: ten steps of PyTorch in float and in double differ by more than what is compared (rivals/workloads.py).
        int steps = description.StateCount > 0 ? 1 : 10;
        int[] classes = Array.ConvertAll(Floats($"{name}.targets.f32"), value => (int)value);
        foreach ((string optimizer, Func<Optimizer> make) in new[] { Workloads.Sgd, Workloads.Adam })
        {
            Load(network, weights);
            using var trainer = new Trainer<TNetwork, float>(network, make(), Batch, 1);
            for (int i = 0; i < steps; i++) { trainer.Step(inputs, classes); }

            // Adam's first steps have the size of its learning rate whatever the gradient, so a gradient of rounding noise may go either way.
            float[] after = Floats($"{name}.after{steps}.{optimizer}.f32");
            double difference = 0;
            for (int i = 0; i < after.Length; i++) { difference += Math.Abs(after[i] - network.Parameters.Values[i]); }
            if (!(difference / after.Length < 1e-5))
            {
                throw new InvalidOperationException($"{name}: {steps} {optimizer} steps differ from PyTorch's by {difference / after.Length:G3} per weight.");
            }
        }

        Load(network, weights);
    }

    public float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, file))).ToArray();

    public static void Load<TNetwork>(TNetwork network, ReadOnlySpan<float> weights)
        where TNetwork : class, INetwork<TNetwork, float>
    {
        using var edit = network.Parameters.Edit();
        weights.CopyTo(edit.Values);
    }

    public static void Near(string name, string what, ReadOnlySpan<float> got, ReadOnlySpan<float> expected, float tolerance)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(got[i] - expected[i]) < tolerance))
            {
                throw new InvalidOperationException($"{name}: {what} differ from PyTorch's: got {got[i]}, expected {expected[i]}.");
            }
        }
    }
}
