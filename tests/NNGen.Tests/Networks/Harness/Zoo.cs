namespace NNGen.Tests;

/// <summary>The networks that are compared with the oracle, each in both precisions.</summary>
internal static class Zoo
{
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(Line), typeof(LineDouble), typeof(Funnel), typeof(FunnelDouble), typeof(Fan), typeof(FanDouble),
        typeof(Classifier), typeof(ClassifierDouble), typeof(LogClassifier), typeof(LogClassifierDouble),
        typeof(LogitClassifier), typeof(LogitClassifierDouble), typeof(Binary), typeof(BinaryDouble),
        typeof(MultiLabel), typeof(MultiLabelDouble), typeof(LogitBinary), typeof(LogitBinaryDouble),
        typeof(HardBinary), typeof(HardBinaryDouble), typeof(SoftBinary), typeof(SoftBinaryDouble),
        typeof(Activated), typeof(ActivatedDouble), typeof(SoftmaxInside), typeof(SoftmaxInsideDouble),
        typeof(SoftmaxError), typeof(SoftmaxErrorDouble), typeof(NoBias), typeof(NoBiasDouble), typeof(Deep), typeof(DeepDouble),
        typeof(Dropped), typeof(DroppedDouble), typeof(Noisy), typeof(NoisyDouble),
        typeof(Active), typeof(ActiveDouble), typeof(ActiveTiny), typeof(ActiveTinyDouble), typeof(Smooth), typeof(SmoothDouble),
        typeof(SmoothBinary), typeof(SmoothBinaryDouble), typeof(SmoothLogits), typeof(SmoothLogitsDouble),
        typeof(OwnFormulas), typeof(OwnFormulasDouble), typeof(OwnQuantile), typeof(OwnQuantileDouble),
        typeof(Pictures), typeof(PicturesDouble), typeof(PicturesFirst), typeof(PicturesFirstDouble), typeof(Sequences), typeof(SequencesDouble),
        typeof(Pixels), typeof(PixelsDouble), typeof(Overhanging), typeof(OverhangingDouble),
        typeof(Enlarged), typeof(EnlargedDouble), typeof(Lengthened), typeof(LengthenedDouble), typeof(Sparse), typeof(SparseDouble),
        typeof(Separated), typeof(SeparatedDouble), typeof(Interpolated), typeof(InterpolatedDouble), typeof(Channelwise), typeof(ChannelwiseDouble),
        typeof(DroppedChannels), typeof(DroppedChannelsDouble), typeof(DroppedSteps), typeof(DroppedStepsDouble),
        typeof(Steps), typeof(StepsDouble), typeof(Groups), typeof(GroupsDouble), typeof(Learned), typeof(LearnedDouble),
        typeof(Words), typeof(WordsDouble), typeof(OneWord), typeof(OneWordDouble),
        typeof(Remembered), typeof(RememberedDouble), typeof(Backwards), typeof(BackwardsDouble), typeof(BothWays), typeof(BothWaysDouble),
        typeof(SingleUnits), typeof(SingleUnitsDouble), typeof(ResetBefore), typeof(ResetBeforeDouble), typeof(OneStep), typeof(OneStepDouble), typeof(OneStepOfOne), typeof(OneStepOfOneDouble),
        typeof(EachStep), typeof(EachStepDouble), typeof(PartsOfSequences), typeof(PartsOfSequencesDouble),
        typeof(LossLess), typeof(LossLessDouble), typeof(PictureFeatures), typeof(PictureFeaturesDouble),
    ];

    public static IEnumerable<Type> WithLoss => Types.Where(type => type.GetCustomAttributes(false).OfType<LossFunctionAttribute>().Any());

    /// <summary>A network with parameters that are all different from zero, and its oracle.</summary>
    public static (Subject Network, OracleNetwork Oracle) Find(string name)
    {
        Type type = Types.Single(type => type.Name == name);
        Subject network = Subject.Of(type);
        network.Parameters = Draw.Parameters(network, new Random(1));
        return (network, new OracleNetwork(type));
    }
}
