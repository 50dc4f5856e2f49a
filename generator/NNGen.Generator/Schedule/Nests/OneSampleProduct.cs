using System;
using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>A product for one sample, y[o] += W[o, i] · x[i], with packed weights.</summary>
/// <param name="Inputs">The number of values that it reads.</param>
/// <param name="Outputs">The number of values that it computes.</param>
/// <param name="Function">The formula applied to the sums, if any.</param>
/// <param name="IsShort">Whether that formula takes only a few instructions.</param>
/// <param name="CheckedInput">The input, if the product's first sum shows whether the input is finite.</param>
internal abstract record OneSampleProduct(int Inputs, int Outputs, string? Function, bool IsShort, string? CheckedInput)
{
    /// <summary>A description for readers.</summary>
    public abstract string Text { get; }

    /// <summary>The number of elements by which the packed weights and the bias are padded.</summary>
    public abstract int OutputsMultiple { get; }

    /// <summary>Length of the packed weights.</summary>
    public abstract int PackedLength { get; }

    /// <summary>Elements past the result that are also written.</summary>
    public virtual int Beyond => 0;

    /// <summary>Length of the packed bias.</summary>
    public virtual int BiasLength => Lengths.RoundUp(Outputs, OutputsMultiple);

    /// <summary>The number of multiply-adds in its code.</summary>
    public abstract int PrintedSize { get; }

    /// <summary>Whether threads can share it: what one of them writes too much is not what another one writes.</summary>
    public virtual bool CanBeShared => false;

    /// <summary>Writes its statements.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="weights">Packed weights.</param>
    /// <param name="bias">Packed bias.</param>
    /// <param name="source">The values that it reads.</param>
    /// <param name="result">The values that it writes.</param>
    /// <param name="lanes">Memory for the lanes of sums, if needed.</param>
    /// <param name="copy">Memory for a padded copy of the source, if needed.</param>
    public abstract void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy);

    /// <summary>Applies the formula to the values just written.</summary>
    protected void ApplyInPlace(Nest nest, Whole end)
    {
        if (Function is null) { return; }
        nest.For("j", 0, end, Whole.Width, () => nest.Store(Apply(Vector.Load(new Place("y", "j"))), new Place("y", "j")));
    }

    /// <summary>Applies a formula of many instructions to all values, which all threads have written.</summary>
    protected void ApplyToAll(Nest nest, Place result)
    {
        if (Function is null || IsShort) { return; }
        if (nest.IsShared) { nest.Add(new WaitForTeam()); }
        nest.ForAll("j", Outputs, Whole.Width, () => nest.Store(Apply(Vector.Load(result + "j")), result + "j"));
    }

    protected Vector Apply(Vector value) => Function is null ? value : new Apply(Function, new EquatableArray<Vector>([value]));
}

/// <summary>
/// Outputs are vectors, a few of them in registers; inputs are broadcast one after the other and alternate between sets of accumulators.
/// </summary>
/// <param name="Vectors">The number of vectors in registers.</param>
/// <param name="Turns">The number of sets of accumulators.</param>
/// <param name="Group">The number of inputs that are loaded together; 1 if each is loaded separately.</param>
/// <param name="Widest">The number of elements in the widest vector.</param>
/// <param name="PrefetchDistance">How far ahead weights are prefetched, in elements; 0 for no prefetching.</param>
internal sealed record OverOutputs(
    int Inputs, int Outputs, string? Function, bool IsShort, string? CheckedInput, int Vectors, int Turns, int Group, int Widest, int PrefetchDistance)
    : OneSampleProduct(Inputs, Outputs, Function, IsShort, CheckedInput)
{
    /// <summary>The number of inputs per iteration: whole groups, and the same number for every set of accumulators.</summary>
    private int Round => Math.Max(Turns, Group);

    public override string Text => $"{Vectors} {(Vectors == 1 ? "vector" : "vectors")} of outputs{(Turns == 1 ? "" : $" × {Turns} turns of inputs")}";

    public override int OutputsMultiple => Vectors * Widest;

    public override int PackedLength => Inputs * Lengths.RoundUp(Outputs, Vectors * Widest);

    public override int PrintedSize => Vectors * (Round + (Inputs % Round));

    // Tiles are whole vectors; only the last one reaches past the result.
    public override bool CanBeShared => true;

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        nest.ForAll("o", Outputs, Vectors * Whole.Width, Body, before: first => nest.Refer("w", weights + (first * Inputs)));

        void Body()
        {
            nest.Refer("x", source);
            nest.Refer("b", bias + "o");
            var tile = new Tile(nest, 1, Vectors, Turns);
            tile.Start((_, column) => Vector.Load(new Place("b", Whole.Width * column)));
            int left = Inputs % Round;
            nest.For("i", 0, Inputs - left, Round, () => Multiply(nest, tile, Round));
            if (left > 0) { nest.Scope(() => Multiply(nest, tile, left)); }
            tile.AddTurns();
            if (CheckedInput is { } input) { nest.Add(new CheckInput(Tile.Sum(0, 0), input, Inputs)); }

            nest.Refer("y", result + "o");
            bool inRegisters = IsShort || Vectors == 1;
            tile.ForEach((_, v) => nest.Store(inRegisters ? Apply(Tile.Sum(0, v)) : Tile.Sum(0, v), new Place("y", Whole.Width * v)));
            if (!inRegisters) { ApplyInPlace(nest, Vectors * Whole.Width); }
        }
    }

    private void Multiply(Nest nest, Tile tile, int inputs)
    {
        if (PrefetchDistance > 0)
        {
            for (int i = 0; i < inputs; i++) { nest.Add(new Prefetch(new Place("w", PrefetchDistance + ((Whole)(i * Vectors) * Whole.Width)))); }
        }

        int grouped = inputs / Group * Group;
        for (int i = 0; i < inputs; i++)
        {
            int input = i;
            bool isGrouped = Group > 1 && i < grouped;
            if (isGrouped && i % Group == 0) { nest.Let($"q{i / Group}", new Group(new Place("x", i))); }
            Vector value = isGrouped ? new Spread($"q{i / Group}", i % Group) : Vector.Broadcast(new Place("x", i));
            tile.Multiply(
                i % Turns, _ => $"x{input}", column => Vector.Load(new Place("w", (Whole)((input * Vectors) + column) * Whole.Width)), first: new Binding($"x{input}", value));
        }

        nest.Advance("x", inputs);
        nest.Advance("w", (Whole)(inputs * Vectors) * Whole.Width);
    }
}

