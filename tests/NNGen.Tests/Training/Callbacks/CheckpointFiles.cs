namespace NNGen.Tests;

/// <summary>Inspects checkpoints, and creates invalid ones.</summary>
internal static class CheckpointFiles
{
    public static int EpochOf(string path) => (int)SafeTensorsFile.Load(path).GetIntegers<long>("training/epoch")[0];

    /// <summary>Writes a file again with other tensors or texts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="remove">Names of tensors and keys to omit.</param>
    /// <param name="add">The additions.</param>
    public static void Change(string path, string[] remove, Action<SafeTensorsWriter> add)
    {
        SafeTensorsFile file = SafeTensorsFile.Load(path);
        var writer = new SafeTensorsWriter();
        foreach ((string key, string text) in file.Metadata.Where(entry => !remove.Contains(entry.Key))) { writer.Metadata[key] = text; }
        foreach (TensorEntry tensor in file.Tensors.Where(tensor => !remove.Contains(tensor.Name)))
        {
            int[] shape = [.. tensor.Shape.Select(dimension => (int)dimension)];
            switch (tensor.Type)
            {
                case TensorType.Float32: writer.Add<float>(tensor.Name, shape, file.Get<float>(tensor.Name)); break;
                case TensorType.Float64: writer.Add<double>(tensor.Name, shape, file.Get<double>(tensor.Name)); break;
                case TensorType.Int32: writer.Add<int>(tensor.Name, shape, file.GetIntegers<int>(tensor.Name)); break;
                default: writer.Add<long>(tensor.Name, shape, file.GetIntegers<long>(tensor.Name)); break;
            }
        }

        add(writer);
        writer.Save(path);
    }
}
