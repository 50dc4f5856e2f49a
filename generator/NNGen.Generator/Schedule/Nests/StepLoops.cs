using System;
using System.Collections.Generic;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>The parts of loops over steps that both directions have.</summary>
internal static class StepLoops
{
    /// <summary>The reference to the memory of a tensor.</summary>
    public static string Rows(Tensor tensor) => tensor.Name + "Rows";

    /// <summary>The reference to the memory of a tensor in one panel and, if it has steps, at one step.</summary>
    public static string At(Tensor tensor) => tensor.Name + "At";

    /// <summary>The place of number <c>j</c> of a gate.</summary>
    public static Whole Gate(int gate, int units) => ((Whole)(gate * units) * Whole.Panel) + "j";

    /// <summary>Starts what is carried with other numbers, or with 0.</summary>
    public static void Start(Nest nest, Tensor carried, Tensor? initial)
    {
        Whole start = (Whole)"p" * carried.Size * Whole.Panel, length = (Whole)carried.Size * Whole.Panel;
        if (initial is null)
        {
            nest.Add(new Clear(new Place(Rows(carried), start), length));
            return;
        }

        nest.For("j", start, start + length, Whole.Width, () => nest.Store(Vector.Load(new Place(Rows(initial), "j")), new Place(Rows(carried), "j")));
    }

    /// <summary>A loop over the steps.</summary>
    public static void Steps(Nest nest, int steps, bool isReversed, Action body) => nest.For("t", 0, steps, 1, () =>
    {
        nest.Define("step", isReversed ? (Whole)(steps - 1) - "t" : "t");
        body();
    });

    /// <summary>References to the numbers of one panel: of sequences at one step.</summary>
    public static void Refer(Nest nest, IEnumerable<Tensor> sequences, IEnumerable<Tensor> others)
    {
        foreach (Tensor tensor in sequences)
        {
            int steps = StepsOf(tensor);
            nest.Refer(At(tensor), new Place(Rows(tensor), (((Whole)"p" * steps) + "step") * (tensor.Size / steps) * Whole.Panel));
        }

        foreach (Tensor tensor in others) { nest.Refer(At(tensor), new Place(Rows(tensor), (Whole)"p" * tensor.Size * Whole.Panel)); }
    }

    /// <summary>Loops over vectors of samples and over units; number <c>j</c> of a panel's step is computed inside.</summary>
    public static void OverUnits(Nest nest, int units, Tensor? isThere, Tensor? inCell, Action body) => nest.For("lane", 0, Whole.Panel, Whole.Width, () =>
    {
        if (isThere is not null) { nest.Let(inCell!.Name, Vector.Load(new Place(Rows(isThere), ((((Whole)"p" * isThere.Size) + "step") * Whole.Panel) + "lane"))); }
        nest.For("j", "lane", (Whole)units * Whole.Panel, Whole.Panel, body);
    });

    /// <summary>The products of one step.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="isPlain">Whether they are plain loops.</param>
    /// <param name="source">What is multiplied.</param>
    /// <param name="inputs">Its numbers per sample.</param>
    /// <param name="result">The sums.</param>
    /// <param name="outputs">Their number per sample.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="isTransposed">Whether they are read by columns.</param>
    /// <param name="bias">The start of the sums.</param>
    /// <param name="continues">Whether the sums start from what is there.</param>
    public static void Multiply(Nest nest, bool isPlain, Place source, int inputs, Place result, int outputs, string weights, bool isTransposed, string? bias, bool continues)
    {
        if (isPlain)
        {
            nest.For("row", 0, outputs, 1, () => nest.For("s", 0, Whole.Panel, 1, () =>
            {
                Place at = result + ((Whole)"row" * Whole.Panel) + "s";
                nest.Let("sum", continues ? Vector.Load(at) : bias is null ? Vector.Zero : Vector.Broadcast(new Place(bias, "row")));
                nest.For("i", 0, inputs, 1, () => nest.Add(new Set("sum", new MultiplyAdd(
                    Vector.Broadcast(new Place(weights, isTransposed ? ((Whole)"i" * outputs) + "row" : ((Whole)"row" * inputs) + "i")),
                    Vector.Load(source + ((Whole)"i" * Whole.Panel) + "s"), "sum"))));
                nest.Store("sum", at);
            }));
            return;
        }

        foreach ((int start, int count, int height) in RowTiles.Of(outputs).Runs())
        {
            nest.Rows(start, count, height, () =>
            {
                nest.Refer("x", source);
                nest.Refer("w", new Place(weights, isTransposed ? "row" : (Whole)"row" * inputs));
                nest.Refer("y", result + ((Whole)"row" * Whole.Panel));
                nest.Add(new NewTile("sums", height, bias is null ? null : new Place(bias, "row")));
                if (continues) { nest.Add(new LoadTile("sums", "y", Whole.Panel)); }
                nest.For("i", 0, inputs, 1, () =>
                {
                    nest.Add(new AddToTile("sums", "w", isTransposed ? 1 : inputs, "x"));
                    nest.Advance("x", Whole.Panel);
                    nest.Advance("w", isTransposed ? outputs : 1);
                });
                nest.Add(new StoreTile("sums", "y", Whole.Panel));
            });
        }
    }

    private static int StepsOf(Tensor tensor)
    {
        foreach (Axis axis in tensor.Features) { return axis.Size; }
        return 1;
    }
}
