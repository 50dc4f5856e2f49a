using System.Numerics;

namespace NNGen;

/// <summary>Reads CSV files that need no schema kept: a single file, which is split afterwards.</summary>
public static class CsvFile
{
    /// <summary>Learns the schema of a file and reads it: <see cref="CsvSchema.Infer"/> and <see cref="CsvSchema.Load"/>.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file, packed with gzip or not.</param>
    /// <param name="options">How to read it; a label or targets must be given.</param>
    /// <returns>The rows, in their order.</returns>
    /// <exception cref="ArgumentException">The options name neither label nor targets, or both.</exception>
    /// <exception cref="DataFileException">The file is not as the options say; the message names line and column.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Dataset<T> Load<T>(string path, CsvOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CsvSchema.Infer(path, options).Load<T>(path);
}
