namespace NNGen;

/// <summary>What all rows of a dataset have in common.</summary>
internal sealed record DatasetColumns(
    int FeatureCount,
    int TargetCount,
    int ClassCount,
    IReadOnlyList<string>? FeatureNames = null,
    IReadOnlyList<string>? ClassNames = null);
