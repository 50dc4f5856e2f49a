namespace NNGen;

/// <summary>The moments of a training at which its ranks agree. If they are not at the same, they do not train the same.</summary>
internal enum RankMoment
{
    Start = 1,
    EpochBegin,
    Step,
    ValidationBegin,
    Validation,
    EpochEnd,
    End,
    SearchRound,
    Read,
}
