using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>Which steps samples have: vectors of samples, steps serially; of one sample, steps serially.</summary>
/// <param name="Steps">The number of steps.</param>
/// <param name="Padding">The padding id, if the source is token ids; −1 if it is numbers of steps.</param>
internal sealed record StepsBeforeEnd(int Steps, int Padding)
{
    /// <summary>Its memory arguments, in order.</summary>
    public static readonly EquatableArray<string> References = new(["source", "result"]);

    private static readonly Expression isBeforeLength = Expression.WhereGreater(new Operand(0), new Operand(1), 1, 0);

    public static StepsBeforeEnd Of(BeforeEnd end) => new(end.Output.Size, end.Padding);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () => nest.For("lane", 0, Whole.Panel, Whole.Width, () =>
        {
            if (Padding < 0)
            {
                nest.Let("length", Vector.Load(new Place("source", ((Whole)"p" * Whole.Panel) + "lane")));
                nest.For("t", 0, Steps, 1, () => nest.Store(IsBeforeLength, At("result", "t")));
                return;
            }

            FromTheLast(nest, step => Vector.Load(At("source", step)), step => nest.Store("isThere", At("result", step)));
        }));
        return nest.Statements;

        Place At(string memory, Whole step) => new(memory, ((((Whole)"p" * Steps) + step) * Whole.Panel) + "lane");
    }

    /// <summary>Writes the statements for one sample.</summary>
    public void Build(Nest nest, Place source, Place result)
    {
        if (Padding >= 0)
        {
            FromTheLast(nest, step => Vector.Broadcast(source + step), step => nest.Add(new StoreLane("isThere", 0, result + step)));
            return;
        }

        nest.Let("length", Vector.Broadcast(source));

        // Each vector is overwritten from its second number on.
        nest.For("t", 0, Steps, 1, () => nest.Store(IsBeforeLength, result + "t"));
    }

    /// <summary>The last id that is not padding, and all before it.</summary>
    private void FromTheLast(Nest nest, System.Func<Whole, Vector> load, System.Action<Whole> store)
    {
        Expression isOther = Expression.WhereGreater(
            new Operand(0), Padding, 1, Expression.WhereGreater(Padding, new Operand(0), 1, new Operand(1)));
        nest.Let("isThere", Vector.Zero);
        StepLoops.Steps(nest, Steps, isReversed: true, () =>
        {
            nest.Add(new Set("isThere", new Formula(isOther, new EquatableArray<Vector>([load("step"), "isThere"]))));
            store("step");
        });
    }

    private static Vector IsBeforeLength => new Formula(isBeforeLength, new EquatableArray<Vector>(["length", new OfWhole("t")]));
}
