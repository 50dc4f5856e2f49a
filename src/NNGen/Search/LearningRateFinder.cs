using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>The learning-rate range test.</summary>
public static class LearningRateFinder
{
    /// <summary>
    /// Takes steps with an exponentially growing learning rate, records the loss, and restores the network: L. N. Smith, "Cyclical learning
    /// rates for training neural networks", 2017, in the form of fastai's and Lightning's <c>lr_find</c>.
    /// </summary>
    /// <remarks>
    /// It ends when the smoothed loss is <paramref name="divergence"/> times the smallest so far, or a loss or gradient is not finite. The
    /// network's parameters and the optimizer's learning rate are always restored.
    /// </remarks>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network.</param>
    /// <param name="training">The samples.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults by default.</param>
    /// <param name="minimum">The first learning rate, above 0.</param>
    /// <param name="maximum">The last, above the first.</param>
    /// <param name="steps">How many steps; at least 2.</param>
    /// <param name="batchSize">Samples of a step; at least 1.</param>
    /// <param name="smoothing">
    /// The fraction of the running mean that is kept in each step, from 0 (no smoothing) to below 1. (fastai's 0.98 lags by half of 100 steps.)
    /// </param>
    /// <param name="divergence">The sweep ends if the smoothed loss exceeds its minimum by this factor; above 1, or infinity for never.</param>
    /// <param name="seed">The seed of the order of the samples.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if a batch is large enough.
    /// </param>
    /// <param name="cancellationToken">Cancels the sweep between two steps.</param>
    /// <returns>Learning rates, losses, and a suggestion.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network, or an argument is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network declares no loss, or is being trained.</exception>
    /// <exception cref="OperationCanceledException">It was canceled; the network is unchanged.</exception>
    public static LearningRateSweep FindLearningRate<TNetwork, T>(
        this INetwork<TNetwork, T> network,
        Dataset<T> training,
        Optimizer? optimizer = null,
        double minimum = 1e-7,
        double maximum = 10,
        int steps = 100,
        int batchSize = 32,
        double smoothing = 0.9,
        double divergence = 4,
        int seed = 0,
        int maxDegreeOfParallelism = -1,
        CancellationToken cancellationToken = default)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        Guard.AtLeast(steps, 2, nameof(steps));
        Guard.AtLeast(batchSize, 1, nameof(batchSize));
        Require(minimum > 0 && double.IsFinite(minimum), minimum, nameof(minimum), "above 0 and finite");
        Require(maximum > minimum && double.IsFinite(maximum), maximum, nameof(maximum), "above minimum and finite");
        Require(smoothing is >= 0 and < 1, smoothing, nameof(smoothing), "from 0 to below 1");
        Require(divergence > 1, divergence, nameof(divergence), "above 1");
        BatchChecks.RequireLoss(TNetwork.Description);
        FitChecks.Fits(TNetwork.Description, training, nameof(training));

        optimizer ??= new Adam();
        double learningRate = optimizer.LearningRate;
        T[] parameters = network.Parameters.Values.ToArray();
        using var trainer = new Trainer<TNetwork, T>((TNetwork)network, optimizer, maxDegreeOfParallelism: maxDegreeOfParallelism);
        network.Parameters.BeginFit();
        try
        {
            return Sweep(trainer, new BatchOrder(training.Count, Math.Min(batchSize, training.Count), seed), training);
        }
        finally
        {
            optimizer.LearningRate = learningRate;
            network.Parameters.Replace(parameters);
            network.Parameters.EndFit();
        }

        LearningRateSweep Sweep(Trainer<TNetwork, T> trainer, BatchOrder order, Dataset<T> samples)
        {
            var rates = new List<double>();
            var losses = new List<double>();
            var smoothed = new List<double>();
            double low = VectorMath.Log(minimum), span = VectorMath.Log(maximum) - low;
            double mean = 0, kept = 1, smallest = double.PositiveInfinity;
            string reason = "all steps were taken";
            for (int step = 0; step < steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double rate = step == 0 ? minimum : step == steps - 1 ? maximum : VectorMath.Exp(low + span * step / (steps - 1));
                optimizer.LearningRate = rate;
                trainer.Buffer.Gather(samples, order.Next(), []);
                if (!trainer.TryStepOnBuffer(default, isUpdate: true, out T batchLoss))
                {
                    reason = "the loss or a gradient was no longer finite";
                    break;
                }

                double loss = double.CreateChecked(batchLoss);
                mean = smoothing * mean + (1 - smoothing) * loss;
                kept *= smoothing;
                double current = mean / (1 - kept);
                rates.Add(rate);
                losses.Add(loss);
                smoothed.Add(current);
                if (current > divergence * smallest)
                {
                    reason = string.Create(CultureInfo.InvariantCulture, $"the loss grew to {divergence} times its smallest");
                    break;
                }

                smallest = Math.Min(smallest, current);
            }

            return new LearningRateSweep([.. rates], [.. losses], [.. smoothed], reason);
        }
    }

    private static void Require(bool holds, double value, string name, string expected)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {expected}."));
        }
    }

    /// <summary>Batches of samples, shuffled again after each epoch, as in <c>Fit</c>.</summary>
    private sealed class BatchOrder(int samples, int batchSize, int seed)
    {
        private readonly int[] order = new int[samples];
        private int position = -1;
        private int epoch;

        public ReadOnlySpan<int> Next()
        {
            if (position < 0 || position == order.Length)
            {
                position = 0;
                epoch++;
                for (int i = 0; i < order.Length; i++) { order[i] = i; }
                new RandomStream(seed, RandomStreams.Epochs + epoch).Shuffle(order.AsSpan());
            }

            int size = Math.Min(batchSize, order.Length - position);
            ReadOnlySpan<int> rows = order.AsSpan(position, size);
            position += size;
            return rows;
        }
    }
}
