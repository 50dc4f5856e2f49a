using System.Numerics;

namespace NNGen;

/// <summary>One of several sequences of a file.</summary>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Id">What its rows have in the column of sequences.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Label">Its class as text; null if none is read.</param>
public sealed record CsvSequence<T>(string Id, Series<T> Steps, string? Label)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
