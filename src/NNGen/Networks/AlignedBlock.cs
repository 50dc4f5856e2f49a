using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen;

/// <summary>Zeroed memory that starts at a cache line, so that no vector crosses two lines.</summary>
internal readonly struct AlignedBlock<T>
    where T : unmanaged
{
    /// <summary>A cache line, in bytes.</summary>
    public const int Alignment = 64;

    private readonly T[] array;
    private readonly int start;
    private readonly int length;

    public AlignedBlock(int length)
    {
        int slack = Alignment / Unsafe.SizeOf<T>();
        array = GC.AllocateArray<T>(checked(length + slack), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        start = (int)((Alignment - (address & (Alignment - 1))) % Alignment) / Unsafe.SizeOf<T>();
        this.length = length;
    }

    public int Length => length;

    public Span<T> Span => array.AsSpan(start, length);

    /// <summary>The first element.</summary>
    public ref T Start => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start);
}
