using System.Globalization;
using NNGen.CompilerServices;

namespace NNGen;

// Well-known tables.
public static partial class Datasets
{
    private static readonly Lazy<Dataset<float>> IrisTable = new(() => ReadClasses("iris", 150, 4, ["setosa", "versicolor", "virginica"]));
    private static readonly Lazy<Dataset<float>> WineTable = new(() => ReadClasses("wine", 178, 13, ["class_0", "class_1", "class_2"]));
    private static readonly Lazy<Dataset<float>> BreastCancerTable = new(() => ReadClasses("breast-cancer", 569, 30, ["malignant", "benign"]));
    private static readonly Lazy<Dataset<float>> UnscaledDiabetes = new(() => ReadDiabetes(raw: true));
    private static readonly Lazy<Dataset<float>> ScaledDiabetes = new(() => ReadDiabetes(raw: false));

    /// <summary>
    /// Iris: lengths and widths of sepals and petals of 150 flowers, 50 of each of 3 kinds: scikit-learn's <c>load_iris</c>.
    /// </summary>
    /// <remarks>
    /// Source: R. A. Fisher, <see href="https://doi.org/10.24432/C56C76">Iris</see>, UCI Machine Learning Repository, 1936, with the two rows that
    /// scikit-learn corrects after Fisher's paper. License: <see href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</see>.
    /// Embedded in this assembly; read once.
    /// </remarks>
    /// <returns>4 features in centimeters, 3 classes, in the order of the source (by class).</returns>
    [DatasetShape(Features = 4, Classes = 3)]
    public static Dataset<float> Iris() => IrisTable.Value;

    /// <summary>
    /// Wine: 13 chemical measures of 178 wines of 3 growers of one region: scikit-learn's <c>load_wine</c>.
    /// </summary>
    /// <remarks>
    /// Source: S. Aeberhard and M. Forina, <see href="https://doi.org/10.24432/C5PC7J">Wine</see>, UCI Machine Learning Repository, 1992. License:
    /// <see href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</see>. Embedded in this assembly; read once.
    /// </remarks>
    /// <returns>13 features of very different sizes (scale them), 3 classes, in the order of the source (by class).</returns>
    [DatasetShape(Features = 13, Classes = 3)]
    public static Dataset<float> Wine() => WineTable.Value;

    /// <summary>
    /// Breast cancer: 30 measures of the cell nuclei of 569 tumors, malignant (212) or benign (357): scikit-learn's
    /// <c>load_breast_cancer</c>.
    /// </summary>
    /// <remarks>
    /// Source: W. Wolberg, O. Mangasarian, N. Street and W. Street,
    /// <see href="https://doi.org/10.24432/C5DW2B">Breast Cancer Wisconsin (Diagnostic)</see>, UCI Machine Learning Repository, 1993. License:
    /// <see href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</see>. Embedded in this assembly; read once.
    /// </remarks>
    /// <returns>30 features of very different sizes (scale them), 2 classes: 0 malignant, 1 benign.</returns>
    [DatasetShape(Features = 30, Classes = 2)]
    public static Dataset<float> BreastCancer() => BreastCancerTable.Value;

    /// <summary>
    /// Diabetes: age, sex, body mass, blood pressure and six blood measures of 442 patients, and the progression of the disease after a year:
    /// scikit-learn's <c>load_diabetes</c>.
    /// </summary>
    /// <remarks>
    /// Source: B. Efron, T. Hastie, I. Johnstone and R. Tibshirani,
    /// <see href="https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html">Least Angle Regression</see>, Annals of Statistics, 2004, as
    /// scikit-learn distributes it under its license (BSD 3-clause). Embedded in this assembly; read once.
    /// </remarks>
    /// <returns>
    /// 10 features and 1 target, from 25 to 346. Each feature has mean 0 and its squares sum up to 1, as scikit-learn gives them; the target is
    /// not scaled.
    /// </returns>
    [DatasetShape(Features = 10, Targets = 1)]
    public static Dataset<float> Diabetes() => ScaledDiabetes.Value;

    /// <summary>The table of <see cref="Diabetes"/> with the measured values: years, kg/m², ...</summary>
    /// <returns>10 features of very different sizes (scale them) and 1 target, from 25 to 346.</returns>
    /// <inheritdoc cref="Diabetes" path="/remarks"/>
    [DatasetShape(Features = 10, Targets = 1)]
    public static Dataset<float> RawDiabetes() => UnscaledDiabetes.Value;

    private static Dataset<float> ReadClasses(string name, int rows, int features, string[] classNames)
    {
        (string[] names, double[] values, double[] last) = ReadTable(name, rows, features);
        return Dataset.FromLabels<float>(
            Array.ConvertAll(values, value => (float)value), features, Array.ConvertAll(last, value => (int)value), null, classNames, names);
    }

    private static Dataset<float> ReadDiabetes(bool raw)
    {
        const int Rows = 442;
        const int Features = 10;
        (string[] names, double[] values, double[] last) = ReadTable("diabetes", Rows, Features);
        if (!raw) { Normalize(values, Rows, Features); }
        return Dataset.Create<float>(
            Array.ConvertAll(values, value => (float)value), Features, Array.ConvertAll(last, value => (float)value), 1, names);
    }

    /// <summary>Each column with mean 0 and a sum of squares of 1 (scikit-learn: <c>scale(data); data /= n ** 0.5</c>).</summary>
    private static void Normalize(double[] values, int rows, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            double mean = 0;
            for (int row = 0; row < rows; row++) { mean += values[(row * columns) + column]; }
            mean /= rows;
            double squares = 0;
            for (int row = 0; row < rows; row++)
            {
                double difference = values[(row * columns) + column] -= mean;
                squares += difference * difference;
            }

            double length = Math.Sqrt(squares);
            for (int row = 0; row < rows; row++) { values[(row * columns) + column] /= length; }
        }
    }

    /// <summary>A line of names, then for each sample its features and one more number.</summary>
    private static (string[] Names, double[] Values, double[] Last) ReadTable(string name, int rows, int features)
    {
        using Stream resource = typeof(Datasets).Assembly.GetManifestResourceStream($"NNGen.Data.{name}.csv.gz")
            ?? throw new InvalidOperationException($"The table {name} is missing from the assembly: it was built without its resources.");
        using StreamReader text = new(new GZipReader(resource, $"the embedded table {name}"));
        string[] names = text.ReadLine()!.Split(',')[..features];
        double[] values = new double[rows * features];
        double[] last = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            string[] cells = text.ReadLine()!.Split(',');
            for (int i = 0; i < features; i++) { values[(row * features) + i] = double.Parse(cells[i], CultureInfo.InvariantCulture); }
            last[row] = double.Parse(cells[features], CultureInfo.InvariantCulture);
        }

        return (names, values, last);
    }
}
