using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>What convolutions and poolings have in common: an image or a sequence arrives, and windows are cut from it as the attribute says.</summary>
/// <param name="context">The layer's context.</param>
/// <param name="axes">2 for images, 1 for sequences.</param>
internal sealed class Windows(LayerContext context, int axes)
{
    // NNGen.Padding
    private const long Same = 1;
    private const long Causal = 2;

    /// <summary>Whether <c>[height, width, channels]</c> or <c>[steps, channels]</c> arrives; reports what else does.</summary>
    public bool RequireShape() => context.RequireShape(
        context.Input.Dimensions.Count == axes + 1,
        axes == 2 ? "[height, width, channels]" : "[steps, channels]",
        context.Input.IsFlat
            ? $"declare {(axes == 2 ? "[Input(height, width, channels)]" : "[Input(steps, channels)]")}"
            : axes == 2 ? "use the layer for sequences, or insert [Reshape]" : "use the layer for images, or insert [Reshape]");

    public int Channels => context.Input.Dimensions[axes];

    /// <summary>The numbers of filters and groups, or null where they do not fit; what is wrong is reported.</summary>
    public (int Filters, int Groups)? Filters()
    {
        long filters = context.Declaration.Integer("filters", 0), groups = context.Declaration.Integer("Groups", 1);
        if (filters is < 1 or > Limits.Values || groups < 1) { return null; }
        foreach ((string what, long count) in new[] { ("channels that arrive", Channels), ("filters", filters) })
        {
            if (count % groups == 0) { continue; }
            context.Report(Rules.GroupsDoNotDivide, "Groups", context.Title, groups, count, what);
            return null;
        }

        return ((int)filters, (int)groups);
    }

    /// <summary>The channels of a depthwise convolution, or null where they do not fit; what is wrong is reported.</summary>
    public int? MultipliedChannels()
    {
        long multiplier = context.Declaration.Integer("Multiplier", 1), channels = multiplier * Channels;
        if (multiplier < 1) { return null; }
        if (channels <= Limits.Values) { return (int)channels; }
        context.Report(Rules.TooLarge, "Multiplier", context.Title, channels, "channels", Limits.Values);
        return null;
    }

    /// <summary>What to do about a window that does not fit; an image of three rows and many columns has PyTorch's order.</summary>
    private string SmallerWindow()
    {
        EquatableArray<int> shape = context.Input.Dimensions;
        return context.Decides is null && shape.Count == 3 && shape[0] is 1 or 3 or 4 && shape[2] > 4 && shape[1] > 4
            ? $"shapes are height, width, channels: if these are {shape[0]} channels, declare [Input({shape[1]}, {shape[2]}, {shape[0]})], with Layout = Layout.ChannelsFirst for arrays in PyTorch's order"
            : "make the window smaller, or write Padding = Padding.Same";
    }

    /// <summary>The windows, or null where the arguments make none; what is wrong is reported.</summary>
    /// <param name="size">The argument that gives their size.</param>
    /// <param name="otherwise">The size where it is not stated; 0 where it must be.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="strideIsSize">Whether windows do not overlap unless a stride is stated.</param>
    public Window? Cut(string size, int otherwise, int filters, int groups, bool strideIsSize)
    {
        if (!RequireShape()) { return null; }
        int[]? kernel = Numbers(size, "", otherwise, 1);
        int[]? stride = kernel is null ? null : Numbers("Strides", "Stride", strideIsSize ? 0 : 1, 1, strideIsSize ? kernel : null);
        int[]? dilation = Numbers("Dilations", "Dilation", 1, 1);
        if (kernel is null || stride is null || dilation is null) { return null; }

        var extents = new Extent[axes];
        bool skips = false, leans = false;
        for (int axis = 0; axis < axes; axis++)
        {
            if (Padding(axis, kernel[axis], stride[axis], dilation[axis]) is not { } padding) { return null; }
            (int before, int after) = padding;
            int length = context.Input.Dimensions[axis], reach = ((kernel[axis] - 1) * dilation[axis]) + 1;
            if ((long)length + before + after < reach)
            {
                context.Report(Rules.WindowTooLarge, size, context.Title, reach, axes == 1 ? "steps" : axis == 0 ? "rows" : "columns", length + before + after, context.Source, SmallerWindow());
                return null;
            }

            int count = Count(length, reach, stride[axis], before, after);
            if (stride[axis] > reach && kernel[axis] > 1 && !skips)
            {
                context.Report(Rules.StrideSkips, context.Declaration.Has("Strides") ? "Strides" : "Stride", context.Title, stride[axis], reach);
                skips = true;
            }

            if (!strideIsSize && kernel[axis] % 2 == 0 && before != after && context.Declaration.Integer("Padding", 0) == Same && !leans)
            {
                string argument = context.Declaration.Integers(size).Count > 1 ? $"{size}[{axis}]" : size;
                context.Report(
                    Rules.EvenKernel, argument, context.Title, kernel[axis], before, after, axes == 1 ? "steps" : axis == 0 ? "rows" : "columns", kernel[axis] + 1);
                leans = true;
            }

            extents[axis] = new Extent(length, kernel[axis], stride[axis], dilation[axis], before, after, count);
        }

        Extent rows = axes == 2 ? extents[0] : new Extent(1, 1, 1, 1, 0, 0, 1);
        return new Window(rows.Size, extents[axes - 1].Size, Channels, filters, groups, rows, extents[axes - 1]);
    }

