namespace NNGen;

/// <summary>The properties shared by all rows of a dataset; names that were not given are empty lists.</summary>
internal sealed record DatasetColumns(
    int FeatureCount, int TargetCount, int ClassCount, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> ClassNames);
