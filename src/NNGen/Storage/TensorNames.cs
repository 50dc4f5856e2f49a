using static NNGen.FileText;

namespace NNGen;

/// <summary>Maps a file's tensors to a network's parameters.</summary>
internal sealed class TensorNames
{
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> tensors = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    private TensorNames()
    {
    }

    /// <summary>Problems with the names themselves, a line each.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Tensors are named as in the file, or by a function.</summary>
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

    /// <summary>Tensors are named by a table; those that are not in it keep their names.</summary>
    public static TensorNames Of(SafeTensorsFile file, IReadOnlyDictionary<string, string> table)
    {
        TensorNames names = Of(file, name => table.TryGetValue(name, out string? other) ? other : name);
        foreach (string name in table.Keys.Where(name => !file.Contains(name)).Order(StringComparer.Ordinal))
        {
            names.problems.Add($"{Quote(name)} has another name given, but is not in the file");
        }

        return names;
    }

    /// <summary>The tensor of the file for a parameter; null if there is none.</summary>
    public string? Find(string parameter) => tensors.GetValueOrDefault(parameter);

    /// <summary>The name of a tensor in the network.</summary>
    public string? NameOf(string tensor) => given.GetValueOrDefault(tensor);

    /// <summary>A parameter in messages, with its tensor if that has another name.</summary>
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
        if (!tensors.TryAdd(name, tensor)) { problems.Add($"{Quote(tensors[name])} and {Quote(tensor)} are both mapped to {Quote(name)}"); }
    }
}
