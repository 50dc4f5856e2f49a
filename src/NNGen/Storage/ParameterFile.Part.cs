using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

/// <content>Loading a part of a file, for transfer learning.</content>
public static partial class ParameterFile
{
    /// <summary>
    /// Replaces those parameters that a file has with the same name and shape, and leaves all others as they are: the layers of a trained network in front of
    /// new ones.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="path">A safetensors file, of NNGen, PyTorch or another library.</param>
    /// <returns>What was loaded, at least one tensor, and what was not.</returns>
    /// <exception cref="ParameterMismatchException">No tensor has the name and shape of a parameter; the message lists all. Nothing was changed.</exception>
    /// <exception cref="SafeTensorsException">The file is damaged, or a value is not finite. Nothing was changed.</exception>
    public static PartialLoad LoadPart<T>(this ParameterBlock<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LoadPart(parameters, SafeTensorsFile.Load(path));

    /// <inheritdoc cref="LoadPart{T}(ParameterBlock{T}, string)"/>
    /// <param name="parameters">The parameters.</param>
    /// <param name="file">An open file.</param>
    public static PartialLoad LoadPart<T>(this ParameterBlock<T> parameters, SafeTensorsFile file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(file);
        CheckVersion(file);
        TensorType[] accepted = Accepted<T>();
        TensorNames names = TensorNames.Of(file);
        T[] values = parameters.Values.ToArray();
        List<string> loaded = [], missing = [], different = [];
        foreach (ParameterDescription parameter in parameters.Description.Parameters)
        {
            if (names.Find(parameter.Name) is not { } found)
            {
                missing.Add($"{Quote(parameter.Name)} {Shape(parameter.Shape)}");
                continue;
            }

            TensorEntry tensor = file[found];
            TensorType[] expected = TypesOf(parameter, accepted);
            if (!HasShape(parameter, tensor))
            {
                different.Add($"{Quote(parameter.Name)} has the shape {Shape(tensor.Shape)} in the file, and {Shape(parameter.Shape)} in the network{KerasLayout.Hint(tensor.Shape, parameter.Shape)}");
            }
            else if (!expected.Contains(tensor.Type))
            {
                different.Add($"{Quote(parameter.Name)} holds {Short(tensor.TypeName)} in the file, expected {string.Join(" or ", expected.Select(type => type.Code()))}");
            }
            else
            {
                Read(file, found, parameter, values.AsSpan(parameter.Offset, parameter.Count));
                loaded.Add(parameter.Name);
            }
        }

        HashSet<string> known = [.. parameters.Description.Parameters.Select(parameter => parameter.Name)];
        string[] unused = [.. file.Tensors.Where(tensor => names.NameOf(tensor.Name) is not { } name || !known.Contains(name)).Select(tensor => $"{Quote(tensor.Name)} {Shape(tensor.Shape)}")];
        if (loaded.Count == 0)
        {
            string[] differences = [.. missing.Select(one => $"{one} is missing in the file"), .. different, .. unused.Select(one => $"{one} of the file is not in the network")];
            throw new ParameterMismatchException(
                file.Name, parameters.Description.Name, differences, "(LoadPart goes by names: give layers those of the file, [Dense(16, Name = \"encoder\")].)");
        }

        parameters.Replace(values);
        return new PartialLoad(file.Name, parameters.Description.Name, loaded, missing, different, unused);
    }
}
