using System.Buffers.Binary;

namespace Amp;

/// <summary>Writes sound that any player plays: a RIFF header, then 16 bits per sample.</summary>
internal static class WaveFile
{
    private const int HeaderSize = 44;

    /// <summary>Writes one channel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="samples">From −1 to 1; what is beyond is clipped.</param>
    public static void Save(string path, ReadOnlySpan<float> samples)
    {
        byte[] file = new byte[HeaderSize + (2 * samples.Length)];
        Span<byte> to = file;
        "RIFF"u8.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(to[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(to[20..], 1); // PCM
        BinaryPrimitives.WriteInt16LittleEndian(to[22..], 1); // channels
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Amplifier.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], 2 * Amplifier.SampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(to[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(to[34..], 16);
        "data"u8.CopyTo(to[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[40..], 2 * samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(to[(HeaderSize + (2 * i))..], (short)Math.Round(Math.Clamp(samples[i], -1, 1) * short.MaxValue));
        }

        File.WriteAllBytes(path, file);
    }
}