    /// <summary>
    /// The windows of the convolution whose adjoint a transposed convolution is: a window of the result for every pixel that arrives. Null where the
    /// arguments make none; what is wrong is reported.
    /// </summary>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="groups">Groups of channels.</param>
    public Window? Spread(int filters, int groups)
    {
        int[]? kernel = Numbers("kernel", "", 0, 1);
        int[]? stride = kernel is null ? null : Numbers("Strides", "Stride", 1, 1);
        int[]? dilation = Numbers("Dilations", "Dilation", 1, 1);
        int[]? more = Numbers("OutputPaddings", "OutputPadding", 0, 0);
        if (kernel is null || stride is null || dilation is null || more is null) { return null; }

        string moreName = context.Declaration.Has("OutputPaddings") ? "OutputPaddings" : "OutputPadding";
        var extents = new Extent[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            int arriving = context.Input.Dimensions[axis], reach = ((kernel[axis] - 1) * dilation[axis]) + 1;
            if (more[axis] > 0 && (more[axis] >= Math.Max(stride[axis], dilation[axis]) || context.Declaration.Integer("Padding", 0) == Same))
            {
                context.Report(
                    Rules.ArgumentOutOfRange, moreName, context.Declaration.Kind, moreName, InvariantText.Of(more[axis]),
                    context.Declaration.Integer("Padding", 0) == Same ? "left out where Padding is Same: the size is the stride times what arrives" : "less than the stride or the dilation");
                return null;
            }

            if (Removed(axis, reach, kernel[axis], stride[axis], dilation[axis]) is not { } removed) { return null; }
            (int before, int after) = removed;
            long size = ((arriving - 1L) * stride[axis]) + reach + more[axis] - before - after;
            if (size < 1)
            {
                string name = context.Declaration.Has("Pads") ? "Pads" : "Pad";
                context.Report(
                    Rules.ArgumentOutOfRange, name, context.Declaration.Kind, name, context.Declaration.Has("Pads") ? InvariantText.List(context.Declaration.Integers("Pads")) : InvariantText.Of(before),
                    $"so small that something is left of {size + before + after} {(axes == 1 ? "steps" : axis == 0 ? "rows" : "columns")}");
                return null;
            }

            if (size > Limits.Values)
            {
                context.Report(Rules.TooLarge, "kernel", context.Title, size, "values", Limits.Values);
                return null;
            }

            extents[axis] = new Extent((int)size, kernel[axis], stride[axis], dilation[axis], before, after - more[axis], arriving);
        }

        Extent rows = axes == 2 ? extents[0] : Extent.OfPositions(1);
        return new Window(rows.Size, extents[axes - 1].Size, filters, Channels, groups, rows, extents[axes - 1]);
    }

    /// <summary>What is left out of a transposed convolution's result at both ends of an axis.</summary>
    private (int Before, int After)? Removed(int axis, int reach, int kernel, int stride, int dilation)
    {
        switch (context.Declaration.Integer("Padding", 0))
        {
            case Same:
                // Keras's rule: as many results as strides. Where windows are shorter than a stride, the last one is followed by zeros.
                int before = Math.Max(0, reach - stride) / 2;
                return Padding(axis, kernel, stride, dilation) is null ? null : (before, reach - stride - before);
            case Causal:
                context.Report(Rules.ArgumentOutOfRange, "Padding", context.Declaration.Kind, "Padding", "Causal", "Valid or Same");
                return null;
            default:
                return Padding(axis, kernel, stride, dilation);
        }
    }

    /// <summary>The shape of the result.</summary>
    public Shape Output(Window window) => Shape.Of(axes == 2 ? [window.OutHeight, window.OutWidth, window.Filters] : new[] { window.OutWidth, window.Filters });

