using System.Globalization;

namespace NNGen;

/// <summary>The progress of training; reported after every batch, and again when an epoch is finished.</summary>
public readonly record struct FitProgress
{
    /// <summary>The current epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>How many epochs there will be.</summary>
    public required int Epochs { get; init; }

    /// <summary>Batches done in this epoch.</summary>
    public required int Batch { get; init; }

    /// <summary>Batches of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>Running means over the epoch so far.</summary>
    public required Metrics Training { get; init; }

    /// <summary>The metrics of the validation samples, once the epoch is finished; otherwise, and without such samples, null.</summary>
    public Metrics? Validation { get; init; }

    /// <summary>Time since the epoch began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>
    /// Problems since the last report that do not stop training, a line each, such as a checkpoint that could not be written; usually
    /// null.
    /// </summary>
    public string? Warnings { get; init; }

    /// <summary>Whether this is the report of a finished epoch, including validation.</summary>
    public bool IsEpochEnd { get; init; }

    /// <summary>Returns a text such as <c>epoch 3 of 10, batch 12 of 40: loss: 0.1234 - accuracy: 0.9650</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"epoch {Epoch} of {Epochs}, batch {Batch} of {Batches}: {Training}{(Validation is { } validation ? $", validation {validation}" : "")}");
}
