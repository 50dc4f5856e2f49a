using System.Collections.Generic;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// An image enlarged by linear interpolation along each axis, as PyTorch does with <c>align_corners=False</c>: pixels are squares, and beyond the centers of
/// the outermost ones their values stay the same.
/// </summary>
/// <param name="Height">How often each row is repeated.</param>
/// <param name="Width">How often each column is repeated.</param>
internal sealed record BilinearUpSampling(string Name, int Attribute, Shape Input, Shape Output, int Height, int Width) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => "UpSampling2D";

    public override string Description => $"{Height} × {Width}, bilinear";

    public override EquatableArray<Argument> Arguments => new([new Argument("height", Height), new Argument("width", Width), new Argument("interpolation", 1)]);

    public override bool HasOwnRow => true;

    public override ValueRange Range(ValueRange input) => input;

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        int[] sizes = [.. Input.Dimensions];
        Tensor rows = Enlarge(program, Width == 1 ? Name : Name + "Rows", input, sizes, axis: 0, Height);
        return Enlarge(program, Name, rows, sizes, axis: 1, Width);
    }

    /// <summary>
    /// Enlarges an image along one axis: the pixels are repeated, and then each becomes the mean of what a repeated pixel, moved to be centered on it, covers. With
    /// an even factor it covers two pixels by half, so that the means of windows that begin half a pixel before and after it are averaged. Padding does not count,
    /// so the borders keep their values.
    /// </summary>
    private static Tensor Enlarge(ProgramBuilder program, string name, Tensor input, int[] sizes, int axis, int factor)
    {
        if (factor == 1) { return input; }
        sizes[axis] *= factor;
        Axis[] repeated = program.NewAxes(name + "Repeated", sizes);
        RearrangedIndex[] map = [new RearrangedIndex(0), new RearrangedIndex(1), new RearrangedIndex(2)];
        map[axis] = new RearrangedIndex(axis, factor);
        Tensor pixels = Rearrangement.View(program, name + "Repeated", input, repeated, map);

        int length = sizes[axis], pad = (factor - 1) / 2;
        if (factor % 2 != 0) { return Mean(program, name, pixels, sizes, axis, new Extent(length, factor, 1, 1, pad, pad, length)); }
        int[] between = [.. sizes];
        between[axis] = length - 1;
        Tensor halves = Mean(program, name + "Halves", pixels, between, axis, new Extent(length, factor, 1, 1, pad, pad, length - 1));
        return Mean(program, name, halves, sizes, axis, new Extent(length - 1, 2, 1, 1, 1, 1, length));
    }

    private static Tensor Mean(ProgramBuilder program, string name, Tensor source, IReadOnlyList<int> sizes, int axis, Extent along)
    {
        Extent across = Extent.OfPositions(sizes[1 - axis]);
        (Extent rows, Extent columns) = axis == 0 ? (along, across) : (across, along);
        var window = new Window(rows.Size, columns.Size, sizes[2], sizes[2], Groups: 1, rows, columns);
        return program.Pool(name, Pooling.Mean, source, window, program.NewAxes(name, sizes));
    }
}
