namespace NNGen.Tests;

public sealed class HistoryTests
{
    [Fact]
    public void Best_is_the_lowest_validation_loss_or_else_training_loss()
    {
        var validated = new History();
        var plain = new History();
        (double Loss, double Validation)[] losses = [(3, 2), (2, 1), (1, 1.5)];
        foreach ((int index, (double loss, double validation)) in losses.Index())
        {
            validated.Add(Epoch(index + 1, loss, validation));
            plain.Add(Epoch(index + 1, loss, null));
        }

        Assert.Equal(2, validated.Best().Epoch);
        Assert.Equal(3, plain.Best().Epoch);
        Assert.Throws<InvalidOperationException>(() => new History().Best());
    }

    [Fact]
    public void Values_of_a_metric_are_read_by_its_name_as_in_Keras()
    {
        var history = new History();
        history.Add(Epoch(1, 3, 2));
        history.Add(Epoch(2, 1, 1.5));

        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"], history.Names);
        Assert.Equal([3.0, 1], history["loss"]);
        Assert.Equal([2, 1.5], history["val_loss"]);
        Assert.Equal([0.01, 0.01], history["learning_rate"]);
        Assert.Equal((2, 1.5), (history.Last.Epoch, history.Last.Validation?.Loss));
    }

    [Fact]
    public void A_name_that_was_not_measured_is_rejected_with_those_that_were()
    {
        var history = new History();
        Assert.Equal(
            "The history has no 'loss': no epoch is finished yet.", Assert.Throws<KeyNotFoundException>(() => history["loss"]).Message);
        Assert.Throws<InvalidOperationException>(() => history.Last);

        history.Add(Epoch(1, 3, null));
        Assert.Equal(
            "The history has no 'rmse' (it has loss, accuracy, learning_rate).", Assert.Throws<KeyNotFoundException>(() => history["rmse"]).Message);
        Assert.Equal(
            "The history has no 'val_loss' (it has loss, accuracy, learning_rate; give Fit validation samples for names with val_).",
            Assert.Throws<KeyNotFoundException>(() => history["val_loss"]).Message);
    }

    [Fact]
    public void Best_by_another_number_follows_its_direction_and_passes_over_NaN()
    {
        var history = new History();
        double[] accuracies = [double.NaN, 0.5, 0.75, 0.75];
        foreach ((int index, double accuracy) in accuracies.Index())
        {
            history.Add(Epoch(index + 1, 1, null) with { Training = new() { Count = 1, Loss = 1, Accuracy = accuracy } });
        }

        Assert.Equal(3, history.Best(Monitored.Accuracy).Epoch);
        Assert.StartsWith("val_loss of epoch 1 is not known", Assert.Throws<InvalidOperationException>(() => history.Best(Monitored.ValidationLoss)).Message);
    }

    [Fact]
    public void Metrics_that_were_not_measured_are_null_and_have_no_name()
    {
        Metrics metrics = Of(0.25);

        Assert.Null(metrics.RSquared);
        Assert.Equal(["loss", "accuracy"], metrics.Values.Select(metric => metric.Key));
        Assert.Equal(0.5, metrics["accuracy"]);
        Assert.Equal(
            "No metric 'r2' was measured (there are loss, accuracy).", Assert.Throws<KeyNotFoundException>(() => metrics["r2"]).Message);
        Assert.Equal(Of(0.25), metrics);
        Assert.Equal("loss: 0.2500 - accuracy: 0.5000", metrics.ToString());
        Assert.Equal("loss: NaN", new Metrics { Count = 1, Loss = double.NaN }.ToString());
    }

    [Fact]
    public void The_text_is_a_table_of_what_has_a_meaning()
    {
        var history = new History();
        history.Add(Epoch(1, 2.25, 2.5));
        history.Add(Epoch(2, 0.0005, 1.25));
        Assert.Equal(
            """
            epoch        loss  accuracy  val_loss  val_accuracy  learning_rate  seconds
                1      2.2500    0.5000    2.5000        0.5000           0.01    1.500
                2  5.0000e-04    0.5000    1.2500        0.5000           0.01    1.500

            """,
            history.ToString());
    }

    private static EpochResult Epoch(int number, double loss, double? validation) => new()
    {
        Epoch = number,
        Training = Of(loss),
        Validation = validation is { } value ? Of(value) : null,
        LearningRate = 0.01,
        Duration = TimeSpan.FromSeconds(1.5),
    };

    private static Metrics Of(double loss) => new() { Count = 10, Loss = loss, Accuracy = 0.5 };
}
