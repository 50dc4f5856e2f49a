namespace NNGen;

/// <summary>How the numbers of single classes become one; scikit-learn's <c>average</c>.</summary>
public enum Averaging
{
    /// <summary>No mean: the number of the positive class. For two classes.</summary>
    Binary,

    /// <summary>Hits and misses of all classes together. With classes that exclude each other this is the accuracy.</summary>
    Micro,

    /// <summary>Every class counts alike.</summary>
    Macro,

    /// <summary>Every class counts by its samples.</summary>
    Weighted,
}
