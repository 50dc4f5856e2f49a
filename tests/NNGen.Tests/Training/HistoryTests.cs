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

        Assert.Equal(2, validated.Best.Epoch);
        Assert.Equal(3, plain.Best.Epoch);
        Assert.Throws<InvalidOperationException>(() => new History().Best);
    }

    [Fact]
    public void The_text_is_a_table_of_what_has_a_meaning()
    {
        var history = new History();
        history.Add(Epoch(1, 2.25, 2.5));
        history.Add(Epoch(2, 0.0005, 1.25));
        Assert.Equal(
            """
            epoch        loss  accuracy  val_loss  val_accuracy  learning rate  seconds
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
