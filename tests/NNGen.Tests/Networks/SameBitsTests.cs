namespace NNGen.Tests;

/// <summary>The same seed gives the same bits for any vector width and any number of threads.</summary>
[Trait("Category", "Slow")]
public class SameBitsTests
{
    [Fact]
    public void Training_and_predictions_have_the_same_bits_at_every_vector_width_and_on_any_number_of_threads()
    {
        string[][] reports =
        [
            BitsProcess.Run("bits portable", ("DOTNET_MaxVectorTBitWidth", "128")),
            BitsProcess.Run("bits portable", ("DOTNET_MaxVectorTBitWidth", "256")),
            BitsProcess.Run("bits wide", ("DOTNET_MaxVectorTBitWidth", "256")),

            // Vector512 without its instructions: .NET computes it in parts.
            BitsProcess.Run("bits wide", ("DOTNET_EnableAVX512", "0")),

            // On a machine without 512-bit vectors, this is one of the other widths.
            BitsProcess.Run("bits", ("DOTNET_MaxVectorTBitWidth", "512")),
            BitsProcess.Run("bits", ("DOTNET_EnableAVX512", "0")),
        ];

        Assert.Equal("vector 4, 128 bits", reports[0][0]);
        Assert.EndsWith(", 512 bits", reports[2][0]);
        Assert.EndsWith(", 512 bits", reports[3][0]);
        ILookup<string, string> hashes = reports.SelectMany(report => report.Skip(1)).Select(line => line.Split(' '))
            .ToLookup(words => $"{words[0]} {words[1]}", words => $"{words[3]}");

        // Twenty-five networks, six results each, and two streams, on one to four threads in each process.
        Assert.Equal(164, hashes.Count);
        Assert.All(hashes, result => Assert.Equal(4 * reports.Length, result.Count()));
        Assert.All(hashes, result => Assert.Single(result.Distinct()));
        Assert.Equal(164, hashes.Select(result => result.First()).Distinct().Count());
    }
}
