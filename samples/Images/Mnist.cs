using NNGen;

namespace Images;

/// <summary>MNIST from a folder: four IDX files under the database's names, with or without <c>.gz</c>.</summary>
internal static class Mnist
{
    /// <summary>The folder of the part that ships with this sample.</summary>
    public static string Included => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Reads the training and the test images.</summary>
    /// <exception cref="IOException">The folder or a file is missing, or cannot be read.</exception>
    /// <exception cref="DataFileException">A file is damaged, or has something other than images of 28 × 28 pixels and digits.</exception>
    public static (Dataset<float> Train, Dataset<float> Test) Load(string folder)
    {
        if (!Directory.Exists(folder)) { throw new DirectoryNotFoundException($"There is no folder '{folder}'."); }
        return (Load(folder, "train"), Load(folder, "t10k"));
    }

    private static Dataset<float> Load(string folder, string part)
    {
        string images = Find(folder, $"{part}-images-idx3-ubyte");
        string labels = Find(folder, $"{part}-labels-idx1-ubyte");
        Dataset<float> data;
        try
        {
            data = Dataset.LoadIdx<float>(images, labels, classCount: LeNet5.OutputSize);
        }
        catch (ArgumentException problem)
        {
            throw new DataFileException(labels, null, null, problem.Message, problem);
        }

        return data.FeatureCount == LeNet5.InputSize
            ? data
            : throw new DataFileException(images, null, null, $"its images have {data.FeatureCount} pixels; expected {LeNet5.InputSize} (28 × 28).");
    }

    private static string Find(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string packed = plain + ".gz";
        return File.Exists(packed) ? packed : File.Exists(plain) ? plain : throw new FileNotFoundException($"There is neither {name}.gz nor {name} in '{folder}'.", plain);
    }
}
