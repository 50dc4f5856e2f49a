using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>Which steps samples have: vectors of samples, steps serially; of one sample, steps serially.</summary>
/// <param name="Steps">The number of steps.</param>
internal sealed record StepsBeforeEnd(int Steps)
{
    /// <summary>Its memory arguments, in order.</summary>
    public static readonly EquatableArray<string> References = new(["lengths", "result"]);

    private static readonly Expression isThere = Expression.WhereGreater(new Operand(0), new Operand(1), 1, 0);

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        nest.For("p", 0, "panels", 1, () => nest.For("lane", 0, Whole.Panel, Whole.Width, () =>
        {
            nest.Let("length", Vector.Load(new Place("lengths", ((Whole)"p" * Whole.Panel) + "lane")));
            nest.For("t", 0, Steps, 1, () => nest.Store(IsThere, new Place("result", ((((Whole)"p" * Steps) + "t") * Whole.Panel) + "lane")));
        }));
        return nest.Statements;
    }

    /// <summary>Writes the statements for one sample.</summary>
    public void Build(Nest nest, Place lengths, Place result)
    {
        nest.Let("length", Vector.Broadcast(lengths));

        // Each vector is overwritten from its second number on.
        nest.For("t", 0, Steps, 1, () => nest.Store(IsThere, result + "t"));
    }

    private static Vector IsThere => new Formula(isThere, new EquatableArray<Vector>(["length", new OfWhole("t")]));
}
