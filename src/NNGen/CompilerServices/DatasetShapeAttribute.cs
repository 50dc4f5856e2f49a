namespace NNGen.CompilerServices;

/// <summary>
/// States the sizes of the dataset that a method returns, so that a network which takes other sizes is an error where both meet
/// (NNG4007, NNG4008). What is not stated is not checked.
/// </summary>
/// <example>
/// <code>
/// [DatasetShape(Features = 64, Classes = 10)]
/// public static Dataset&lt;float&gt; Digits() { ... }
///
/// [DatasetShape(FeaturesFrom = nameof(features), ClassesFrom = nameof(centers))]
/// public static Dataset&lt;float&gt; Blobs(int count, int centers = 3, int features = 2) { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatasetShapeAttribute : Attribute
{
    /// <summary>Values of one sample.</summary>
    public int Features { get; set; }

    /// <summary>Name of the parameter that says how many values a sample has.</summary>
    public string? FeaturesFrom { get; set; }

    /// <summary>Number of classes, for samples with classes.</summary>
    public int Classes { get; set; }

    /// <summary>Name of the parameter that says how many classes there are.</summary>
    public string? ClassesFrom { get; set; }

    /// <summary>Values of one target, for samples with target values.</summary>
    public int Targets { get; set; }
}
