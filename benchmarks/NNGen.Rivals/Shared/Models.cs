using System.Runtime.InteropServices;

namespace NNGen.Rivals;

/// <summary>The models, weights, inputs and results that rivals/export_models.py writes, and comparisons with PyTorch's results.</summary>
internal sealed class Models(string folder)
{
    private const int Batch = 32;
    private const float Tolerance = 1e-4f;

    public string Onnx(Network network) => Path.Combine(folder, network.Model + ".onnx");

    public float[] Weights(Network network) => Floats(network.Model + ".weights.f32");

    public float[] Floats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, file))).ToArray();

    /// <summary>Compares predictions of the reference samples with PyTorch's; a large batch holds them several times.</summary>
    public void CheckPredictions(Rival rival, Network network, string variant, int batch)
    {
        float[] samples = Repeat(Floats(network.Model + ".input.f32"), batch), expected = Repeat(Floats(network.Model + ".output.f32"), batch);
        using IPredictor? predictor = rival.Predictor(this, network, variant, samples, batch);
        if (predictor is null) { return; }

        int length = batch * network.Outputs;
        for (int start = 0; start < expected.Length; start += length)
        {
            predictor.Predict(1);
            float[] outputs = predictor.Outputs();
            for (int i = 0; i < length; i++)
            {
                if (!(Math.Abs(outputs[i] - expected[start + i]) < Tolerance))
                {
                    throw new InvalidOperationException(
                        $"{rival.Name} ({variant}), {network.Workload}, batch of {batch}: got {outputs[i]}, expected PyTorch's {expected[start + i]}.");
                }
            }
        }
    }

    /// <summary>Compares the weights after ten steps on the reference batch with PyTorch's.</summary>
    public void CheckSteps(Rival rival, Network network, string variant, string optimizer)
    {
        using ITrainer? trainer = rival.Trainer(
            this, network, variant, optimizer, Floats(network.Model + ".input.f32"), Floats(network.Model + ".targets.f32"), Batch);
        if (trainer is null) { return; }

        trainer.Step(10);
        float[] after = trainer.Parameters(), expected = Floats($"{network.Model}.after10.{optimizer}.f32");

        // Adam's first steps have the size of its learning rate whatever the gradient, so a gradient of rounding noise may go either way.
        double difference = after.Zip(expected, (a, b) => (double)Math.Abs(a - b)).Average();
        if (!(difference < 1e-5))
        {
            throw new InvalidOperationException(
                $"{rival.Name} ({variant}), {network.Workload}: ten {optimizer} steps differ from PyTorch's by {difference:G3} per weight.");
        }
    }

    private static float[] Repeat(float[] rows, int batch) =>
        Enumerable.Repeat(rows, Math.Max(1, batch / Batch)).SelectMany(values => values).ToArray();
}