    private int Count(int length, int reach, int stride, int before, int after)
    {
        int room = length + before + after - reach;
        int count = (room / stride) + 1;
        // PyTorch's ceil_mode: another window for what is left, unless it would begin in the padding after the input.
        return context.Declaration.Flag("Ceil", false) && room % stride > 0 && count * stride < length + before ? count + 1 : count;
    }

    /// <summary>A number for each axis, from an argument with one for each or from one with a single number.</summary>
    private int[]? Numbers(string several, string single, int otherwise, int least, int[]? fallback = null)
    {
        long[] stated = context.Declaration.Integers(several).ToArray();
        if (stated.Length == 0 && context.Declaration.Has(several)) { stated = context.Declaration.Integer(several, 0) is > 0 and var one ? [one] : []; }
        bool hasSingle = single.Length > 0 && context.Declaration.Integer(single, 0) != 0;
        if (hasSingle && stated.Length > 0)
        {
            context.Report(Rules.ArgumentOutOfRange, several, SuggestedFix.Remove(), context.Declaration.Kind, several, "stated", $"left out where {single} is stated");
            return null;
        }

        if (hasSingle) { stated = [context.Declaration.Integer(single, 0)]; }
        if (stated.Length == 0)
        {
            if (fallback is not null) { return fallback; }
            stated = [otherwise];
        }

        string name = hasSingle ? single : several;
        if (stated.Length != 1 && stated.Length != axes)
        {
            context.Report(Rules.ArgumentOutOfRange, name, context.Declaration.Kind, name, $"{stated.Length} numbers", axes == 1 ? "one number" : "one number, or one for the height and one for the width");
            return null;
        }

        if (stated.Any(number => number < least || number > Limits.Values))
        {
            context.Report(Rules.ArgumentOutOfRange, name, context.Declaration.Kind, name, InvariantText.List(stated), $"at least {least}");
            return null;
        }

        return [.. Enumerable.Range(0, axes).Select(axis => (int)stated[stated.Length == 1 ? 0 : axis])];
    }

    private (int Before, int After)? Padding(int axis, int kernel, int stride, int dilation)
    {
        long[] pads = context.Declaration.Integers("Pads").ToArray();
        long pad = context.Declaration.Integer("Pad", 0);
        long padding = context.Declaration.Integer("Padding", 0);
        if (new[] { pads.Length > 0, pad != 0, padding != 0 }.Count(stated => stated) > 1)
        {
            string name = pads.Length > 0 ? "Pads" : "Pad";
            context.Report(Rules.ArgumentOutOfRange, name, SuggestedFix.Remove(), context.Declaration.Kind, name, "stated", "left out where the padding is stated otherwise");
            return null;
        }

        int length = context.Input.Dimensions[axis], reach = ((kernel - 1) * dilation) + 1;
        if (padding == Same)
        {
            // TensorFlow's rule: as many results as strides begin inside.
            int total = Math.Max(0, ((((length + stride - 1) / stride) - 1) * stride) + reach - length);
            return (total / 2, total - (total / 2));
        }

        if (padding == Causal)
        {
            if (axes == 1) { return (reach - 1, 0); }
            context.Report(Rules.ArgumentOutOfRange, "Padding", context.Declaration.Kind, "Padding", "Causal", "Valid or Same: an image has no past");
            return null;
        }

        (long before, long after) = (pads.Length, axes) switch
        {
            (0, _) => (pad, pad),
            (2, 1) => (pads[0], pads[1]),
            (2, 2) => (pads[axis], pads[axis]),
            (4, 2) => (pads[2 * axis], pads[(2 * axis) + 1]),
            _ => (-1, -1),
        };
        if (pads.Length > 0 && before < 0 && after < 0 && !pads.Any(number => number < 0))
        {
            context.Report(
                Rules.ArgumentOutOfRange, "Pads", context.Declaration.Kind, "Pads", $"{pads.Length} numbers",
                axes == 1 ? "two numbers: before, after" : "two numbers (height, width) or four (top, bottom, left, right)");
            return null;
        }

        if (before < 0 || after < 0 || before > Limits.Values || after > Limits.Values)
        {
            string name = pads.Length > 0 ? "Pads" : "Pad";
            context.Report(Rules.ArgumentOutOfRange, name, context.Declaration.Kind, name, pads.Length > 0 ? InvariantText.List(pads) : InvariantText.Of(pad), "at least 0");
            return null;
        }

        return ((int)before, (int)after);
    }
}
