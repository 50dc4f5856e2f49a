namespace NNGen;

/// <summary>What all rows of a dataset have in common; names that were not given are empty lists.</summary>
internal sealed record DatasetColumns(
    int FeatureCount, int TargetCount, int ClassCount, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> ClassNames);
