using NNGen;

namespace Amp;

/// <summary>
/// Truncated backpropagation through time: the piece is cut into segments, which are the samples of a batch. Batches follow one another in time, and each
/// goes on with the states of the one before.
/// </summary>
internal sealed class Training : IDisposable
{
    private const int Segments = 32, Steps = AmplifierModel.Steps;

    private readonly float[] dry, wet;
    private readonly int batches;
    private readonly float[] inputs = new float[Segments * Steps], targets = new float[Segments * Steps];
    private readonly Adam optimizer = new(0.01) { GlobalClipNorm = 1 };
    private readonly Trainer<AmplifierModel, float> trainer;

    /// <param name="network">The network to train.</param>
    /// <param name="dry">The signal of the guitar.</param>
    /// <param name="wet">What the amplifier makes of it.</param>
    public Training(AmplifierModel network, float[] dry, float[] wet)
    {
        (this.dry, this.wet) = (dry, wet);
        batches = dry.Length / Segments / Steps;
        trainer = new Trainer<AmplifierModel, float>(network, optimizer, Segments);
    }

    /// <summary>Goes through the piece once.</summary>
    /// <param name="learningRate">The learning rate of this epoch.</param>
    /// <returns>The mean loss.</returns>
    public double Epoch(double learningRate)
    {
        optimizer.LearningRate = learningRate;
        trainer.ResetStates();
        double sum = 0;
        for (int batch = 0; batch < batches; batch++)
        {
            for (int segment = 0; segment < Segments; segment++)
            {
                int from = ((segment * batches) + batch) * Steps;
                dry.AsSpan(from, Steps).CopyTo(inputs.AsSpan(segment * Steps));
                wet.AsSpan(from, Steps).CopyTo(targets.AsSpan(segment * Steps));
            }

            sum += trainer.Step(inputs, targets);
        }

        return sum / batches;
    }

    public void Dispose() => trainer.Dispose();
}
