namespace NNGen;

/// <summary>What metrics know about an output: where it is in a row of all outputs, and how it is compared with its target.</summary>
/// <param name="Name">Its name; null for the only output of a network.</param>
/// <param name="Offset">Where it starts in a row.</param>
/// <param name="Size">Its values.</param>
/// <param name="RowSize">The values of a row.</param>
/// <param name="Positions">Its positions that each have a class, such as pixels; 1 if it has one class.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="FromLogits">Whether it gives logits.</param>
internal sealed record MeasuredOutput(string? Name, int Offset, int Size, int RowSize, int Positions, LossKind Loss, bool FromLogits)
{
    /// <summary>The class number of positions that do not count; null if all count.</summary>
    public int? IgnoreIndex { get; init; }

    /// <summary>Whether each value is an independent yes-or-no label.</summary>
    public bool IsMultiLabel => Loss == LossKind.BinaryCrossEntropy && Size > 1;

    /// <summary>The metrics that compare it with its target.</summary>
    public MetricTargets Targets => Loss switch
    {
        LossKind.CrossEntropy => MetricTargets.Classes,
        LossKind.BinaryCrossEntropy => MetricTargets.Labels,
        _ => MetricTargets.Numbers,
    };

    /// <summary>The outputs of a network; the only one has no name.</summary>
    public static MeasuredOutput[] Of(NetworkDescription network) => network.Outputs.Count == 0
        ? [new(null, 0, network.OutputSize, network.OutputSize, network.Positions, network.Loss, network.FromLogits) { IgnoreIndex = network.IgnoreIndex }]
        : [.. network.Outputs.Select(output => new MeasuredOutput(
            output.Name, output.Offset, output.Size, network.OutputSize, output.Loss == LossKind.CrossEntropy ? output.Size / output.Shape[^1] : 1, output.Loss, output.FromLogits))];

    /// <summary>A metric's name: of one of several outputs, Keras puts the output's name first.</summary>
    public string NameOf(string metric) => Name is null ? metric : $"{Name}_{metric}";
}

/// <summary>The kinds of targets that a metric compares with.</summary>
[Flags]
internal enum MetricTargets
{
    /// <summary>One of several classes.</summary>
    Classes = 1,

    /// <summary>Independent yes-or-no labels, or one of two classes.</summary>
    Labels = 2,

    /// <summary>Numbers.</summary>
    Numbers = 4,
}
