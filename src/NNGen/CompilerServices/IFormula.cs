using System.ComponentModel;

namespace NNGen.CompilerServices;

/// <summary>A formula of one value that follows a product, such as an activation; generated.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFormula<V>
    where V : struct
{
    /// <summary>Its value.</summary>
    static abstract V Of(V x);
}

/// <summary>A formula of a product and of a saved value, such as the slope of an activation; generated.</summary>
/// <typeparam name="V">The vector.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFormulaOfTwo<V>
    where V : struct
{
    /// <summary>Its value.</summary>
    static abstract V Of(V x, V saved);
}
