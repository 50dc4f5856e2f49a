using static NNGen.FileText;

namespace NNGen;

/// <summary>Which of a file's tensors is which of a network's parameters.</summary>
internal sealed class TensorNames
{
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    private TensorNames()
    {
    }

    /// <summary>What is wrong with the names alone, a line each.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Every tensor is called as in the file, or as a function says.</summary>
    public static TensorNames Of(SafeTensorsFile file, Func<string, string>? nameOf = null)
    {
        TensorNames names = new();
        bool isCheckpoint = CheckpointFile.IsCheckpoint(file);
        foreach (TensorEntry tensor in file.Tensors)
        {
            // The state of a training is not part of the network.
            if (isCheckpoint && tensor.Name.StartsWith(CheckpointFile.Prefix, StringComparison.Ordinal)) { continue; }
            names.Add(tensor.Name, nameOf is null ? tensor.Name : nameOf(tensor.Name));
        }

        return names;
    }

    /// <summary>Tensors are called as a table says; those that it does not have keep their names.</summary>
    public static TensorNames Of(SafeTensorsFile file, IReadOnlyDictionary<string, string> table)
    {
        TensorNames names = Of(file, name => table.TryGetValue(name, out string? other) ? other : name);
        foreach (string name in table.Keys.Where(name => !file.Contains(name)).Order(StringComparer.Ordinal))
        {
            names.problems.Add($"{Quote(name)} has another name given, but is not in the file");
        }

        return names;
    }

    /// <summary>The tensor of the file that is a parameter; null if there is none.</summary>
    public string? Find(string parameter) => places.GetValueOrDefault(parameter);

    /// <summary>What a tensor is called in the network.</summary>
    public string? NameOf(string tensor) => given.GetValueOrDefault(tensor);

    /// <summary>A parameter in messages, with its tensor where that is called otherwise.</summary>
    public string Title(string parameter) =>
        Find(parameter) is { } tensor && tensor != parameter ? $"{Quote(parameter)} (in the file {Quote(tensor)})" : Quote(parameter);

    private void Add(string tensor, string? name)
    {
        if (name is null)
        {
            problems.Add($"{Quote(tensor)} has no name given: it was null");
            return;
        }

        given.Add(tensor, name);
        if (!places.TryAdd(name, tensor)) { problems.Add($"{Quote(places[name])} and {Quote(tensor)} are both to be {Quote(name)}"); }
    }
}
