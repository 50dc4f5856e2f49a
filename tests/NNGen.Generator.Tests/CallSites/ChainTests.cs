namespace NNGen.Generator.Tests;

/// <summary>One network's output as another's input.</summary>
[Trait("Category", "Slow")]
public sealed class ChainTests
{
    private const string Message =
        "Predict of Decoder takes 8 values (Input(8)), but 'code' is an output of Encoder, which gives 5 (Dense 'dense2') (change one of the two)";

    [Theory]
    [InlineData("_ = decoder.Predict(encoder.Predict(x));", "encoder.Predict(x)")]
    [InlineData("var code = encoder.Predict(x); _ = decoder.Predict(code);", "code")]
    [InlineData("float[] code = encoder.Predict(x); decoder.Predict(code.AsSpan(), new float[4]);", "code.AsSpan()")]
    [InlineData("var first = encoder.Predict(x); ReadOnlySpan<float> code = first; _ = decoder.Predict(code);", "code")]
    public void Sizes_of_two_networks_differ(string statements, string squiggle) => Assert.Equal(
        [$"NNG4004 `{squiggle}`: {Message.Replace("'code'", $"'{squiggle}'", StringComparison.Ordinal)}"], Reported(statements));

    [Fact]
    public void A_span_that_one_network_fills_is_too_short_for_another() => Assert.Equal(
        ["NNG4001 `code`: Predict of Decoder takes 8 values (Input(8)), but 'code' has 5 (stackalloc float[5], line 4)"],
        Reported("Span<float> code = stackalloc float[5]; encoder.Predict(x, code); _ = decoder.Predict(code);"));

    [Fact]
    public void A_batch_of_outputs_has_as_many_samples_as_its_inputs() => Assert.Equal(
        ["NNG4002 `codes`: PredictBatch of Decoder takes whole samples of 8 values (Input(8)), but 'codes' has 10 (1 × 8 + 2; encoder.PredictBatch(new float[8]), line 4)"],
        Reported("var codes = encoder.PredictBatch(new float[8]); _ = decoder.PredictBatch(codes);"));

    [Theory]
    [InlineData("_ = encoder.Predict(decoder.Predict(x));")]
    [InlineData("var code = encoder.Predict(x); code = new float[8]; _ = decoder.Predict(code);")]
    [InlineData("var code = encoder.PredictBatch(x); _ = decoder.PredictBatch(code);")]
    [InlineData("_ = decoder.Predict([.. encoder.Predict(x), 1, 2, 3]);")]
    [InlineData("_ = encoder.Predict(encoder.Predict(x)[..4]);")]
    [InlineData("_ = encoder.Predict(encoder.Predict(x).AsSpan(1));")]
    public void Networks_that_fit_are_not_reported(string statements) => Assert.Empty(Reported(statements));

    private static IReadOnlyList<string> Reported(string statements) => Uses.InSource($$"""
        [Network, Input(4), Dense(9), Tanh, Dense(5)] public partial class Encoder;
        [Network, Input(8), Dense(4)] public partial class Decoder;
        public static class Program { public static void Run(Encoder encoder, Decoder decoder, float[] x) {
        {{statements}} } }
        """);
}
