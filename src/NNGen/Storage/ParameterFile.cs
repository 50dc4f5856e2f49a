using System.Globalization;
using System.Numerics;
using NNGen.CompilerServices;
using static NNGen.FileText;

namespace NNGen;

/// <summary>Saves a network's parameters as safetensors files and loads them.</summary>
/// <remarks>
/// Names and layouts are PyTorch's (<c>0.weight</c> as <c>[out, in]</c>), so files can be exchanged with PyTorch in both directions.
/// The state that is not trained, such as running statistics, is saved and loaded with the parameters; a counter of batches is a single I64.
/// Loading is strict: names, shapes and types are compared, every difference is listed in one exception, and nothing is changed
/// unless everything matches. Only counters may be missing, as in files of old versions of PyTorch: they start at 0. From a checkpoint (<see cref="Checkpoints"/>), only the parameters are loaded.
/// </remarks>
public static partial class ParameterFile
{
    /// <summary>The version of NNGen's files, which counts incompatible changes; files of other programs have none.</summary>
    private const int FormatVersion = 1;

    /// <summary>How many of the tensors that fit a message names.</summary>
    private const int MaxFitting = 4;

    private const string VersionKey = "format_version";
    private const string GeneratorKey = "generator";
    private const string Generator = "NNGen";

    /// <summary>
    /// Saves all parameters. A temporary file next to <paramref name="path"/> is written and renamed, so a failure does not change an old
    /// file.
    /// </summary>
    /// <typeparam name="T">The element type of the network; it is the type in the file.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="path">The file, usually ending in <c>.safetensors</c>; an existing file is replaced.</param>
    /// <exception cref="InvalidOperationException">
    /// A parameter is NaN or infinite: nothing is written, because it could not be loaded.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(this ParameterBlock<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Writer(parameters).Save(path);

    /// <summary>Saves all parameters to a stream, in the format of a file.</summary>
    /// <typeparam name="T">The element type of the network; it is the type in the stream.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <exception cref="InvalidOperationException">A parameter is NaN or infinite.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Save<T>(this ParameterBlock<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Writer(parameters).Write(stream);

    /// <summary>Replaces all parameters by those of a file.</summary>
    /// <remarks>
    /// A network of <see cref="float"/> takes F32, F16, BF16 (exactly) and F64 (rounded to nearest); one of <see cref="double"/>
    /// takes F64 and F32 (exactly).
    /// </remarks>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ParameterMismatchException">
    /// A name, shape or type differs; every difference is listed. Nothing was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// The file violates its format, or a value is NaN, infinite or beyond the network's type. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load(parameters, SafeTensorsFile.Load(path));

    /// <summary>Replaces all parameters by those of a stream, as <see cref="Load{T}(ParameterBlock{T}, string)"/> does.</summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="stream">A stream written by <see cref="Save{T}(ParameterBlock{T}, Stream)"/>, read to its end; it stays open.</param>
    /// <exception cref="ParameterMismatchException">
    /// A name, shape or type differs; every difference is listed. Nothing was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// The content violates its format, or a value is NaN, infinite or beyond the network's type. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load(parameters, SafeTensorsFile.Read(stream));

    /// <summary>
    /// Replaces all parameters by those of a file in memory, as <see cref="Load{T}(ParameterBlock{T}, string)"/> does.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="ParameterMismatchException">
    /// A name, shape or type differs; every difference is listed. Nothing was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// A newer NNGen wrote the file, or a value is NaN, infinite or beyond the network's type. Nothing was changed.
    /// </exception>
    public static void Load<T>(this ParameterBlock<T> parameters, SafeTensorsFile file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        Load(parameters, file, TensorNames.Of(file));
    }

    private static void Load<T>(ParameterBlock<T> parameters, SafeTensorsFile file, TensorNames names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckVersion(file);
        NetworkDescription description = parameters.Description;
        List<string> differences = Differences(description, file, Accepted<T>(), names, needsCounters: false);
        if (differences.Count > 0)
        {
            throw new ParameterMismatchException(file.Name, description.Name, differences, Fitting(description, file, Accepted<T>(), names));
        }

        // A copy first: no parameter changes before every value of every tensor is checked.
        T[] values = Values<T>(description, file, names);
        parameters.Replace(values);
    }

