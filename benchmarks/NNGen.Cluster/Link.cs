using System.Diagnostics;
using System.Globalization;
using NNGen;

namespace Cluster;

/// <summary>A link between two ranks, both of which send at the same time.</summary>
/// <param name="Latency">Microseconds of a short message.</param>
/// <param name="Bandwidth">Bytes per microsecond in each direction, which are MB/s.</param>
internal sealed record Link(double Latency, double Bandwidth)
{
    /// <summary>Bytes per microsecond of adding one block of memory to another, one thread.</summary>
    private const double Adding = 10_000;

    private const int LongMessage = 4 << 20;

    /// <summary>Measures the link between ranks 0 and 1; other ranks return the same.</summary>
    public static Link Measure(IProcessGroup group)
    {
        double[] times = [0, 0];
        if (group.Rank < 2)
        {
            times = [Time(8, 2000), Time(LongMessage, 50)];
            if (group.Rank > 0) { times = [0, 0]; }
        }

        group.Sum(times);
        return new Link(times[0], LongMessage / Math.Max(times[1] - times[0], 1));

        double Time(int bytes, int repeats)
        {
            byte[] sent = new byte[bytes], received = new byte[bytes];
            double[] all = new double[repeats];
            for (int i = 0; i < repeats; i++)
            {
                long began = Stopwatch.GetTimestamp();
                group.Exchange(1 - group.Rank, sent, received);
                all[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
            }

            Array.Sort(all);
            return all[repeats / 4];
        }
    }

    /// <summary>Microseconds of what a step exchanges: the agreement and the gradients, in halves (see RankSum).</summary>
    /// <param name="ranks">A power of two.</param>
    /// <param name="bytes">Bytes of the gradients.</param>
    public double Exchange(int ranks, double bytes)
    {
        double levels = Math.Log2(ranks), part = (ranks - 1.0) / ranks;
        return (3 * levels * Latency) + (2 * part * bytes / Bandwidth) + (part * bytes / Adding);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Latency:0.0} µs, {Bandwidth:0} MB/s");
}
