using System.Numerics;

namespace NNGen.Tests;

/// <summary>Recurrent networks against PyTorch: predictions, losses, gradients, ten steps of each optimizer; see <c>Golden/README.md</c>.</summary>
public class GoldenSequenceTests
{
    [Fact]
    public void A_simple_recurrence_is_PyTorchs()
    {
        Golden<GoldenSimpleRNN, float>("simplernn-tanh");
        Golden<GoldenSimpleRNNDouble, double>("simplernn-tanh");
        Golden<GoldenSimpleRNNOfReLU, float>("simplernn-relu");
        Golden<GoldenSimpleRNNOfReLUDouble, double>("simplernn-relu");
    }

    [Fact]
    public void Gated_recurrent_units_are_PyTorchs()
    {
        Golden<GoldenGRU, float>("gru-last");
        Golden<GoldenGRUDouble, double>("gru-last");
        Golden<GoldenGRUOfAllSteps, float>("gru-all");
        Golden<GoldenGRUOfAllStepsDouble, double>("gru-all");
    }

    [Fact]
    public void Gated_recurrent_units_that_reset_before_the_product_are_those_written_by_hand()
    {
        Golden<GoldenResetBefore, float>("gru-reset-before");
        Golden<GoldenResetBeforeDouble, double>("gru-reset-before");
        Golden<GoldenResetBeforeWithStates, float>("gru-reset-before-states");
        Golden<GoldenResetBeforeWithStatesDouble, double>("gru-reset-before-states");
    }

    [Fact]
    public void Long_short_term_memory_is_PyTorchs()
    {
        Golden<GoldenLSTM, float>("lstm-last");
        Golden<GoldenLSTMDouble, double>("lstm-last");
        Golden<GoldenLSTMOfAllSteps, float>("lstm-all");
        Golden<GoldenLSTMOfAllStepsDouble, double>("lstm-all");
        Golden<GoldenStackedLSTM, float>("lstm-stacked");
        Golden<GoldenStackedLSTMDouble, double>("lstm-stacked");
    }

    [Fact]
    public void Both_directions_are_PyTorchs()
    {
        Golden<GoldenBidirectionalLSTM, float>("bidirectional-lstm");
        Golden<GoldenBidirectionalLSTMDouble, double>("bidirectional-lstm");
        Golden<GoldenBidirectionalGRU, float>("bidirectional-gru-last");
        Golden<GoldenBidirectionalGRUDouble, double>("bidirectional-gru-last");
    }

    [Fact]
    public void Both_directions_over_samples_that_end_early_are_PyTorchs()
    {
        Golden<GoldenLengths, float>("bidirectional-lengths");
        Golden<GoldenLengthsDouble, double>("bidirectional-lengths");
    }

    [Fact]
    public void The_next_character_at_every_step_is_PyTorchs()
    {
        Golden<GoldenCharacters, float>("net-char-lstm");
        Golden<GoldenCharactersDouble, double>("net-char-lstm");
    }

    [Fact]
    public void Recurrence_in_a_graph_is_PyTorchs()
    {
        Golden<GoldenAmplifier, float>("net-gru-audio");
        Golden<GoldenAmplifierDouble, double>("net-gru-audio");
        Golden<GoldenTwoInputs, float>("two-inputs");
        Golden<GoldenTwoInputsDouble, double>("two-inputs");
    }

    [Fact]
    public void Decoders_begin_with_the_states_of_encoders_as_PyTorchs_do()
    {
        Golden<GoldenEncoderDecoder, float>("encoder-decoder-lstm");
        Golden<GoldenEncoderDecoderDouble, double>("encoder-decoder-lstm");
        Golden<GoldenBidirectionalEncoderDecoder, float>("encoder-decoder-lstm-bidirectional");
        Golden<GoldenBidirectionalEncoderDecoderDouble, double>("encoder-decoder-lstm-bidirectional");
        Golden<GoldenGatedEncoderDecoder, float>("encoder-decoder-gru-bidirectional");
        Golden<GoldenGatedEncoderDecoderDouble, double>("encoder-decoder-gru-bidirectional");
    }

    [Fact]
    public void State_and_cell_begin_with_values_of_dense_layers_as_PyTorchs_do()
    {
        Golden<GoldenInitialState, float>("initial-state-dense");
        Golden<GoldenInitialStateDouble, double>("initial-state-dense");
    }

    private static void Golden<TNetwork, T>(string name)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new GoldenComparison<TNetwork, T>(Path.Combine("Sequences", name)).Check();
}
