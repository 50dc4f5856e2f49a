using System.Collections.Concurrent;
using System.Threading.Tasks;
using NNGen.Generator.Syntax;

namespace NNGen.Generator;

/// <summary>
/// Networks by their declarations. The generator and the analyzers run in one process and come to equal declarations one after the other; whatever
/// follows from a declaration alone is computed once for all of them.
/// </summary>
/// <param name="capacity">The number of networks that are kept: the latest.</param>
internal sealed class RecentNetworks(int capacity)
{
    /// <summary>The networks of this process.</summary>
    public static readonly RecentNetworks OfProcess = new(capacity: 256);

    // By value: an equal declaration is the same network, in whatever compilation it stands.
    private readonly ConcurrentDictionary<NetworkDeclaration, InferredNetwork> networks = new();
    private readonly ConcurrentQueue<NetworkDeclaration> oldestFirst = new();

    /// <summary>The network of a declaration whose shapes can be inferred.</summary>
    public InferredNetwork Of(NetworkDeclaration declaration) =>
        networks.TryGetValue(declaration, out InferredNetwork? known) ? known : Add(declaration, new InferredNetwork(declaration));

    /// <summary>
    /// Begins to compile a new network on another core, while the compiler reads the next declarations. A known network is left alone: its file was
    /// printed, or will not be needed. With more networks than are kept, that cannot be known.
    /// </summary>
    public void Begin(NetworkDeclaration declaration)
    {
        if (networks.ContainsKey(declaration) || networks.Count >= capacity) { return; }
        var network = new InferredNetwork(declaration);
        if (Add(declaration, network) == network) { Task.Run(network.Begin()); }
    }

    private InferredNetwork Add(NetworkDeclaration declaration, InferredNetwork network)
    {
        InferredNetwork added = networks.GetOrAdd(declaration, network);
        if (added == network) { oldestFirst.Enqueue(declaration); }
        if (networks.Count > capacity && oldestFirst.TryDequeue(out NetworkDeclaration? oldest)) { networks.TryRemove(oldest, out _); }
        return added;
    }
}
