using System.ComponentModel;

namespace NNGen.CompilerServices;

/// <summary>How many rows a <see cref="RegisterTile{V, S, T, R}"/> has: a type, so that it is a constant for the JIT.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileRows
{
    /// <summary>Rows, 1 to 6.</summary>
    static abstract int Count { get; }
}

/// <summary>One row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows1 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>Two rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows2 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 2;
}

/// <summary>Three rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows3 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 3;
}

/// <summary>Four rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows4 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 4;
}

/// <summary>Five rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows5 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 5;
}

/// <summary>Six rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Rows6 : ITileRows
{
    /// <inheritdoc/>
    public static int Count => 6;
}
