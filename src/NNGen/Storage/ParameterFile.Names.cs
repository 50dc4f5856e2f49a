using System.Numerics;

namespace NNGen;

// Files in which tensors have other names, such as those of PyTorch modules.
public static partial class ParameterFile
{
    /// <summary>
    /// Replaces all parameters by those of a file that uses other names, such as <c>module.fc1.weight</c>. Everything else is checked as by
    /// <see cref="Load{T}(ParameterBlock{T}, string)"/>.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="names">
    /// Maps names in the file to the network's names: <c>["net.0.weight"] = "hidden.weight"</c>. Tensors that are not listed keep their names.
    /// </param>
    /// <exception cref="ParameterMismatchException">
    /// A listed tensor is not in the file, two are mapped to one parameter, or a name, shape or type differs; every difference is listed. Nothing
    /// was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// The file violates its format, or a value is NaN, infinite or beyond the network's type. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, string path, IReadOnlyDictionary<string, string> names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load(parameters, SafeTensorsFile.Load(path), names);

    /// <summary>
    /// Replaces all parameters by those of a file in memory that uses other names, as
    /// <see cref="Load{T}(ParameterBlock{T}, string, IReadOnlyDictionary{string, string})"/> does.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="file">The file.</param>
    /// <param name="names">Maps names in the file to the network's names; tensors that are not listed keep theirs.</param>
    /// <exception cref="ParameterMismatchException">
    /// A listed tensor is not in the file, two are mapped to one parameter, or a name, shape or type differs; every difference is listed. Nothing
    /// was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">A value is NaN, infinite or beyond the network's type. Nothing was changed.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, SafeTensorsFile file, IReadOnlyDictionary<string, string> names)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(names);
        Load(parameters, file, TensorNames.Of(file, names));
    }

    /// <summary>
    /// Replaces all parameters by those of a file whose names follow a rule: <c>net.Parameters.Load(path, name => name["module.".Length..])</c>.
    /// Everything else is checked as by <see cref="Load{T}(ParameterBlock{T}, string)"/>.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="nameOf">Maps each name in the file to the network's name.</param>
    /// <exception cref="ParameterMismatchException">
    /// Two tensors are mapped to one parameter, or a name, shape or type differs; every difference is listed. Nothing was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">
    /// The file violates its format, or a value is NaN, infinite or beyond the network's type. Nothing was changed.
    /// </exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, string path, Func<string, string> nameOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Load(parameters, SafeTensorsFile.Load(path), nameOf);

    /// <summary>
    /// Replaces all parameters by those of a file in memory whose names follow a rule, as
    /// <see cref="Load{T}(ParameterBlock{T}, string, Func{string, string})"/> does.
    /// </summary>
    /// <typeparam name="T">The element type of the network.</typeparam>
    /// <param name="parameters">The parameters.</param>
    /// <param name="file">The file.</param>
    /// <param name="nameOf">Maps each name in the file to the network's name.</param>
    /// <exception cref="ParameterMismatchException">
    /// Two tensors are mapped to one parameter, or a name, shape or type differs; every difference is listed. Nothing was changed.
    /// </exception>
    /// <exception cref="SafeTensorsException">A value is NaN, infinite or beyond the network's type. Nothing was changed.</exception>
    public static void Load<T>(this ParameterBlock<T> parameters, SafeTensorsFile file, Func<string, string> nameOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(nameOf);
        Load(parameters, file, TensorNames.Of(file, nameOf));
    }
}
