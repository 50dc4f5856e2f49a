using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>The numbers of a window, to compare.</summary>
internal static class WindowArguments
{
    public static EquatableArray<Argument> Of(Window window) => new[]
    {
        new Argument("kernelHeight", window.Rows.Kernel), new Argument("kernelWidth", window.Columns.Kernel),
        new Argument("strideHeight", window.Rows.Stride), new Argument("strideWidth", window.Columns.Stride),
        new Argument("dilationHeight", window.Rows.Dilation), new Argument("dilationWidth", window.Columns.Dilation),
        new Argument("top", window.Rows.Before), new Argument("bottom", window.Rows.After),
        new Argument("left", window.Columns.Before), new Argument("right", window.Columns.After),
        new Argument("groups", window.Groups),
    }.ToEquatableArray();
}
