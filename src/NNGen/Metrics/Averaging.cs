namespace NNGen;

/// <summary>How per-class values are averaged; scikit-learn's <c>average</c>.</summary>
public enum Averaging
{
    /// <summary>No mean: the value of the positive class. For two classes.</summary>
    Binary,

    /// <summary>Hits and misses of all classes together. With classes that exclude each other this is the accuracy.</summary>
    Micro,

    /// <summary>All classes have the same weight.</summary>
    Macro,

    /// <summary>Classes are weighted by their number of samples.</summary>
    Weighted,
}
