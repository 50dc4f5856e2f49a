namespace NNGen.Compare;

/// <summary>
/// A network's <c>Predict</c> as a struct, so that the loop calls it directly, as a user's loop does: a delegate would cost a tenth of the time of
/// the smallest network.
/// </summary>
internal interface IPredictor
{
    void Predict(ReadOnlySpan<float> input, Span<float> output);
}

internal readonly struct PredictW1(W1 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW2(W2 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW3(W3 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW4(W4 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW5(W5 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW6(W6 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW8(W8 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW9(W9 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}

internal readonly struct PredictW10(W10 network) : IPredictor
{
    public void Predict(ReadOnlySpan<float> input, Span<float> output) => network.Predict(input, output);
}
