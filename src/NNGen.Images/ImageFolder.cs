using static NNGen.FileText;

namespace NNGen;

/// <summary>
/// A folder with a subfolder of images for each class: <c>pets/cat/1.jpg</c>, <c>pets/dog/2.png</c>. Immutable; only names are read until images are
/// needed.
/// </summary>
/// <remarks>
/// Every file of a class counts as an image, except those whose name begins with a dot, <c>Thumbs.db</c> and <c>desktop.ini</c>. Classes and files are
/// in ordinal order of their names, which is the same on every machine.
/// </remarks>
public sealed partial class ImageFolder
{
    private readonly string[] files;
    private readonly int[] labels;

    private ImageFolder(string path, IReadOnlyList<string> classNames, string[] files, int[] labels)
    {
        Path = path;
        ClassNames = classNames;
        this.files = files;
        this.labels = labels;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The names of the classes, in the order of their numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files, class by class.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>The class of each file, from 0.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>Number of files.</summary>
    public int Count => files.Length;

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="classNames">
    /// The classes in the order of their numbers, such as those of the training images; by default the names of the subfolders in ordinal order.
    /// </param>
    /// <returns>The folder's files.</returns>
    /// <exception cref="DataFileException">
    /// There are fewer than two subfolders, one is empty, an image is next to them, or they are not the given classes; the message names the folder.
    /// </exception>
    /// <exception cref="IOException">The folder is missing or cannot be read.</exception>
    public static ImageFolder Open(string path, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        IReadOnlyList<string> classes = ImageFolderListing.Classes(path, classNames);
        List<string> files = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Count; label++)
        {
            foreach (string file in ImageFolderListing.FilesOf(path, classes[label]))
            {
                files.Add(file);
                labels.Add(label);
            }
        }

        return new ImageFolder(path, classes, [.. files], [.. labels]);
    }

    /// <summary>Splits the files at random into a training part and a test part, which keep all classes and their numbers.</summary>
    /// <param name="testFraction">The test part, above 0 and below 1; it is rounded up to whole files.</param>
    /// <param name="seed">The same seed gives the same parts on every machine: the rows of <see cref="Dataset{T}.Split"/>.</param>
    /// <param name="stratify">Whether both parts keep the shares of the classes, as exactly as whole files allow.</param>
    /// <returns>The parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction leaves a part empty or, to stratify, too small for all classes.</exception>
    /// <exception cref="InvalidOperationException">To stratify, each class must have at least 2 files.</exception>
    public (ImageFolder Train, ImageFolder Test) Split(double testFraction, int seed, bool stratify = false)
    {
        // Each row holds its own number.
        double[] numbers = [.. Enumerable.Range(0, Count).Select(file => (double)file)];
        (Dataset<double> train, Dataset<double> test) =
            Dataset.FromLabels<double>(numbers, 1, labels, ClassNames.Count, ClassNames).Split(testFraction, seed, stratify);
        return (Select(Rows(train)), Select(Rows(test)));

        static IEnumerable<int> Rows(Dataset<double> part) => part.Features.ToArray().Select(row => (int)row);
    }

    /// <summary>Returns a text such as <c>pets: 25,000 images, 2 classes</c>.</summary>
    public override string ToString() => $"{Path}: {Number(Count)} images, {Number(ClassNames.Count)} classes";

    private ImageFolder Select(IEnumerable<int> rows)
    {
        int[] kept = [.. rows];
        return new ImageFolder(Path, ClassNames, [.. kept.Select(row => files[row])], [.. kept.Select(row => labels[row])]);
    }
}
