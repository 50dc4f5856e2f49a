using System.Globalization;

namespace NNGen;

/// <summary>The result of a learning-rate range test: <c>net.FindLearningRate(train)</c>.</summary>
public sealed class LearningRateSweep
{
    /// <summary>Steps at the beginning whose slope is ignored, as in Lightning's finder.</summary>
    private const int SkippedAtStart = 10;

    /// <summary>The minimum number of points for a slope.</summary>
    private const int Fewest = 3;

    internal LearningRateSweep(double[] learningRates, double[] losses, double[] smoothedLosses, string endReason)
    {
        LearningRates = learningRates;
        Losses = losses;
        SmoothedLosses = smoothedLosses;
        EndReason = endReason;
        Suggested = SteepestDescent(learningRates, smoothedLosses);
    }

    /// <summary>The learning rate of every step, rising.</summary>
    public IReadOnlyList<double> LearningRates { get; }

    /// <summary>The loss of every step's batch, before the step.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>Their exponential mean, corrected for its beginning.</summary>
    public IReadOnlyList<double> SmoothedLosses { get; }

    /// <summary>
    /// The learning rate at which the smoothed loss falls most steeply (over the logarithm of the learning rate) on its way to the minimum; null
    /// if it never falls, or there are too few steps. fastai's <c>steep</c> and Lightning's suggestion, which may also be after the
    /// minimum. Treat it as an upper limit.
    /// </summary>
    public double? Suggested { get; }

    /// <summary>Why the sweep ended, as a sentence.</summary>
    public string EndReason { get; }

    /// <summary>Returns a text such as <c>suggested learning rate 0.0123 (78 steps from 1e-07 to 0.51: ...)</c>.</summary>
    /// <returns>The suggestion and the range.</returns>
    public override string ToString() =>
        $"{(Suggested is { } rate ? $"suggested learning rate {Text(rate)}" : "no suggestion")} ({Losses.Count} steps{(Losses.Count > 0 ? $" from {Text(LearningRates[0])} to {Text(LearningRates[^1])}" : "")}: {EndReason})";

    private static string Text(double rate) => rate.ToString("g3", CultureInfo.InvariantCulture);

    private static double? SteepestDescent(double[] rates, double[] losses)
    {
        // Only before the minimum: after it, a loss that jumped up may also fall steeply. The last step is the one that diverged.
        int start = Math.Min(SkippedAtStart, losses.Length / 4);
        int end = Math.Min(losses.Length - 1, losses.AsSpan().IndexOf(losses.DefaultIfEmpty().Min()) + 1);
        if (end - start < Fewest) { return null; }
        double steepest = 0;
        double? found = null;
        for (int i = start; i < end; i++)
        {
            // The rates are evenly spaced in their logarithm, so differences are slopes; one-sided at the ends.
            int before = Math.Max(i - 1, start), after = Math.Min(i + 1, end - 1);
            double slope = (losses[after] - losses[before]) / (after - before);
            if (slope < steepest) { (steepest, found) = (slope, rates[i]); }
        }

        return found;
    }
}
