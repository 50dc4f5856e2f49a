using Images;

namespace NNGen.Tests;

public sealed class ThreadTrialsTests
{
    private readonly Clock clock = new();
    private readonly List<int> counts = [];

    [Theory]
    [InlineData(2, 1, 1045, 724)]
    [InlineData(2, 2, 455, 724)]
    [InlineData(8, 4, 90, 60, 80, 200)]
    [InlineData(6, 3, 80, 60, 100, 200)]
    [InlineData(64, 1, 70, 60, 50, 40, 30, 20, 10)]
    public void The_fastest_number_of_threads_is_found(int processors, int expected, params int[] times)
    {
        // Times of all processors, half of them, and so on down to one.
        var trials = new ThreadTrials(clock);
        int level = (int)Math.Ceiling(Math.Log2(processors)) - (int)Math.Ceiling(Math.Log2(expected));
        Run(trials, 500, processors, count => times[(int)Math.Ceiling(Math.Log2(processors)) - (int)Math.Ceiling(Math.Log2(count))]);
        Assert.Equal(times.Min(), times[level]);
        Assert.Equal(expected, counts.TakeLast(200).GroupBy(count => count).MaxBy(group => group.Count())!.Key);
    }

    [Fact]
    public void Trials_cost_little_where_all_threads_are_fastest()
    {
        var trials = new ThreadTrials(clock);
        Run(trials, 10_000, 2, count => count == 2 ? 100 : 190);
        Assert.InRange(counts.Count(count => count == 1), 10, 40);
        Assert.All(counts.Take(20), count => Assert.Equal(2, count));
    }

    [Fact]
    public void Another_number_is_found_when_the_machine_changes()
    {
        var trials = new ThreadTrials(clock);
        Run(trials, 3000, 2, count => count == 2 ? 100 : 190);
        Assert.Equal(2, Usual());
        Run(trials, 3000, 2, count => count == 2 ? 300 : 190);
        Assert.Equal(1, Usual());
        Run(trials, 3000, 2, count => count == 2 ? 100 : 190);
        Assert.Equal(2, Usual());

        int Usual() => counts.TakeLast(200).GroupBy(count => count).MaxBy(group => group.Count())!.Key;
    }

    [Fact]
    public void Equal_times_change_nothing()
    {
        var trials = new ThreadTrials(clock);
        Run(trials, 2000, 4, _ => 100);
        Assert.True(counts.Count(count => count == 4) > 1900);
        Assert.True(counts.Count(count => count == 2) > 10);
        Assert.Equal(2, counts.Distinct().Count());
    }

    [Fact]
    public void The_smaller_batch_at_the_end_of_an_epoch_does_not_disturb()
    {
        var trials = new ThreadTrials(clock);
        for (int epoch = 0; epoch < 100; epoch++)
        {
            Run(trials, 10, 2, count => count == 2 ? 300 : 100);
            Run(trials, 1, 2, _ => 1, flops: 5e6);
            Assert.Equal(2, counts[^1]);
        }

        Assert.True(counts.TakeLast(110).Count(count => count == 1) >= 95);
    }

    [Fact]
    public void Work_of_another_size_is_measured_when_it_stays()
    {
        var trials = new ThreadTrials(clock);
        Run(trials, 200, 2, count => count == 2 ? 300 : 100);
        Assert.Equal(1, counts[^10]);
        Run(trials, 300, 2, count => count == 2 ? 300 : 500, flops: 50e6);
        Assert.True(counts.TakeLast(290).Count(count => count == 2) >= 270);
    }

    [Fact]
    public void Work_that_is_done_otherwise_does_not_count()
    {
        var trials = new ThreadTrials(clock);
        for (int i = 0; i < 1000; i++)
        {
            Assert.Equal(2, trials.Next(10e6, 2));
            trials.Skip();
            clock.Now += 100;
            trials.Done();
        }
    }

    [Fact]
    public void Steps_and_predictions_that_are_measured_have_the_bits_of_one_thread()
    {
        Assert.Equal(Parameters(1), Parameters(-1));

        static float[] Parameters(int threads)
        {
            var random = new Random(3);
            float[] images = [.. Enumerable.Range(0, 32 * 784).Select(_ => random.NextSingle())];
            int[] digits = [.. Enumerable.Range(0, 32).Select(_ => random.Next(10))];
            var network = new LeNet5(seed: 1);
            using var trainer = network.CreateTrainer(new SGD(0.01), maxDegreeOfParallelism: threads);
            for (int i = 0; i < 50; i++) { trainer.Step(images, digits); }
            float[] outputs = new float[320];
            for (int i = 0; i < 50; i++) { network.PredictBatch(images, outputs, threads); }
            return [.. network.Parameters.Values, .. outputs];
        }
    }

    private void Run(ThreadTrials trials, int times, int processors, Func<int, int> time, double flops = 10e6)
    {
        for (int i = 0; i < times; i++)
        {
            int count = trials.Next(flops, processors);
            counts.Add(count);
            clock.Now += time(count);
            trials.Done();
        }
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long GetTimestamp() => Now;
    }
}
