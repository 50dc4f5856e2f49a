namespace NNGen.Tests;

/// <summary>Only one training of a network can run at a time: of two, each would overwrite the other's steps.</summary>
public sealed class OneTrainingTests
{
    private const string Refusal =
        "OddClassifier is being trained by another Fit; two at once would undo each other's steps (wait for its end, or train separate networks).";

    private readonly ScalarNetwork<OddClassifier, float> network = new(1);
    private readonly Dataset<float> data = Samples.Blobs(40);

    [Fact]
    public async Task A_second_training_of_a_network_is_rejected_while_the_first_lasts()
    {
        using Trainer<ScalarNetwork<OddClassifier, float>, float> trainer = network.CreateTrainer();
        var refused = new List<string>();
        var second = new LambdaCallback(onEpochBegin: _ =>
        {
            refused.Add(Assert.Throws<InvalidOperationException>(() => network.Fit(data)).Message);
            refused.Add(Assert.Throws<InvalidOperationException>(() => trainer.Fit(data)).Message);
            refused.Add(Assert.Throws<InvalidOperationException>(() => network.FindLearningRate(data)).Message);
            refused.Add(Assert.ThrowsAsync<InvalidOperationException>(() => trainer.FitAsync(DataStream.From(data).Batch(10), new FitOptions())).GetAwaiter().GetResult().Message);
        });

        network.Fit(data, callbacks: [second]);
        await network.FitAsync(DataStream.From(data).Batch(10), callbacks: [second]);

        Assert.Equal(Enumerable.Repeat(Refusal, 8), refused);
    }

    [Fact]
    public async Task A_training_that_failed_leaves_the_network_free_for_the_next()
    {
        var failing = new LambdaCallback(onEpochBegin: _ => throw new InvalidOperationException("It broke."));
        Assert.Throws<CallbackException>(() => network.Fit(data, callbacks: [failing]));
        await Assert.ThrowsAsync<CallbackException>(() => network.FitAsync(DataStream.From(data).Batch(10), callbacks: [failing]));
        Assert.ThrowsAny<OperationCanceledException>(() => network.FindLearningRate(data, cancellationToken: new CancellationToken(true)));

        Assert.Single(network.Fit(data));
    }

    [Fact]
    public void Other_changes_while_a_step_is_under_way_are_rejected()
    {
        using Trainer<ScalarNetwork<OddClassifier, float>, float> one = network.CreateTrainer(), other = network.CreateTrainer();
        float[] input = new float[5], values = network.Parameters.Values.ToArray();
        var refused = new List<string>();
        network.OnPass = (_, _) =>
        {
            refused.Add(Assert.Throws<InvalidOperationException>(() => other.Step(input, [0])).Message);
            refused.Add(Assert.Throws<InvalidOperationException>(() => network.Parameters.Replace(values)).Message);
            refused.Add(Assert.Throws<InvalidOperationException>(() => network.Parameters.Edit()).Message);
        };

        one.Step(input, [0]);
        network.OnPass = null;
        other.Step(input, [0]);

        Assert.Equal(["trained", "replaced", "edited"], refused.Select(message => message.Split(' ')[6]));
        Assert.All(refused, message => Assert.EndsWith(
            "while a trainer takes a step on another thread, or one of the two changes would be lost "
            + "(train a network on one thread at a time; maxDegreeOfParallelism gives a step more threads).",
            message));
    }

    [Fact]
    public void A_callback_may_change_the_parameters_between_two_steps()
    {
        var zero = new LambdaCallback(onEpochEnd: context =>
        {
            using ParameterBlock<float>.Editor editor = context.Parameters<float>().Edit();
            editor.Values.Clear();
        });

        network.Fit(data, epochs: 2, callbacks: [zero]);

        Assert.All(network.Parameters.Values.ToArray(), value => Assert.Equal(0, value));
    }
}
