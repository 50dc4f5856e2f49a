using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>What a network remembers of a stream from step to step: the state of recurrent layers, and the latest steps that windows look back to.</summary>
/// <remarks>
/// It belongs to one stream, and to the caller: the network has none. It depends on the parameters only through what it remembers, so it may be used on
/// when these change. A state is used by one thread at a time.
/// </remarks>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
public sealed class StreamState<TNetwork, T>
    where TNetwork : class, IStreamingNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // "NNGenSS1" in the order of bytes, then the size of an element, the number of elements, the number of steps, and a sum over the elements.
    private const ulong Magic = 0x3153536E65474E4E;
    private const int HeaderSize = 32;

    // States of networks with other layers, other windows or other connections differ in it, although they may have the same length.
    private static readonly ulong network = Checksum(
        System.Text.Encoding.UTF8.GetBytes(string.Join(
            ';',
            TNetwork.Description.Layers.SelectMany(layer => layer.Operations.Select(operation => operation.ToString()).Concat(layer.Inputs))
                .Concat(TNetwork.Description.Parameters.Select(parameter => parameter.ToString())))),
        0xCBF29CE484222325);

    private readonly AlignedBlock<T> memory;
    private readonly int remembered;

    /// <summary>For the generated code.</summary>
    internal StreamState(int length, int remembered)
    {
        memory = new AlignedBlock<T>(length);
        this.remembered = remembered;
        Reset();
    }

    /// <summary>The number of steps since the beginning or the last <see cref="Reset"/>.</summary>
    public long Steps { get; internal set; }

    /// <summary>The length of what <see cref="Save()"/> returns, in bytes.</summary>
    public int SavedLength => HeaderSize + (remembered * Unsafe.SizeOf<T>());

    internal ref T Start => ref memory.Start;

    private Span<T> Remembered => MemoryMarshal.CreateSpan(ref memory.Start, remembered);

    /// <summary>Begins a new stream: recurrent layers carry zeros, and what lies before the first step counts as zeros.</summary>
    public void Reset()
    {
        Remembered.Clear();
        Steps = 0;
    }

    /// <summary>Makes another state continue from where this one is.</summary>
    /// <param name="other">The other state, of the same network.</param>
    public void CopyTo(StreamState<TNetwork, T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Remembered.CopyTo(other.Remembered);
        other.Steps = Steps;
    }

    /// <summary>The state as bytes, which <see cref="Restore"/> reads.</summary>
    public byte[] Save()
    {
        byte[] saved = new byte[SavedLength];
        Save(saved);
        return saved;
    }

    /// <summary>Writes the state as bytes, without allocating.</summary>
    /// <param name="destination">Receives <see cref="SavedLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public void Save(Span<byte> destination)
    {
        RequireLength(destination.Length, nameof(destination));
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], Unsafe.SizeOf<T>());
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], remembered);
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Steps);
        Span<byte> values = destination[HeaderSize..];
        MemoryMarshal.AsBytes(Remembered).CopyTo(values);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], Checksum(values, network));
    }

    /// <summary>Continues from a saved state.</summary>
    /// <param name="saved">What <see cref="Save()"/> has returned for a state of the same network.</param>
    /// <exception cref="ArgumentException">The bytes are not a state of this network, or were changed; this state stays as it was.</exception>
    public void Restore(ReadOnlySpan<byte> saved)
    {
        RequireLength(saved.Length, nameof(saved));
        ReadOnlySpan<byte> values = saved[HeaderSize..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(saved) != Magic || BinaryPrimitives.ReadInt32LittleEndian(saved[8..]) != Unsafe.SizeOf<T>()
            || BinaryPrimitives.ReadInt32LittleEndian(saved[12..]) != remembered || BinaryPrimitives.ReadInt64LittleEndian(saved[16..]) < 0
            || BinaryPrimitives.ReadUInt64LittleEndian(saved[24..]) != Checksum(values, network))
        {
            throw new ArgumentException($"These bytes are not what Save returned for a state of {TNetwork.Description.Name}, or were changed since: save it again, or begin with Reset.", nameof(saved));
        }

        values.CopyTo(MemoryMarshal.AsBytes(Remembered));
        Steps = BinaryPrimitives.ReadInt64LittleEndian(saved[16..]);
    }

    private void RequireLength(int length, string parameter)
    {
        if (length == SavedLength) { return; }
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"A state of {TNetwork.Description.Name} has {SavedLength} bytes, got {length}: it is of another network, or incomplete."), parameter);
    }

    /// <summary>FNV-1a over 64 bits.</summary>
    private static ulong Checksum(ReadOnlySpan<byte> values, ulong sum)
    {
        foreach (byte value in values) { sum = (sum ^ value) * 0x100000001B3; }
        return sum;
    }
}
