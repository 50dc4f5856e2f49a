using System.Xml.Linq;
using Images;

namespace NNGen.Tests;

/// <summary>The sample of images: its part of MNIST, its options, and one run as a process.</summary>
public sealed class ImagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("train", 10_000, 262_146_600, new[] { 5, 0, 4, 1, 9, 2, 1, 3 }, new[] { 1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978 })]
    [InlineData("t10k", 1_000, 24_443_134, new[] { 7, 2, 1, 0, 4, 1, 4, 9 }, new[] { 85, 126, 116, 107, 110, 87, 87, 99, 89, 94 })]
    public void Included_files_are_the_first_images_and_labels_of_mnist(string part, int count, long ink, int[] first, int[] countOfEachDigit)
    {
        NdArray images = IdxFile.Load(Path.Combine(Mnist.Included, $"{part}-images-idx3-ubyte.gz"));
        NdArray labels = IdxFile.Load(Path.Combine(Mnist.Included, $"{part}-labels-idx1-ubyte.gz"));

        Assert.Equal((TensorType.UInt8, TensorType.UInt8), (images.Type, labels.Type));
        Assert.Equal([count, 28, 28], images.Shape);
        Assert.Equal([count], labels.Shape);
        long sum = 0;
        foreach (byte pixel in images.Bytes) { sum += pixel; }
        Assert.Equal(ink, sum);
        int[] digits = labels.GetIntegers<int>();
        Assert.Equal(first, digits[..first.Length]);
        Assert.Equal(countOfEachDigit, Enumerable.Range(0, 10).Select(digit => digits.Count(label => label == digit)));
    }

    [Fact]
    public void Included_files_take_at_most_two_megabytes() =>
        Assert.InRange(Directory.EnumerateFiles(Mnist.Included, "*.gz").Sum(file => new FileInfo(file).Length), 1, 2_000_000);

    [Fact]
    public void Plain_files_are_read_like_packed_ones()
    {
        WriteMnist(28, 28, label: 9, ending: "");
        (Dataset<float> train, Dataset<float> test) = Mnist.Load(folder.Path);
        Assert.Equal((2, 784, 10), (train.Count, train.FeatureCount, train.ClassCount));
        Assert.Equal((2, 784, 10), (test.Count, test.FeatureCount, test.ClassCount));
    }

    [Fact]
    public void Folder_without_a_file_is_an_error_that_names_it()
    {
        Assert.Contains("There is no folder", Assert.Throws<DirectoryNotFoundException>(() => Mnist.Load(folder["none"])).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "There is neither train-images-idx3-ubyte.gz nor train-images-idx3-ubyte in ",
            Assert.Throws<FileNotFoundException>(() => Mnist.Load(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(27, 9, "train-images-idx3-ubyte.gz: its images have 756 pixels; expected 784 (28 × 28).")]
    [InlineData(28, 10, "train-labels-idx1-ubyte.gz: ")]
    public void Files_of_another_dataset_are_an_error_that_names_the_file(int height, byte label, string expected)
    {
        WriteMnist(height, 28, label, ".gz");
        Assert.Contains(expected, Assert.Throws<DataFileException>(() => Mnist.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_of_a_residual_network_are_its_own_unless_given()
    {
        Assert.Equal(Options.OfResidual, Options.Parse(["residual"]));
        Assert.Equal(Options.OfResidual with { Epochs = 2, Seed = 3 }, Options.Parse(["residual", "--epochs", "2", "--seed", "3"]));
        Assert.Equal("There is no option 'residual'.", Assert.Throws<FormatException>(() => Options.Parse(["--seed", "3", "residual"])).Message);
    }

    [Fact]
    public void Options_are_read() => Assert.Equal(
        new Options { Data = "mnist", Out = "pictures", Epochs = 5, Batch = 128, Rate = 0.001, IsConstant = true, Seed = 2, Seeds = 3 },
        Options.Parse(["--data", "mnist", "--out", "pictures", "--epochs", "5", "--batch", "128", "--rate", "1e-3", "--schedule", "constant", "--seed", "2", "--seeds", "3"]));

    [Theory]
    [InlineData("There is no option '--epoch'.", "--epoch", "3")]
    [InlineData("There is no option 'mnist'.", "mnist")]
    [InlineData("--data needs a folder.", "--data", "--epochs")]
    [InlineData("--epochs needs a whole number from 1 to 10000, got '0'.", "--epochs", "0")]
    [InlineData("--batch needs a whole number from 1 to 60000, got 'many'.", "--batch", "many")]
    [InlineData("--seeds needs a whole number from 1 to 100.", "--seeds")]
    [InlineData("--rate needs a number above 0 and at most 1, got 'NaN'.", "--rate", "NaN")]
    [InlineData("--schedule needs cosine or constant, got 'linear'.", "--schedule", "linear")]
    public void Wrong_option_is_an_error_that_names_it(string expected, params string[] args) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Options.Parse(args)).Message);

    [Fact]
    [Trait("Category", "Slow")]
    public void Sample_trains_and_draws_five_pictures()
    {
        (int exitCode, string output) = SampleProcess.Run("Images", "--epochs", "1", "--out", folder["out"]);
        Assert.True(exitCode == 0, output);
        Assert.Matches(@"\ntest accuracy: 0\.9\d{3}\r?\n$", output);

        string[] pictures = [.. Directory.EnumerateFiles(folder["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["images-confusion.svg", "images-kernels.svg", "images-maps.svg", "images-mistakes.svg", "images-training.svg"], pictures);
        Assert.All(pictures, picture => Assert.Equal("svg", XDocument.Load(Path.Combine(folder["out"], picture)).Root!.Name.LocalName));
    }

    private void WriteMnist(int height, int width, byte label, string ending)
    {
        foreach (string part in new[] { "train", "t10k" })
        {
            IdxFile.Save(folder[$"{part}-images-idx3-ubyte{ending}"], NdArray.Create<byte>([2, height, width], new byte[2 * height * width]));
            IdxFile.Save(folder[$"{part}-labels-idx1-ubyte{ending}"], NdArray.Create<byte>([2], [0, label]));
        }
    }
}
