using NNGen;

namespace Amp;

/// <summary>
/// Truncated backpropagation through time: the piece is cut into segments, which are the samples of a batch. Batches follow one another in time, and each
/// goes on with the states of the one before.
/// </summary>
internal sealed class Training : IDisposable
{
    private const int Segments = 32, BatchSize = Segments * AmplifierModel.Steps;

    private readonly Dataset<float> batches;
    private readonly Adam optimizer = new(0.01) { GlobalClipNorm = 1 };
    private readonly Trainer<AmplifierModel, float> trainer;

    /// <param name="network">The network to train.</param>
    /// <param name="dry">The signal of the guitar.</param>
    /// <param name="wet">What the amplifier makes of it.</param>
    public Training(AmplifierModel network, float[] dry, float[] wet)
    {
        float[] both = [.. dry.Zip(wet).SelectMany(pair => new[] { pair.First, pair.Second })];
        batches = Series.Create<float>(both, columnCount: 2, ["dry", "wet"]).Segments(Segments, AmplifierModel.Steps, targets: ["wet"]);
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
        for (int at = 0; at < batches.Features.Length; at += BatchSize)
        {
            sum += trainer.Step(batches.Features.Slice(at, BatchSize), batches.Targets.Slice(at, BatchSize));
        }

        return sum * Segments / batches.Count;
    }

    public void Dispose() => trainer.Dispose();
}
