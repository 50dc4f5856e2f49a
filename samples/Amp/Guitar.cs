using System.Numerics;

namespace Amp;

/// <summary>Plays notes, chords and rests by chance: the sum of plucked strings, whose harmonics decay.</summary>
internal static class Guitar
{
    private const int Harmonics = 10;

    /// <summary>A minor pentatonic scale over two octaves, and three chords, in semitones above the lowest string.</summary>
    private static readonly int[] Scale = [0, 3, 5, 7, 10, 12, 15, 17, 19, 22, 24];
    private static readonly int[][] Chords = [[0, 7, 12, 16, 19], [5, 12, 17, 20, 24], [3, 10, 15, 19, 22]];

    /// <summary>A piece of music: another seed plays another one.</summary>
    public static float[] Play(double seconds, int seed)
    {
        var random = new Random(seed);
        float[] piece = new float[(int)(seconds * Amplifier.SampleRate)];
        for (int start = 0; start < piece.Length;)
        {
            int length = Math.Min(Samples(0.15 + (0.6 * random.NextDouble())), piece.Length - start);
            Span<float> rest = piece.AsSpan(start, length);
            double loudness = 0.02 + (0.1 * random.NextDouble());
            switch (random.Next(6))
            {
                case 0:
                    break;
                case 1 or 2:
                    int[] chord = Chords[random.Next(Chords.Length)];
                    for (int i = 0; i < chord.Length; i++)
                    {
                        // A hand strums one string after another.
                        int delay = Math.Min(Samples(0.012 * i), length);
                        Pluck(rest[delay..], chord[i], loudness * 0.35, random);
                    }

                    break;
                default:
                    Pluck(rest, Scale[random.Next(Scale.Length)], loudness, random);
                    break;
            }

            start += length;
        }

        return piece;
    }

    /// <summary>Adds a string: each harmonic is a complex number that turns and shrinks.</summary>
    private static void Pluck(Span<float> piece, int semitones, double loudness, Random random)
    {
        double frequency = 82.41 * Math.Pow(2, semitones / 12.0), position = 0.1 + (0.2 * random.NextDouble());
        Span<Complex> values = stackalloc Complex[Harmonics], turns = stackalloc Complex[Harmonics];
        for (int i = 0; i < Harmonics; i++)
        {
            // A string plucked at a position has sin(π n position) / n² of harmonic n (ideal string); the higher decay faster.
            int n = i + 1;
            values[i] = loudness * 6 * Math.Sin(Math.PI * n * position) / (n * n);
            turns[i] = Complex.FromPolarCoordinates(Math.Exp(-(1.5 + (0.8 * n)) / Amplifier.SampleRate), 2 * Math.PI * n * frequency / Amplifier.SampleRate);
        }

        // The finger damps the string within the last 10 ms, so that the next note begins without a click.
        double damped = Samples(0.01);
        for (int t = 0; t < piece.Length; t++)
        {
            double sum = 0;
            for (int i = 0; i < Harmonics; i++)
            {
                values[i] *= turns[i];
                sum += values[i].Imaginary;
            }

            piece[t] += (float)(sum * Math.Min(1, (piece.Length - t) / damped));
        }
    }

    private static int Samples(double seconds) => (int)(seconds * Amplifier.SampleRate);
}
