namespace NNGen.Generator.Tests;

/// <summary>Concurrent training and prediction.</summary>
public sealed class ConcurrencyTests
{
    [Theory]
    [InlineData("var task = Task.Run(() => net.Predict(any));\nnet.Fit(data);", "Fit", "Predict", 4)]
    [InlineData("var task = Task.Run(() => { while (true) { net.Predict(any, any); } });\nfor (; n > 0; n--) { own.Step(any, any); } task.Wait();", "Step", "Predict", 4)]
    [InlineData("var task = Task.Run(() => net.Fit(data));\nint c = net.Classify(any);", "Fit", "Classify", 5)]
    [InlineData("_ = Task.Run(() => net.Fit(data));\n_ = Task.Run(() => net.Classify(any));", "Fit", "Classify", 5)]
    [InlineData("Parallel.Invoke(() => net.Fit(data), () => net.PredictBatch(any, any));", "Fit", "PredictBatch", 4)]
    [InlineData("Parallel.For(0, 8, i => { net.Predict(any, any);\nown.Step(any, any); });", "Step", "Predict", 4)]
    [InlineData("Task.Factory.StartNew(() => net.Classify(any)); net.Fit(data);", "Fit", "Classify", 4)]
    public void A_network_is_used_while_it_is_trained(string statements, string method, string other, int line) => Assert.Equal(
        [$"NNG4013 `{method}`: {method} changes the parameters of 'net' while another thread calls {other} (line {line}), which may see half of a step (wait for that thread first)"],
        Reported(statements));

    [Theory]
    [InlineData("net.Fit(data); _ = Task.Run(() => net.Predict(any));")]
    [InlineData("var task = Task.Run(() => net.Predict(any)); task.Wait(); net.Fit(data);")]
    [InlineData("var y = Task.Run(() => net.Predict(any)).Result; net.Fit(data);")]
    [InlineData("await Task.Run(() => net.Fit(data)); net.Predict(any, any);")]
    [InlineData("var task = Task.Run(() => net.Fit(data)); await task; net.Predict(any, any);")]
    [InlineData("var task = Task.Run(() => other.Predict(any)); net.Fit(data);")]
    [InlineData("Parallel.For(0, 8, i => net.Predict(any, any)); net.Fit(data);")]
    [InlineData("if (n > 0) { _ = Task.Run(() => net.Predict(any)); } else { net.Fit(data); }")]
    [InlineData("_ = Task.Run(() => { lock (data) { net.Predict(any, any); } }); lock (data) { net.Fit(data); }")]
    [InlineData("_ = Task.Run(() => { net.Fit(data); net.Predict(any, any); });")]
    [InlineData("Func<float[]> predict = () => net.Predict(any); net.Fit(data);")]
    [InlineData("_ = Task.Run(() => net.Predict(any)); void Later() => net.Fit(data);")]
    [InlineData("Parallel.Invoke(() => net.Fit(data), () => other.Predict(any, any));")]
    public void Uses_one_after_another_are_not_reported(string statements) => Assert.Empty(Reported(statements));

    private static IReadOnlyList<string> Reported(string statements) => Uses.Reported(
        "}\n" + "public static async Task Use(Net net, Net other, float[] any, int n, Dataset<float> data) { await Task.Yield(); using var own = net.CreateTrainer();\n" + statements)
        .Select(text => text.Replace("(line 7)", "(line 5)", StringComparison.Ordinal).Replace("(line 6)", "(line 4)", StringComparison.Ordinal)).ToList();
}
