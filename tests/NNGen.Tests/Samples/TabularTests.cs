using System.Globalization;
using System.Xml.Linq;
using Tabular;

namespace NNGen.Tests;

/// <summary>The sample of tables, run as a process; its bounds are checked again here.</summary>
public sealed class TabularTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public void Breast_cancer_reaches_0_97_and_diabetes_the_linear_regression_of_scikit_learn()
    {
        (int exitCode, string output) = SampleProcess.Run("Tabular", folder["out"]);
        Assert.True(exitCode == 0, output);
        string[] lines = [.. output.Split('\n').Select(line => line.TrimEnd('\r'))];

        Assert.All(
            ["logistic regression, accuracy", "network, accuracy", "logistic regression, accuracy of a test", "network, accuracy of a test"],
            name => Assert.InRange(Figure(lines, name), 0.97, 1));
        Assert.InRange(Figure(lines, "network, cost saved"), 1, Figure(lines, "network, cost of mistakes at one half"));
        Assert.Contains(lines, line => line.StartsWith("   malignant ", StringComparison.Ordinal));

        double best = LeastSquares();
        Assert.Equal(best, Figure(lines, "scikit-learn's linear regression, R² of a test"), 4);
        Assert.Equal(best, Figure(lines, "linear regression, R² of a test"), 3);
        Assert.InRange(Figure(lines, "network, R² of a test"), best, 1);
        Assert.InRange(Figure(lines, "network, R²"), Figure(lines, "linear regression, R²"), 1);

        string[] pictures = [.. Directory.EnumerateFiles(folder["out"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.Equal(["breast-cancer-loss.svg", "breast-cancer-roc.svg", "diabetes-predictions.svg"], pictures);
        Assert.All(pictures, picture => Assert.Equal("svg", XDocument.Load(Path.Combine(folder["out"], picture)).Root!.Name.LocalName));
    }

    [Fact]
    public void Scikit_learns_figure_belongs_to_the_rows_of_the_split()
    {
        Dataset<float> data = Datasets.RawDiabetes();
        (_, Dataset<float> test) = data.Split(testFraction: 0.25, seed: 7);
        string[] rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Samples", "Tabular", "diabetes-test-rows.txt"));
        Assert.Equal(test.Count, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            int row = int.Parse(rows[i], CultureInfo.InvariantCulture);
            Assert.Equal(data.Rows[row], test.Rows[i]);
            Assert.Equal(data.TargetRows[row], test.TargetRows[i]);
        }

        Assert.Equal(0.545448, LeastSquares(), 6);
    }

    [Fact]
    public void A_figure_that_misses_its_bound_and_one_that_is_not_a_number_are_bad()
    {
        var figures = new Figures();
        figures.Print("good", 0.97, atLeast: 0.97);
        figures.Print("without bound", 0);
        Assert.True(figures.AreGood);
        figures.Print("bad", 0.9699, atLeast: 0.97);
        figures.Print("good again", 1, atLeast: 0.97);
        Assert.False(figures.AreGood);

        figures = new Figures();
        figures.Print("none", double.NaN, atLeast: 0);
        Assert.False(figures.AreGood);
    }

    /// <summary>R² of least squares on the sample's split, from the normal equations of centered columns.</summary>
    private static double LeastSquares()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.RawDiabetes().Split(testFraction: 0.25, seed: 7);
        int size = train.FeatureCount;
        double[] mean = [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, train.Count).Average(row => (double)train.Rows[row][i]))];
        double meanTarget = Enumerable.Range(0, train.Count).Average(row => (double)train.TargetRows[row][0]);
        double[,] system = new double[size, size + 1];
        for (int row = 0; row < train.Count; row++)
        {
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++) { system[i, j] += (train.Rows[row][i] - mean[i]) * (train.Rows[row][j] - mean[j]); }
                system[i, size] += (train.Rows[row][i] - mean[i]) * (train.TargetRows[row][0] - meanTarget);
            }
        }

        // Gauss-Jordan elimination; the matrix is positive definite, so it needs no row exchanges.
        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int i = 0; i < size; i++)
            {
                if (i == pivot) { continue; }
                double factor = system[i, pivot] / system[pivot, pivot];
                for (int j = pivot; j <= size; j++) { system[i, j] -= factor * system[pivot, j]; }
            }
        }

        double errors = 0, total = 0;
        double meanOfTest = Enumerable.Range(0, test.Count).Average(row => (double)test.TargetRows[row][0]);
        for (int row = 0; row < test.Count; row++)
        {
            double prediction = meanTarget;
            for (int i = 0; i < size; i++) { prediction += system[i, size] / system[i, i] * (test.Rows[row][i] - mean[i]); }
            errors += Math.Pow(test.TargetRows[row][0] - prediction, 2);
            total += Math.Pow(test.TargetRows[row][0] - meanOfTest, 2);
        }

        return 1 - (errors / total);
    }

    private static double Figure(string[] lines, string name)
    {
        string line = Assert.Single(lines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal) && !line.StartsWith($"  {name} of", StringComparison.Ordinal));
        return double.Parse(line[(name.Length + 2)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }
}
