using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// One tensor of a network, weights or biases: its shape and its current values. A view holds no values itself and allocates nothing.
/// </summary>
/// <remarks>
/// Values are read here and written through an editor, like all parameters: <c>editor[net.Dense1.Weight].Fill(0)</c>, see
/// <see cref="ParameterBlock{T}.Edit"/>.
/// </remarks>
/// <typeparam name="T">The element type of the network.</typeparam>
public readonly struct ParameterView<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int index;

    internal ParameterView(ParameterBlock<T> block, int index)
    {
        Block = block;
        this.index = index;
    }

    /// <summary>What the compiler inferred about the tensor.</summary>
    public ParameterDescription Description => Block.Description.Parameters[index];

    /// <summary>Its name in files: PyTorch's (<c>0.weight</c>), or the layer's (<c>fc1.weight</c>).</summary>
    public string Name => Description.Name;

    /// <summary>Its shape: <c>[units, inputs]</c> of a dense layer's weights, <c>[units]</c> of its biases.</summary>
    public IReadOnlyList<int> Shape => Description.Shape;

    /// <summary>Number of values: the product of <see cref="Shape"/>.</summary>
    public int Count => Description.Count;

    /// <summary>The current values, row-major. The span does not change when new values are published.</summary>
    public ReadOnlySpan<T> Values
    {
        get
        {
            ParameterDescription description = Description;
            return Block.Current.Span.Slice(description.Offset, description.Count);
        }
    }

    internal ParameterBlock<T> Block { get; }

    /// <summary>One value.</summary>
    /// <param name="index">Its position, row-major.</param>
    /// <exception cref="IndexOutOfRangeException">The value does not exist.</exception>
    public T this[int index] => Values[index];

    /// <summary>One value of a matrix: the weight of an input in a unit.</summary>
    /// <param name="row">The first index: the unit.</param>
    /// <param name="column">The second index: the input.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the shape, or the tensor is not a matrix.</exception>
    public T this[int row, int column]
    {
        get
        {
            IReadOnlyList<int> shape = Shape;
            if (shape.Count != 2 || (uint)row >= (uint)shape[0] || (uint)column >= (uint)shape[1])
            {
                throw new ArgumentOutOfRangeException(
                    nameof(row), string.Create(CultureInfo.InvariantCulture, $"{Name} of shape {FileText.Shape(shape)} has no value [{row}, {column}]."));
            }

            return Values[(row * shape[1]) + column];
        }
    }

    /// <summary>The values in an array.</summary>
    /// <returns>A copy of <see cref="Values"/>.</returns>
    public T[] ToArray() => Values.ToArray();

    /// <summary>Returns a text such as <c>0.weight [32, 64]</c>.</summary>
    /// <returns>Name and shape.</returns>
    public override string ToString() => Description.ToString();

    /// <summary>The part of a block that belongs to the tensor.</summary>
    internal Span<T> Of(Span<T> block)
    {
        ParameterDescription description = Description;
        return block.Slice(description.Offset, description.Count);
    }
}
