namespace NNGen;

/// <summary>The properties shared by all rows of a dataset; names that were not given are empty lists.</summary>
internal sealed record DatasetColumns(
    int FeatureCount, int TargetCount, int ClassCount, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> ClassNames)
{
    /// <summary>Labels of a sample, if there are labels: 1, or one for each step.</summary>
    public int LabelsPerSample { get; init; } = 1;

    /// <summary>The shape of a sample's features; empty if it is not known.</summary>
    public IReadOnlyList<int> FeatureShape { get; init; } = [];
}
