namespace NNGen.Tests;

/// <summary>States of recurrent layers as values of the graph; their numbers are PyTorch's (<see cref="GoldenSequenceTests"/>).</summary>
public class InitialStateTests
{
    [Fact]
    public void Gradients_through_states_are_central_differences()
    {
        Properties<GoldenEncoderDecoderDouble, double>.GradientsAreDifferences();
        Properties<GoldenBidirectionalEncoderDecoderDouble, double>.GradientsAreDifferences();
        Properties<EarlyEncoderDouble, double>.GradientsAreDifferences();
        Properties<SharedStateDouble, double>.GradientsAreDifferences();
        Properties<StartsWithInputsDouble, double>.GradientsAreDifferences();
    }

    [Fact]
    public void A_batch_gives_what_its_samples_do_alone()
    {
        Properties<EarlyEncoderDouble, double>.PredictsAsBatch(1e-13);
        Properties<SharedStateDouble, double>.PredictsAsBatch(1e-13);
        Properties<StartsWithInputsDouble, double>.PredictsAsBatch(1e-13);
        Properties<SharedState, float>.PredictsAsBatch(1e-6);
    }

    [Fact]
    public void Training_with_states_has_the_same_bits_on_any_number_of_threads_and_allocates_nothing()
    {
        Properties<SharedState, float>.SameOnThreads();
        Properties<EarlyEncoder, float>.SameOnThreads();
        Properties<SharedState, float>.AllocatesNothing();
        Properties<GoldenBidirectionalEncoderDecoder, float>.AllocatesNothing();
    }

    [Fact]
    public void An_encoder_and_its_decoder_learn() => Properties<GoldenEncoderDecoder, float>.Learns(new Adam(0.02), steps: 300, share: 0.5);

    [Fact]
    public void A_summary_names_the_states_that_are_read()
    {
        Assert.Contains("decoder (LSTM)", GoldenEncoderDecoder.Summary);
        Assert.Contains("plan, encoderState, encoderCell", GoldenEncoderDecoder.Summary.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("encoderCell", GoldenGatedEncoderDecoder.Summary);
    }
}