/// <summary>Inputs are vectors, in fixed lanes that are added at the end; a few outputs at a time.</summary>
/// <param name="Rows">The number of outputs computed together.</param>
/// <param name="Lanes">The number of lanes of a sum, for every vector width.</param>
internal sealed record OverInputs(int Inputs, int Outputs, string? Function, bool IsShort, string? CheckedInput, int Rows, int Lanes)
    : OneSampleProduct(Inputs, Outputs, Function, IsShort, CheckedInput)
{
    public override string Text => $"vectors of inputs in {Lanes} fixed lanes, {Rows} {(Rows == 1 ? "output" : "outputs")} at a time";

    public override int OutputsMultiple => Lanes / 2;

    public override int PackedLength => Outputs * Padded;

    public override int PrintedSize => 4 * (Rows + (Outputs % Rows));

    /// <summary>Length of a packed row.</summary>
    public int Padded => Lengths.RoundUp(Inputs, Lanes);

    public override void Build(Nest nest, Place weights, Place bias, Place source, Place result, Place? lanes, Place? copy)
    {
        if (copy is not null) { nest.Add(new Copy(source, Inputs, copy, Padded)); }
        Place from = copy ?? source;
        if (Outputs == 1)
        {
            // The sum stays a vector: to write a number and then read a vector there would stall until the write is complete.
            nest.Let("sum", new Dot(bias, from, weights, Padded));
            if (CheckedInput is { } whole) { nest.Add(new CheckInput("sum", whole, Inputs)); }
            nest.Store(Apply("sum"), result);
            return;
        }

        nest.Refer("x", from);
        nest.Refer("lanes", lanes!);
        nest.Refer("y", result);
        int full = Outputs / Rows;
        RowsOf(nest, weights, bias, 0, full, Rows);
        if (Outputs % Rows > 0) { RowsOf(nest, weights, bias, full * Rows, 1, Outputs % Rows); }
        if (CheckedInput is { } input) { nest.Add(new CheckInput(new Broadcast("y"), input, Inputs)); }
        ApplyInPlace(nest, Outputs);
    }

    private void RowsOf(Nest nest, Place weights, Place bias, int start, int count, int height) => nest.Rows(start, count, height, () =>
    {
        nest.For("lane", 0, Lanes, 2 * Whole.Width, () =>
        {
            nest.Refer("w", weights + ((Whole)"row" * Padded) + "lane");
            var tile = new Tile(nest, height, 2);
            tile.Start((_, _) => Vector.Zero);
            nest.For("i", 0, Padded, Lanes, () => tile.MultiplyEach(
                (row, column) => Vector.Load(new Place("w", "i" + ((Whole)(row * Padded)) + (Whole.Width * column))),
                column => Vector.Load(new Place("x", (Whole)"i" + "lane" + (Whole.Width * column)))));
            tile.ForEach((row, column) => nest.Store(Tile.Sum(row, column), new Place("lanes", (Whole)(row * Lanes) + "lane" + (Whole.Width * column))));
        });
        for (int row = 0; row < height; row++)
        {
            Whole at = (Whole)"row" + row;
            nest.Add(new StoreLaneSum(new Place("y", at), bias + at, new Place("lanes", row * Lanes)));
        }
    });
}
