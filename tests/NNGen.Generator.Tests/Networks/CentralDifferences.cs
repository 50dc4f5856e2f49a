using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>Compares gradients with differences of the loss.</summary>
internal static class CentralDifferences
{
    /// <summary>Compares the gradients of some parameters, which are drawn.</summary>
    public static void Check(Subject network, double[] parameters, SampleBatch samples, Random random, string source)
    {
        Slopes slopes = network.Gradients(samples);
        double largest = slopes.Parameters.Max(Math.Abs) + Math.Abs(slopes.Loss);
        for (int n = 0; n < 25; n++)
        {
            int at = random.Next(slopes.Parameters.Length);

            // A step over the kink of an activation changes the difference, but not with both steps.
            double near = Difference(at, 1e-5), nearer = Difference(at, 1e-6);
            bool fits = Math.Abs(near - slopes.Parameters[at]) <= 1e-6 * largest || Math.Abs(nearer - slopes.Parameters[at]) <= 1e-6 * largest;
            Assert.True(fits, $"{source}parameter {at}: gradient {slopes.Parameters[at]:R}, differences {near:R} and {nearer:R}.");
        }

        double Difference(int at, double step)
        {
            double difference = (LossAt(parameters[at] + step) - LossAt(parameters[at] - step)) / (2 * step);
            network.Parameters = parameters;
            return difference;

            double LossAt(double value)
            {
                double[] moved = [.. parameters];
                moved[at] = value;
                network.Parameters = moved;
                return network.Gradients(samples).Loss;
            }
        }
    }
}
