namespace NNGen.Generator.Tests;

/// <summary>Numbers of values of inputs and outputs that are given by name: the argument that is underlined and the whole message.</summary>
[Trait("Category", "Slow")]
public sealed class NamedLengthTests
{
    private const string Declaration = """
        [Network, Input(4), As("image"), Input(3), Concat("image"), Dense(6), Tanh, As("h")]
        [Dense(5), Softmax, Output("kind"), CrossEntropy]
        [From("h"), Dense(2), Output("value"), MeanSquaredError]
        public partial class Net;
        """;

    [Theory]
    [InlineData("net.Predict(new float[5], new float[3], new float[5], new float[2]);", "NNG4001 `new float[5]`: Predict of Net takes 4 values (input 'image'), but 'new float[5]' has 5")]
    [InlineData("net.Predict(new float[4], new float[3], new float[5], any[..3]);", "NNG4001 `any[..3]`: Predict of Net gives 2 values (output 'value'), but 'any[..3]' has 3")]
    [InlineData("net.PredictBatch(new float[8], new float[9], any, any);", "NNG4003 `new float[9]`: PredictBatch of Net gets 2 samples (input 'image': 8 = 2 × 4), so 'new float[9]' must have 6 values (2 × 3), not 9")]
    [InlineData("Net.JoinInputs(new float[8], any, new float[13]);", "NNG4003 `new float[13]`: JoinInputs of Net gets 2 samples (input 'image': 8 = 2 × 4), so 'new float[13]' must have 14 values (2 × 7), not 13")]
    [InlineData("Net.SplitOutputs(new float[15], any, any);", "NNG4002 `new float[15]`: SplitOutputs of Net takes whole samples of 7 values (a row of all outputs), but 'new float[15]' has 15 (2 × 7 + 1)")]
    [InlineData("net.Backward(new float[4], any, any, new float[4], any, null!);", "NNG4003 `new float[4]`: Backward of Net gets 1 sample (input 'image': 4 = 1 × 4), so 'new float[4]' must have 2 values (1 × 2), not 4")]
    [InlineData("_ = Net.CreateDataset(new float[8], new float[6], new int[3], any);", "NNG4003 `new int[3]`: CreateDataset of Net gets 2 samples (input 'image': 8 = 2 × 4), so 'new int[3]' must have 2 values (2 × 1), not 3")]
    [InlineData("_ = Net.CreateDataset(new float[8], new float[6], value: new float[2], kind: any);", "NNG4003 `new float[2]`: CreateDataset of Net gets 2 samples (input 'image': 8 = 2 × 4), so 'new float[2]' must have 4 values (2 × 2), not 2")]
    public void A_wrong_number_is_reported_with_the_name(string statement, string expected) => Assert.Equal([expected], Reported(statement));

    [Theory]
    [InlineData("net.Predict(new float[4], new float[3], new float[5], new float[2]); net.PredictBatch(new float[8], new float[6], new float[10], new float[4], 1);")]
    [InlineData("_ = Net.CreateDataset(new float[8], new float[6], new int[2], new float[4]); _ = Net.CreateDataset(new float[8], new float[6], new float[10], any);")]
    [InlineData("net.Predict(any, any, any, any); net.Predict(new float[7], new float[7]);")]
    public void Right_and_unknown_numbers_are_not_reported(string statements) => Assert.Empty(Reported(statements));

    private static IReadOnlyList<string> Reported(string statements) => Uses.InSource(
        $"{Declaration} public static class Program {{ public static void Run(Net net, float[] any) {{ {statements} }} }}");
}
