namespace NNGen.Tests.Streams;

/// <summary>What holds for every network that computes streams.</summary>
public class StreamTests
{
    public static TheoryData<string> All() => [.. StreamSubject.All.Select(subject => subject.Name)];

    [Theory, MemberData(nameof(All))]
    public void Steps_give_what_the_whole_sequence_does(string name) => Find(name).IsSequence();

    [Theory, MemberData(nameof(All))]
    public void A_block_has_the_bits_of_its_steps(string name) => Find(name).BlocksAreSteps();

    [Theory, MemberData(nameof(All))]
    public void A_stream_goes_on_from_a_saved_or_copied_state(string name) => Find(name).GoesOn();

    [Theory, MemberData(nameof(All))]
    public void A_step_that_is_not_finite_is_named_and_changes_nothing(string name) => Find(name).RefusesNonFinite();

    [Theory, MemberData(nameof(All))]
    public void A_saved_state_that_is_cut_or_changed_is_refused(string name) => Find(name).RefusesOtherBytes();

    [Theory, MemberData(nameof(All))]
    public void A_forged_state_does_not_leave_its_memory(string name) => Find(name).SurvivesAnyBytes();

    [Theory, MemberData(nameof(All))]
    public void Threads_with_separate_states_compute_separate_streams(string name) => Find(name).WorksOnThreads();

    [Theory, MemberData(nameof(All))]
    public void A_stream_goes_on_with_new_parameters(string name) => Find(name).TakesNewParameters();

    [Theory, MemberData(nameof(All))]
    public void A_batch_of_streams_computes_each_of_them(string name) => Find(name).BatchesAreStreams();

    [Theory, MemberData(nameof(All))]
    public void A_warm_stream_allocates_nothing(string name) => Find(name).AllocatesNothing();

    [Fact]
    public void The_networks_have_every_kind_of_layer_that_streams()
    {
        // The others are refused at their attribute, or stand for other layers.
        string[] refused =
        [
            "Conv2D", "DepthwiseConv2D", "SeparableConv2D", "Conv1DTranspose", "Conv2DTranspose", "MaxPool2D", "AveragePool2D", "GlobalMaxPool", "GlobalAveragePool", "UpSampling2D",
            "ZeroPadding2D", "Cropping1D", "Cropping2D", "Flatten", "Reshape", "Permute", "GroupNorm", "EndResidual",
        ];
        IEnumerable<string> kinds = typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsSubclassOf(typeof(ActivationLayerAttribute)))
            .Select(type => type.Name[..^"Attribute".Length]);

        Assert.Equal([], kinds.Except(refused).Except(StreamSubject.All.SelectMany(subject => subject.Kinds)).Order());
    }

    private static StreamSubject Find(string name) => StreamSubject.All.Single(subject => subject.Name == name);
}
