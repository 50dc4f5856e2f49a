namespace NNGen.Generator.Tests;

/// <summary>Calls that need a loss, on a network that declares none.</summary>
public sealed class LossUseTests
{
    [Theory]
    [InlineData("net.Fit(data);", "Fit")]
    [InlineData("_ = net?.Fit(data);", "Fit")]
    [InlineData("trainer.Fit(data);", "Fit")]
    [InlineData("trainer.Step(x, x);", "Step")]
    [InlineData("trainer.Step(x, [0]);", "Step")]
    [InlineData("trainer.Step(new Batch<float> { Size = 1, Inputs = x, Targets = x });", "Step")]
    public void Training_needs_a_loss(string statement, string method) => Assert.Equal(
        [$"NNG4010 `{method}`: Net has no loss to train for, but {method} needs one (add one to its declaration, such as [CrossEntropy] or [MeanSquaredError])"],
        Reported(statement));

    [Theory]
    [InlineData("_ = net.Evaluate(data);")]
    [InlineData("_ = net.CreateTrainer();")]
    [InlineData("trainer.Step(new Batch<float> { Size = 1, Inputs = x, OutputGradients = x });")]
    [InlineData("var batch = new Batch<float> { Size = 1, Inputs = x }; trainer.Step(batch);")]
    [InlineData("net.Forward(x, x, null!); net.Backward(x, x, x, null!);")]
    [InlineData("try { net.Fit(data); } catch (InvalidOperationException) { }")]
    public void Calls_that_need_no_loss_are_not_reported(string statement) => Assert.Empty(Reported(statement));

    private static IReadOnlyList<string> Reported(string statement) => Uses.InSource(
        $"[Network, Input(4), Dense(3)] public partial class Net; class P {{ void Run(Net net, Trainer<Net, float> trainer, Dataset<float> data, float[] x) {{ {statement} }} }}");
}