    /// <summary>The parameters of a file without <see cref="Differences"/>, in their order in memory.</summary>
    internal static T[] Values<T>(NetworkDescription description, SafeTensorsFile file, TensorNames names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[description.ValueCount];
        foreach (ParameterDescription parameter in description.Parameters)
        {
            Read(file, names.Find(parameter.Name), parameter, values.AsSpan(parameter.Offset, parameter.Count));
        }

        return values;
    }

    /// <summary>Reads and checks the values of one parameter.</summary>
    private static void Read<T>(SafeTensorsFile file, string? tensor, ParameterDescription parameter, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (parameter.IsCounter)
        {
            StateValues.Set(target, Counted(file, tensor));
            return;
        }

        file.CopyTo(tensor!, target);
        int wrong = FirstNotFinite<T>(target);
        if (wrong >= 0) { throw NotFinite<T>(file, tensor!, parameter.Shape, wrong); }
        if (StateProblem<T>(parameter, target) is { } problem) { throw new SafeTensorsException(file.Name, tensor!, $"{problem}. Nothing was changed."); }
    }

    /// <summary>A copy of the parameters, ready to be written.</summary>
    /// <exception cref="InvalidOperationException">A parameter is NaN or infinite, or state is not what it can be.</exception>
    internal static SafeTensorsWriter Writer<T>(ParameterBlock<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        NetworkDescription description = parameters.Description;
        ReadOnlySpan<T> all = parameters.Values;
        SafeTensorsWriter writer = new();

        // Some readers require the library whose names and layouts the file uses: PyTorch.
        writer.Metadata["format"] = "pt";
        writer.Metadata[GeneratorKey] = Generator;
        writer.Metadata[VersionKey] = FormatVersion.ToString(CultureInfo.InvariantCulture);
        writer.Metadata["network"] = description.Name;
        writer.HasChecksum = true;
        foreach (ParameterDescription parameter in description.Parameters)
        {
            ReadOnlySpan<T> values = all.Slice(parameter.Offset, parameter.Count);
            int wrong = FirstNotFinite(values);
            if (wrong >= 0)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{description.Name} was not saved: parameter '{parameter.Name}' is {values[wrong]} at "
                    + $"{Index(parameter.Shape, wrong)}. Its training has diverged (lower the learning rate, or clip the gradients)."));
            }

            if (StateProblem(parameter, values) is { } problem)
            {
                throw new InvalidOperationException($"{description.Name} was not saved: '{parameter.Name}' {problem} (something other than training has written it).");
            }

            if (parameter.IsCounter) { writer.Add<long>(parameter.Name, [], [StateValues.Count(in values[0])]); }
            else { writer.Add(parameter.Name, parameter.Shape.ToArray(), values); }
        }

        return writer;
    }

    /// <summary>Rejects files of a newer NNGen.</summary>
    internal static void CheckVersion(SafeTensorsFile file)
    {
        if (file.Metadata.GetValueOrDefault(GeneratorKey) != Generator) { return; }
        string version = file.Metadata.GetValueOrDefault(VersionKey, "missing");
        if (version != FormatVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new SafeTensorsException(
                file.Name,
                null,
                $"the file says {VersionKey} {Quote(version)}; this NNGen reads version {FormatVersion} (use a newer NNGen).");
        }
    }

    private static TensorType[] Accepted<T>() => typeof(T) == typeof(double)
        ? [TensorType.Float64, TensorType.Float32]
        : [TensorType.Float32, TensorType.Float64, TensorType.Float16, TensorType.BFloat16];

    /// <summary>The differences between a file's tensors and a network's parameters; a checkpoint may hold more than these.</summary>
    /// <param name="description">The network.</param>
    /// <param name="file">The file.</param>
    /// <param name="accepted">The types that tensors of floating-point numbers may have.</param>
    /// <param name="names">The names of the file's tensors in the network.</param>
    /// <param name="needsCounters">Whether a missing counter is a difference.</param>
    internal static List<string> Differences(
        NetworkDescription description, SafeTensorsFile file, TensorType[] accepted, TensorNames names, bool needsCounters)
    {
        List<string> differences = [.. names.Problems];
        HashSet<string> expected = new(StringComparer.Ordinal);
        foreach (ParameterDescription parameter in description.Parameters)
        {
            expected.Add(parameter.Name);
            string title = names.Title(parameter.Name);
            if (names.Find(parameter.Name) is not { } found)
            {
                if (needsCounters || !parameter.IsCounter) { differences.Add($"{title} {Shape(parameter.Shape)} is missing"); }
                continue;
            }

            TensorEntry tensor = file[found];
            if (!HasShape(parameter, tensor))
            {
                differences.Add($"{title} has the shape {Shape(tensor.Shape)}, expected {Shape(parameter.Shape)}{KerasLayout.Hint(tensor.Shape, parameter.Shape)}");
            }

            TensorType[] expectedTypes = TypesOf(parameter, accepted);
            if (!expectedTypes.Contains(tensor.Type))
            {
                string types = string.Join(" or ", expectedTypes.Select(type => type.Code()));
                differences.Add($"{title} holds {Short(tensor.TypeName)}, expected {types}");
            }
        }

        foreach (TensorEntry tensor in file.Tensors)
        {
            if (names.NameOf(tensor.Name) is not { } name || expected.Contains(name)) { continue; }
            string given = name == tensor.Name ? "" : $", nor is {Quote(name)}, the name given to it";
            differences.Add($"{Quote(tensor.Name)} {Shape(tensor.Shape)} is not expected{given}");
        }

        return differences;
    }

    /// <summary>Which tensors fit, and what can be done with them: the last line of a message about differences.</summary>
    private static string Fitting(NetworkDescription description, SafeTensorsFile file, TensorType[] accepted, TensorNames names)
    {
        string[] fitting = [.. description.Parameters.Where(parameter => names.Find(parameter.Name) is { } found && Fits(parameter, file[found], accepted)).Select(parameter => parameter.Name)];
        string count = $"{Number(fitting.Length)} of {FileText.Counted(description.Parameters.Count, "tensor")} fit";
        if (fitting.Length == 0) { return $"({count}. If the file has other names, Load takes a table of them, or a rule.)"; }

        string list = string.Join(", ", fitting.Take(MaxFitting).Select(Quote)) + (fitting.Length > MaxFitting ? $" and {Number(fitting.Length - MaxFitting)} more" : "");
        bool hasNamesOfFile = fitting.All(name => names.Find(name) == name);
        return $"({count}: {list}.{(hasNamesOfFile ? $" If a part of the network is meant, Parameters.LoadPart loads {(fitting.Length == 1 ? "it" : "them")}." : "")})";
    }

    /// <summary>Whether a tensor has the shape and one of the types that a parameter takes.</summary>
    private static bool Fits(ParameterDescription parameter, TensorEntry tensor, TensorType[] accepted) =>
        HasShape(parameter, tensor) && TypesOf(parameter, accepted).Contains(tensor.Type);

    private static bool HasShape(ParameterDescription parameter, TensorEntry tensor) =>
        tensor.Shape.SequenceEqual(parameter.Shape.Select(dimension => (long)dimension));

    private static TensorType[] TypesOf(ParameterDescription parameter, TensorType[] accepted) => parameter.IsCounter ? [TensorType.Int64] : accepted;

    private static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i])) { return i; }
        }

        return -1;
    }

    private static SafeTensorsException NotFinite<T>(SafeTensorsFile file, string tensor, IReadOnlyList<int> shape, int index)
    {
        double value = file.Get<double>(tensor)[index];
        string problem = double.IsFinite(value) ? $", which is beyond the range of {typeof(T).Name}" : "; expected finite values";
        return new SafeTensorsException(
            file.Name, tensor, string.Create(CultureInfo.InvariantCulture, $"is {value} at {Index(shape, index)}{problem}. Nothing was changed."));
    }

    /// <summary>The position of a value in a tensor, such as <c>[3, 5]</c>.</summary>
    private static string Index(IReadOnlyList<int> shape, int index)
    {
        int[] place = new int[shape.Count];
        for (int axis = shape.Count - 1; axis >= 0; axis--) { (index, place[axis]) = Math.DivRem(index, shape[axis]); }
        return Shape(place);
    }
}
