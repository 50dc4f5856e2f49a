namespace NNGen.Generator.Tests;

/// <summary>Calls that have no effect but their result.</summary>
public sealed class IgnoredResultTests
{
    [Theory]
    [InlineData("net.Predict(any);", "net.Predict")]
    [InlineData("net.PredictBatch(any);", "net.PredictBatch")]
    [InlineData("net.Classify(any);", "net.Classify")]
    [InlineData("net.Predict(data);", "net.Predict")]
    [InlineData("net.Classify(data);", "net.Classify")]
    [InlineData("net.Classify(any, 0.3);", "net.Classify")]
    [InlineData("net.Evaluate(data);", "net.Evaluate")]
    [InlineData("Net.Load(\"file\");", "Net.Load")]
    [InlineData("data.Shuffle(1);", "data.Shuffle")]
    [InlineData("data.Split(0.5, 1);", "data.Split")]
    [InlineData("data.Scale(2);", "data.Scale")]
    [InlineData("data.OneHot();", "data.OneHot")]
    [InlineData("data.MapTargets(y => y);", "data.MapTargets")]
    [InlineData("if (n > 0) net.Classify(any);", "net.Classify")]
    [InlineData("Action run = () => { net.Classify(any); };", "net.Classify")]
    public void A_result_is_not_used(string statement, string call) => Assert.Equal(
        [$"NNG4012 `{statement[statement.IndexOf(call, StringComparison.Ordinal)..(statement.LastIndexOf(");", StringComparison.Ordinal) + 1)]}`: The result of '{call}' is not used, but the call has no other effect (assign it, or remove the call)"],
        Uses.Reported(statement));

    [Theory]
    [InlineData("_ = net.Predict(any);")]
    [InlineData("var y = net.Predict(any); data = data.Shuffle(1);")]
    [InlineData("net.Predict(any, any); net.PredictBatch(any, any); net.Predict(data, any); net.Classify(data, new int[3]);")]
    [InlineData("net.Fit(data); trainer.Step(any, any); trainer.Fit(data); net.Gradients(any, any, any);")]
    [InlineData("Action run = () => net.Predict(any);")]
    [InlineData("Func<float[]> run = () => net.Predict(any); System.Threading.Tasks.Task.Run(() => net.Classify(any));")]
    [InlineData("try { net.Predict(any); } catch { Console.WriteLine(); }")]
    [InlineData("net.Parameters.Load(\"file\");")]
    [InlineData("\"a,b\".Split(','); any.AsSpan().Slice(1);")]
    public void A_result_that_is_used_or_a_call_with_an_effect_is_not_reported(string statement) => Uses.Report(statement);
}
