using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Amp;

namespace NNGen.Tests;

/// <summary>The sample of an amplifier: what is learned, its sounds, and a short run as a process.</summary>
public sealed partial class AmpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Amplifier_clips_one_side_earlier_and_remembers_loud_notes()
    {
        var amplifier = new Amplifier();
        Assert.Equal(0, amplifier.Process(0));
        float[] loud = Amplifier.Process([.. Enumerable.Range(0, 4_800).Select(i => MathF.Sin(i * 0.05f))]);
        Assert.True(-loud.Min() > 1.5 * loud.Max(), $"{loud.Min()} to {loud.Max()}");

        // The same quiet note, 10 ms after a loud one and alone.
        float[] quiet = [.. Enumerable.Range(0, 480).Select(i => 0.01f * MathF.Sin(i * 0.05f))];
        float[] after = Amplifier.Process([.. Enumerable.Range(0, 4_800).Select(i => MathF.Sin(i * 0.05f)), .. new float[480], .. quiet]);
        Assert.InRange(after[^480..].Max(), 0, 0.8 * Amplifier.Process(quiet).Max());
    }

    [Fact]
    public void Guitar_plays_the_same_for_a_seed_with_rests_and_within_the_range()
    {
        float[] piece = Guitar.Play(seconds: 20, seed: 3);
        Assert.Equal(20 * Amplifier.SampleRate, piece.Length);
        Assert.Equal(piece, Guitar.Play(seconds: 20, seed: 3));
        Assert.NotEqual(piece, Guitar.Play(seconds: 20, seed: 4));
        Assert.InRange(piece.Max(Math.Abs), 0.3, 1);
        Assert.Contains(piece.Chunk(4_800), tenth => tenth.All(value => value == 0));
    }

    [Fact]
    public void Wave_file_has_a_header_and_sixteen_bits_per_sample()
    {
        WaveFile.Save(folder["sound.wav"], [0, 1, -1, 2]);
        byte[] bytes = File.ReadAllBytes(folder["sound.wav"]);
        Assert.Equal(44 + 8, bytes.Length);
        Assert.Equal("RIFF,\0\0\0WAVEfmt "u8, bytes.AsSpan(0, 16));
        Assert.Equal([0, 0, 0xFF, 0x7F, 0x01, 0x80, 0xFF, 0x7F], bytes[44..]);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Model_is_within_4_percent_after_a_short_training_and_allocates_nothing()
    {
        (int exitCode, string output) = SampleProcess.Run("Amp", folder["out"], "--fast");
        Assert.True(exitCode == 0, output);
        Assert.InRange(double.Parse(Ratio().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), 0, 4);
        Assert.Matches(@"\n  allocated +0 bytes", output);

        string[] files = [.. Directory.EnumerateFiles(folder["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["amp-dry.wav", "amp-model.wav", "amp-target.wav", "amp.svg"], files);
        Assert.Equal("svg", XDocument.Load(folder["out/amp.svg"]).Root!.Name.LocalName);
    }

    [GeneratedRegex(@"error-to-signal ratio of the minute: ([0-9.]+) %")]
    private static partial Regex Ratio();
}
