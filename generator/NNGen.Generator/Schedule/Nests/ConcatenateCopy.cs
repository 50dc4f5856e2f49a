using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>Copies tensors behind one another along an axis: runs of each alternate.</summary>
/// <param name="Runs">How many runs each tensor has: the product of the axes before the joined one.</param>
/// <param name="Lengths">The numbers in a run of each tensor.</param>
/// <param name="OfOne">Whether it is for one sample.</param>
internal sealed record ConcatenateCopy(int Runs, EquatableArray<int> Lengths, bool OfOne)
{
    public static ConcatenateCopy Of(Concatenate operation, bool ofOne) =>
        new(operation.Runs, operation.Sources.Select(source => source.Size / operation.Runs).ToEquatableArray(), ofOne);

    public EquatableArray<string> References => Lengths.Select((_, i) => $"source{i}").Append("result").ToEquatableArray();

    public EquatableArray<Statement> Build()
    {
        var nest = new Nest();
        Build(nest, Lengths.Select((_, i) => (Place)$"source{i}").ToArray(), "result");
        return nest.Statements;
    }

    /// <summary>Writes its statements.</summary>
    /// <param name="nest">Where to.</param>
    /// <param name="sources">The tensors.</param>
    /// <param name="result">The result.</param>
    /// <param name="inPlace">The tensors of one sample that are written where the result is.</param>
    public void Build(Nest nest, IReadOnlyList<Place> sources, Place result, IReadOnlyList<bool>? inPlace = null)
    {
        int total = Lengths.Sum();
        if (OfOne)
        {
            Each(nest, "run", Runs, run => ForEach((source, length, start) => nest.Add(new Copy(sources[source] + (run * length), length, result + ((run * total) + start), length))));
            return;
        }

        // Runs of all panels follow one another, in the sources as in the result.
        nest.For("run", 0, (Whole)"panels" * Runs, 1, () => ForEach((source, length, start) =>
        {
            nest.Refer($"from{source}", sources[source] + ((Whole)"run" * length * Whole.Panel));
            nest.Refer($"to{source}", result + ((((Whole)"run" * total) + start) * Whole.Panel));
            nest.For("j", 0, (Whole)length * Whole.Panel, Whole.Width, () => nest.Store(Vector.Load(new Place($"from{source}", "j")), new Place($"to{source}", "j")));
        }));

        void ForEach(System.Action<int, int, int> body)
        {
            for (int i = 0, start = 0; i < Lengths.Count; start += Lengths[i++])
            {
                if (inPlace?[i] != true) { body(i, Lengths[i], start); }
            }
        }
    }

    private static void Each(Nest nest, string variable, int count, System.Action<Whole> body)
    {
        if (count == 1) { body(0); }
        else { nest.For(variable, 0, count, 1, () => body(variable)); }
    }
}
