using System.Globalization;
using System.Numerics;
using static NNGen.FileText;

namespace NNGen;

// Datasets from arrays in files.
public static partial class Dataset
{
    /// <summary>Creates a dataset with target values from two arrays, for example from NumPy files; one row per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features: <c>[samples, ...]</c>; all dimensions but the first are one row of features.</param>
    /// <param name="targets">Targets: <c>[samples, ...]</c>.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the numbers of rows differ, or a value is NaN, infinite or beyond <typeparamref name="T"/>; the message names its
    /// row and column.
    /// </exception>
    public static Dataset<T> Create<T>(NdArray features, NdArray targets, IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRows(features, nameof(features));
        CheckRows(targets, nameof(targets));
        return Create<T>(Values<T>(features, "feature"), features.RowLength, Values<T>(targets, "target"), targets.RowLength, featureNames)
            .WithFeatureShape([.. features.Shape.Skip(1)]);
    }

    /// <summary>Creates a dataset with labels from two arrays, for example from NumPy files; one row per sample.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">Features: <c>[samples, ...]</c>; all dimensions but the first are one row of features.</param>
    /// <param name="labels">The class of each sample, from 0: whole numbers, <c>[samples]</c> or <c>[samples, 1]</c>.</param>
    /// <param name="classCount">How many classes there are; by default one more than the highest that occurs.</param>
    /// <param name="classNames">A name for each class; optional.</param>
    /// <param name="featureNames">A name for each feature, for messages; optional.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no samples, the numbers of rows differ, a class is out of range, or a value is NaN or infinite.
    /// </exception>
    /// <exception cref="DataFileException">The labels are not whole numbers.</exception>
    public static Dataset<T> FromLabels<T>(
        NdArray features,
        NdArray labels,
        int? classCount = null,
        IReadOnlyList<string>? classNames = null,
        IReadOnlyList<string>? featureNames = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRows(features, nameof(features));
        CheckRows(labels, nameof(labels));
        return FromLabels<T>(
            Values<T>(features, "feature"), features.RowLength, labels.GetIntegers<int>(), classCount, classNames, featureNames)
            .WithFeatureShape([.. features.Shape.Skip(1)]);
    }

    /// <summary>Reads images and their labels from two IDX files, optionally compressed with gzip, such as MNIST; bytes are divided by 255.</summary>
    /// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="imagesPath">The images, such as <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">Their labels, such as <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="classCount">How many classes there are; by default one more than the highest that occurs.</param>
    /// <returns>The dataset: one image per sample, its pixels row by row.</returns>
    /// <exception cref="DataFileException">A file violates the format, or the two do not match.</exception>
    /// <exception cref="ArgumentException">A label is out of range, or a value is NaN or infinite.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static Dataset<T> LoadIdx<T>(string imagesPath, string labelsPath, int? classCount = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromIdx<T>(imagesPath, labelsPath, classCount, areBytesScaled: true);

    /// <summary>Reads images and their labels as <see cref="LoadIdx"/> does, but keeps the values of the file: bytes from 0 to 255.</summary>
    /// <inheritdoc cref="LoadIdx"/>
    public static Dataset<T> LoadRawIdx<T>(string imagesPath, string labelsPath, int? classCount = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromIdx<T>(imagesPath, labelsPath, classCount, areBytesScaled: false);

    private static Dataset<T> FromIdx<T>(string imagesPath, string labelsPath, int? classCount, bool areBytesScaled)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NdArray labels = IdxFile.Load(labelsPath);
        if (labels.Shape.Count != 1 || labels.Type.IsFloatingPoint())
        {
            throw new DataFileException(
                labelsPath, null, null, $"it holds {labels}; expected a whole number for each image (are the two files swapped?).");
        }

        NdArray images = IdxFile.Load(imagesPath);
        if (images.RowCount != labels.Count)
        {
            throw new DataFileException(
                imagesPath, null, null, $"it holds {Number(images.RowCount)} images, but {labelsPath} holds {Number(labels.Count)} labels.");
        }

        if (images.Count == 0) { throw new DataFileException(imagesPath, null, null, $"it holds no pixels ({images})."); }
        T[] pixels = Values<T>(images, "pixel");
        if (areBytesScaled && images.Type == TensorType.UInt8)
        {
            T most = T.CreateChecked(byte.MaxValue);
            for (int i = 0; i < pixels.Length; i++) { pixels[i] /= most; }
        }

        return FromLabels<T>(pixels, images.RowLength, labels.GetIntegers<int>(), classCount).WithFeatureShape([.. images.Shape.Skip(1)]);
    }

    /// <summary>The values in the dataset's type; a value that is finite in the file but not in that type is reported as in the file.</summary>
    private static T[] Values<T>(NdArray array, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = array.Get<T>();
        if (array.Type != TensorType.Float64 || typeof(T) == typeof(double)) { return values; }
        for (int i = 0; i < values.Length; i++)
        {
            if (T.IsFinite(values[i])) { continue; }
            double value = array.Get<double>()[i];
            if (!double.IsFinite(value)) { continue; }
            (int row, int column) = Math.DivRem(i, array.RowLength);
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{array.Name}: row {row}, {what} {column} is {value}, which is beyond the range of {typeof(T).Name} "
                + $"(make a dataset of double, and scale it before ToSingle)."));
        }

        return values;
    }

    private static void CheckRows(NdArray array, string name)
    {
        ArgumentNullException.ThrowIfNull(array, name);
        if (array.Shape.Count == 0) { throw new ArgumentException("The array is a single number; expected a row for each sample.", name); }
        if (array.Count == 0) { throw new ArgumentException($"The array {array} is empty: a dataset has at least 1 sample.", name); }
    }
}
