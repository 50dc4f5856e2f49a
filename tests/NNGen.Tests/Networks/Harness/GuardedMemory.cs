using System.Runtime.InteropServices;

namespace NNGen.Tests;

/// <summary>A caller's memory between marks: vectors and tiles that pass its ends would destroy other objects.</summary>
internal sealed class GuardedMemory<T>
    where T : unmanaged
{
    private const int Margin = 96;
    private const byte Mark = 0xFF; // NaN, so that values behind the ends cannot be used either

    private readonly T[] all;
    private readonly int length;

    /// <summary>Memory that a network writes.</summary>
    public GuardedMemory(int length)
    {
        this.length = length;
        all = new T[length + (2 * Margin)];
        MemoryMarshal.AsBytes(all.AsSpan()).Fill(Mark);
        Span.Clear();
    }

    /// <summary>Memory that a network reads.</summary>
    public GuardedMemory(T[] values)
        : this(values.Length) => values.CopyTo(Span);

    /// <summary>The memory between the marks.</summary>
    public Span<T> Span => all.AsSpan(Margin, length);

    /// <summary>What was written, after a look at the marks.</summary>
    public T[] Written()
    {
        Assert.False(MemoryMarshal.AsBytes(all.AsSpan(0, Margin)).ContainsAnyExcept(Mark), "Something was written before the start of the caller's memory.");
        Assert.False(MemoryMarshal.AsBytes(all.AsSpan(Margin + length)).ContainsAnyExcept(Mark), "Something was written behind the end of the caller's memory.");
        return Span.ToArray();
    }
}
