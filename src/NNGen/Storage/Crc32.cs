using System.Buffers.Binary;

namespace NNGen;

/// <summary>The checksum CRC-32 of ZIP, gzip and PNG (ISO 3309; RFC 1952, section 8), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    /// <summary>For each of eight consecutive bytes, the contribution of each of its values to the sum.</summary>
    private static readonly uint[][] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = ~0u;
        while (bytes.Length >= Slices)
        {
            uint low = sum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            sum = Tables[7][(byte)low] ^ Tables[6][(byte)(low >> 8)] ^ Tables[5][(byte)(low >> 16)] ^ Tables[4][low >> 24]
                ^ Tables[3][(byte)high] ^ Tables[2][(byte)(high >> 8)] ^ Tables[1][(byte)(high >> 16)] ^ Tables[0][high >> 24];
            bytes = bytes[Slices..];
        }

        foreach (byte b in bytes) { sum = Tables[0][(byte)(sum ^ b)] ^ (sum >> 8); }
        return ~sum;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[Slices][];
        for (int slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                uint sum = slice == 0 ? value : tables[slice - 1][value];
                if (slice > 0) { sum = tables[0][(byte)sum] ^ (sum >> 8); }
                else
                {
                    for (int bit = 0; bit < 8; bit++) { sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial; }
                }

                tables[slice][value] = sum;
            }
        }

        return tables;
    }
}
