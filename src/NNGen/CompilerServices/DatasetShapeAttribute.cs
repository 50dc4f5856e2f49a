namespace NNGen.CompilerServices;

/// <summary>
/// States the sizes of the dataset that a method returns, so that passing it to a network with other sizes is an error (NNG4007, NNG4008).
/// Sizes that are not stated are not checked.
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

    /// <summary>Name of the parameter that holds the number of values per sample.</summary>
    public string? FeaturesFrom { get; set; }

    /// <summary>Number of classes, for samples with classes.</summary>
    public int Classes { get; set; }

    /// <summary>Name of the parameter that holds the number of classes.</summary>
    public string? ClassesFrom { get; set; }

    /// <summary>Values of one target, for samples with target values.</summary>
    public int Targets { get; set; }
}
