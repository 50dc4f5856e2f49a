using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.OneSample;

/// <summary>
/// The parts of concatenations that are written where the whole is, so that nothing copies them. The parts of one sample are behind one another if they are joined along
/// the first axis of features.
/// </summary>
internal sealed class JoinedParts
{
    private readonly Dictionary<Tensor, (Concatenate Whole, int Start)> locations = [];

    /// <param name="operations">The operations, in order.</param>
    /// <param name="aliases">Tensors in the memory of others.</param>
    /// <param name="output">The result that is read behind all operations.</param>
    /// <param name="writers">The results that can be written anywhere, each with the number of the loops that write it.</param>
    public JoinedParts(IReadOnlyCollection<Operation> operations, Aliases aliases, Tensor output, IReadOnlyDictionary<Tensor, int> writers)
    {
        foreach (Concatenate whole in operations.OfType<Concatenate>().Where(concatenate => concatenate.Runs == 1))
        {
            int start = 0, last = -1;
            foreach (Tensor part in whole.Sources)
            {
                // The last vector of a part may pass its end, so the next part is written after it.
                bool isApart = part != output && !aliases.Contains(part) && !aliases.Of(part).Any() && operations.Sum(operation => operation.Inputs.Count(input => input == part)) == 1;
                if (isApart && writers.TryGetValue(part, out int writer) && writer > last)
                {
                    locations.Add(part, (whole, start));
                    last = writer;
                }

                start += part.Size;
            }
        }
    }

    /// <summary>Whether a tensor is written where the whole is.</summary>
    public bool Contains(Tensor part) => locations.ContainsKey(part);

    /// <summary>The concatenation in whose result a part is written; null if it has separate memory.</summary>
    public Concatenate? WholeOf(Tensor part) => locations.TryGetValue(part, out (Concatenate Whole, int) location) ? location.Whole : null;

    /// <summary>The parts that are in the memory of a result, and where they start.</summary>
    public IEnumerable<(Tensor Part, int Start)> Of(Tensor whole) =>
        locations.Where(location => location.Value.Whole.Output == whole).Select(location => (location.Key, location.Value.Start));
}
