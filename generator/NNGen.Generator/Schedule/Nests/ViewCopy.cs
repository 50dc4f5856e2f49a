using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A view, or its adjoint, as a copy row by row: one loop for each axis of the view, over panels of samples or for one sample.</summary>
/// <param name="Axes">Lengths of the view's axes.</param>
/// <param name="Source">Lengths of the axes of what is viewed.</param>
/// <param name="Map">For each axis of what is viewed the index, as terms of axes of the view by their number.</param>
/// <param name="IsTransposed">Whether numbers of the view are added where they came from.</param>
/// <param name="OfOne">Whether it is for one sample.</param>
internal sealed record ViewCopy(EquatableArray<int> Axes, EquatableArray<int> Source, EquatableArray<ViewIndex> Map, bool IsTransposed, bool OfOne)
{
    public static EquatableArray<string> References => new(["source", "result"]);

    public static ViewCopy Of(Tensor view, Tensor source, EquatableArray<AffineIndex> map, bool isTransposed, bool ofOne)
    {
        Axis[] axes = [.. view.Features], viewed = [.. source.Features];
        IEnumerable<AffineIndex> indices = source.Axes.Zip(map, (axis, index) => (axis, index)).Where(pair => !pair.axis.IsSamples).Select(pair => pair.index);
        return new ViewCopy(
            axes.Select(axis => axis.Size).ToEquatableArray(),
            viewed.Select(axis => axis.Size).ToEquatableArray(),
            indices.Select(index => new ViewIndex(
                index.Terms.Select(term => new ViewTerm(System.Array.IndexOf(axes, term.Axis), term.Factor, term.Divisor, term.Modulus)).ToEquatableArray(), index.Offset)).ToEquatableArray(),
            isTransposed, ofOne);
    }

    /// <summary>A copy of all rows in their order.</summary>
    public static ViewCopy OfRows(int rows, bool ofOne) => new(
        new EquatableArray<int>([rows]), new EquatableArray<int>([rows]),
        new EquatableArray<ViewIndex>([new ViewIndex(new EquatableArray<ViewTerm>([new ViewTerm(0, 1, 1, 0)]), 0)]), IsTransposed: false, ofOne);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        Build(nest, "source", "result");
        return nest.Statements;
    }

    /// <summary>Writes its statements.</summary>
    public void Build(Nest nest, Place source, Place result)
    {
        if (OfOne)
        {
            if (HasOutside) { nest.Add(new Clear(result, Axes.Aggregate(1, (product, size) => product * size))); }
            Axis(nest, 0, source, result, 0);
            return;
        }

        if (IsTransposed) { nest.Add(new Clear(result, (Whole)"panels" * Size(Source) * Whole.Panel)); }
        else if (HasOutside) { nest.Add(new Clear(result, (Whole)"panels" * Size(Axes) * Whole.Panel)); }
        nest.For("p", 0, "panels", 1, () => Axis(nest, 0, source, result, "p"));
    }

    private static int Size(EquatableArray<int> lengths) => lengths.Aggregate(1, (product, size) => product * size);

    private static string Name(int axis) => $"i{axis}";

    private void Axis(Nest nest, int axis, Place source, Place result, Whole panel)
    {
        if (axis < Axes.Count)
        {
            nest.For(Name(axis), 0, Axes[axis], 1, () => Axis(nest, axis + 1, source, result, panel));
            return;
        }

        Whole viewed = panel;
        for (int i = 0; i < Map.Count; i++)
        {
            Whole index = Map[i].Offset;
            foreach (ViewTerm term in Map[i].Terms)
            {
                Whole digit = (Whole)Name(term.Axis) / term.Divisor;
                if (term.Modulus > 0) { digit %= term.Modulus; }
                index = index is Number { Value: 0 } ? digit * term.Factor : index + (digit * term.Factor);
            }

            if (CanLieOutside(Map[i], i))
            {
                nest.Define($"at{i}", index);
                index = $"at{i}";
                nest.If(new Condition(index, "<", 0), () => nest.Add(new Next()));
                nest.If(new Condition(index, ">", Source[i] - 1), () => nest.Add(new Next()));
            }

            viewed = (viewed * Source[i]) + index;
        }

        Whole position = panel;
        for (int i = 0; i < Axes.Count; i++) { position = (position * Axes[i]) + Name(i); }
        if (OfOne)
        {
            nest.Add(new Move(source + viewed, result + position));
            return;
        }

        nest.Refer("from", source + ((IsTransposed ? position : viewed) * Whole.Panel));
        nest.Refer("to", result + ((IsTransposed ? viewed : position) * Whole.Panel));
        nest.For("j", 0, Whole.Panel, Whole.Width, () => nest.Store(
            IsTransposed ? new Formula(new Operand(0) + new Operand(1), new EquatableArray<Vector>([Vector.Load(new Place("to", "j")), Vector.Load(new Place("from", "j"))])) : Vector.Load(new Place("from", "j")),
            new Place("to", "j")));
    }

    private bool HasOutside => Enumerable.Range(0, Map.Count).Any(i => CanLieOutside(Map[i], i));

    private bool CanLieOutside(ViewIndex index, int axis)
    {
        int least = index.Offset, most = index.Offset;
        foreach (ViewTerm term in index.Terms)
        {
            int last = (Axes[term.Axis] - 1) / term.Divisor;
            if (term.Modulus > 0) { last = System.Math.Min(last, term.Modulus - 1); }
            if (term.Factor > 0) { most += term.Factor * last; }
            else { least += term.Factor * last; }
        }

        return least < 0 || most >= Source[axis];
    }
}

/// <summary>An index of a viewed tensor.</summary>
internal sealed record ViewIndex(EquatableArray<ViewTerm> Terms, int Offset);

/// <summary>A term of a <see cref="ViewIndex"/>: a digit of the index along an axis of the view, given by its number.</summary>
internal sealed record ViewTerm(int Axis, int Factor, int Divisor, int Modulus);
