using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>Tensors that are others over other axes: a <see cref="Reshape"/> moves nothing, its result is in the memory of its source.</summary>
internal sealed class Aliases
{
    private readonly Dictionary<Tensor, Tensor> roots = [];
    private readonly ILookup<Tensor, Tensor> others;

    /// <param name="operations">The operations, in order.</param>
    /// <param name="isApart">Tensors that have separate memory in any case: those that callers fill, and those that several sections write.</param>
    public Aliases(IEnumerable<Operation> operations, System.Func<Tensor, bool> isApart)
    {
        // Training and prediction may have different sources, such as a value and what a mask leaves of it: then the result has separate memory, too.
        Reshape[] reshapes = [.. operations.OfType<Reshape>()];
        HashSet<Tensor> differing = [];
        for (int known = -1; known < differing.Count;)
        {
            known = differing.Count;
            roots.Clear();
            var places = new Dictionary<Tensor, Tensor>();
            foreach (Reshape reshape in reshapes.Where(reshape => !isApart(reshape.Output) && !differing.Contains(reshape.Output)))
            {
                Tensor root = RootOf(reshape.Source), place = isApart(root) ? reshape.Output : root;
                if (places.TryGetValue(reshape.Output, out Tensor? other) && other != place) { differing.Add(reshape.Output); }
                places[reshape.Output] = place;
                if (place == root) { roots[reshape.Output] = root; }
            }
        }

        others = roots.ToLookup(pair => pair.Value, pair => pair.Key);
    }

    /// <summary>Whether there is any.</summary>
    public bool Any => roots.Count > 0;

    /// <summary>Whether a tensor is in the memory of another one.</summary>
    public bool Contains(Tensor tensor) => roots.ContainsKey(tensor);

    /// <summary>The tensor in whose memory a tensor is.</summary>
    public Tensor RootOf(Tensor tensor) => roots.TryGetValue(tensor, out Tensor? root) ? root : tensor;

    /// <summary>The tensors that are in the memory of a tensor.</summary>
    public IEnumerable<Tensor> Of(Tensor root) => others[root];

    /// <summary>Operations without those that move nothing.</summary>
    public IEnumerable<Operation> Without(IEnumerable<Operation> operations) => operations.Where(operation => operation is not Reshape || !Contains(operation.Output));

    /// <summary>Whether an operation reads, over other axes, what one of some operations computes.</summary>
    public bool Reads(Operation operation, IEnumerable<Operation> computed) =>
        Any && operation.Inputs.Any(input => Contains(input) && computed.Any(earlier => earlier.Output == RootOf(input)));
}
