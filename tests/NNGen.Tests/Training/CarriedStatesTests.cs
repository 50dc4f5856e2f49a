namespace NNGen.Tests;

/// <summary>Stateful layers: training goes on with the states of the batch before.</summary>
public class CarriedStatesTests
{
    private const int Samples = 5, Half = 6;

    [Fact]
    public void A_batch_goes_on_with_the_states_of_the_one_before()
    {
        (double[] inputs, double[] targets) = Series();
        var whole = new LongSeries(seed: 3);
        var parts = new PartOfSeries(seed: 3);
        double[] outputs = whole.PredictBatch(inputs);
        using var trainer = new Trainer<PartOfSeries, double>(parts, new SGD(1e-30));
        double first = trainer.Step(Part(inputs, 0), Part(targets, 0)), second = trainer.Step(Part(inputs, 1), Part(targets, 1));
        Assert.Equal(Loss(outputs, targets, 0), first, 1e-12);
        Assert.Equal(Loss(outputs, targets, 1), second, 1e-12);

        // Without the states, the second half begins with zeros.
        trainer.ResetStates();
        Assert.NotEqual(second, trainer.Step(Part(inputs, 1), Part(targets, 1)));
    }

    [Fact]
    public void Single_samples_can_begin_anew()
    {
        (double[] inputs, double[] targets) = Series();
        var parts = new PartOfSeries(seed: 3);
        using var all = new Trainer<PartOfSeries, double>(parts, new SGD(1e-30));
        using var some = new Trainer<PartOfSeries, double>(parts, new SGD(1e-30));
        double[] losses = new double[2];
        for (int i = 0; i < 2; i++)
        {
            // The same samples, of which in the second round all or some begin anew.
            all.Step(Part(inputs, 0), Part(targets, 0));
            some.Step(Part(inputs, 0), Part(targets, 0));
        }

        all.ResetStates();
        some.ResetStates([true, true, true, true, true]);
        Assert.Equal(all.Step(Part(inputs, 1), Part(targets, 1)), some.Step(Part(inputs, 1), Part(targets, 1)), 1e-15);

        // One sample goes on: it is as in a trainer that goes on with all of them, the others as in one that begins anew.
        all.ResetStates();
        some.ResetStates([true, true, false, true, true]);
        double anew = all.Step(Part(inputs, 0), Part(targets, 0)), mixed = some.Step(Part(inputs, 0), Part(targets, 0));
        Assert.NotEqual(anew, mixed);
        Assert.Throws<ArgumentException>(() => some.ResetStates([true]));
    }

    [Fact]
    public void A_batch_of_another_size_is_refused()
    {
        (double[] inputs, double[] targets) = Series();
        using var trainer = new Trainer<PartOfSeries, double>(new PartOfSeries(), new SGD(1e-30));
        trainer.Step(Part(inputs, 0), Part(targets, 0));
        var refused = Assert.Throws<ArgumentException>(() => trainer.Step(Part(inputs, 1).AsSpan(0, 2 * Half), Part(targets, 1).AsSpan(0, 2 * Half)));
        Assert.Contains("A batch of 2 samples cannot go on with the states of the last one, which had 5", refused.Message, StringComparison.Ordinal);
        trainer.ResetStates();
        trainer.Step(Part(inputs, 1).AsSpan(0, 2 * Half), Part(targets, 1).AsSpan(0, 2 * Half));
    }

    [Fact]
    public void Fit_wants_samples_in_order_and_whole_batches()
    {
        (double[] inputs, double[] targets) = Series();
        var data = Dataset.Create(inputs, 2 * Half, targets, 2 * Half);
        var network = new LongSeriesWithStates();
        Assert.Contains("Shuffle = false", Assert.Throws<ArgumentException>(() => network.Fit(data, new FitOptions { BatchSize = 5 })).Message, StringComparison.Ordinal);
        Assert.Contains("not a multiple of 2 (take a BatchSize that divides them, such as 1, or leave out the last 1 sample: Slice(0, 4)).", Assert.Throws<ArgumentException>(() => network.Fit(data, new FitOptions { BatchSize = 2, Shuffle = false })).Message, StringComparison.Ordinal);
        network.Fit(data, new FitOptions { BatchSize = 5, Shuffle = false, Epochs = 2 });
    }

    [Fact]
    public void States_are_carried_for_any_number_of_threads()
    {
        var random = new Random(4);
        double[] inputs = [.. Enumerable.Range(0, 200 * Half).Select(_ => random.NextDouble() - 0.5)], targets = [.. inputs.Select(value => value * value)];
        double[] Parameters(int threads)
        {
            var network = new PartOfSeries(seed: 1);
            using var trainer = new Trainer<PartOfSeries, double>(network, new Adam(0.01), 0, threads);
            for (int step = 0; step < 4; step++) { trainer.Step(inputs, targets); }
            return network.Parameters.Current.Span.ToArray();
        }

        Assert.Equal(Parameters(1), Parameters(2));
    }

    private static double Loss(double[] outputs, double[] targets, int half) =>
        Part(outputs, half).Zip(Part(targets, half), (y, t) => (y - t) * (y - t)).Average();

    private static double[] Part(double[] series, int half) => [.. Enumerable.Range(0, Samples).SelectMany(sample => series.Skip((sample * 2 * Half) + (half * Half)).Take(Half))];

    private static (double[] Inputs, double[] Targets) Series()
    {
        var random = new Random(2);
        double[] inputs = [.. Enumerable.Range(0, Samples * 2 * Half).Select(_ => random.NextDouble() - 0.5)];
        return (inputs, [.. inputs.Select(value => Math.Sin(3 * value))]);
    }
}

[Network(Precision = Precision.Double)]
[Input(12, 1)]
[LSTM(4, ReturnSequences = true)]
[GRU(3, ReturnSequences = true)]
[GRU(5, ReturnSequences = true, ResetAfter = false)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class LongSeries;

[Network(Precision = Precision.Double)]
[Input(6, 1)]
[LSTM(4, ReturnSequences = true, Stateful = true)]
[GRU(3, ReturnSequences = true, Stateful = true)]
[GRU(5, ReturnSequences = true, Stateful = true, ResetAfter = false)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class PartOfSeries;

[Network(Precision = Precision.Double)]
[Input(12, 1)]
[SimpleRNN(3, ReturnSequences = true, Stateful = true)]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class LongSeriesWithStates;
