#pragma warning disable NNG4005, NNG4009 // The analyzer also reports invalid datasets at compile time.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NNGen.Tests;

public class DatasetTests
{
    [Fact]
    public void Rows_targets_and_sizes_are_those_given()
    {
        Dataset<float> data = Dataset.Create([1f, 2, 3, 4, 5, 6], 2, [10f, 20, 30], 1);

        Assert.Equal((3, 2, 1, 0, false), (data.Count, data.FeatureCount, data.TargetCount, data.ClassCount, data.HasLabels));
        Assert.Equal([3f, 4], data.Rows[1].ToArray());
        Assert.Equal([30f], data.TargetRows[2].ToArray());
        Assert.Equal([1f, 2, 3, 4, 5, 6], data.Features.ToArray());
        Assert.Equal([10f, 20, 30], data.Targets.ToArray());
        Assert.True(data.Labels.IsEmpty);
        Assert.Equal("3 samples, 2 features, 1 target", data.ToString());
    }

    [Fact]
    public void Classes_are_counted_from_the_highest_the_names_or_the_argument()
    {
        float[] features = [1, 2, 3];

        Assert.Equal(3, Dataset.FromLabels(features, 1, [0, 2, 1]).ClassCount);
        Assert.Equal(2, Dataset.FromLabels(features, 1, [0, 0, 0]).ClassCount);
        Assert.Equal(4, Dataset.FromLabels(features, 1, [0, 2, 1], classNames: ["a", "b", "c", "d"]).ClassCount);
        Dataset<float> data = Dataset.FromLabels(features, 1, [0, 2, 1], classCount: 10, featureNames: ["width"]);
        Assert.Equal((10, 0, 2), (data.ClassCount, data.TargetCount, data.Labels[1]));
        Assert.Equal(["width"], data.FeatureNames);
        Assert.True(data.Targets.IsEmpty);
    }

    [Fact]
    public void Jagged_and_rectangular_arrays_give_the_same_rows_as_flat_ones()
    {
        Dataset<double> jagged = Dataset.Create<double>([[1, 2], [3, 4]], [[5], [6]]);
        Dataset<double> table = Dataset.Create(new double[,] { { 1, 2 }, { 3, 4 } }, new double[,] { { 5 }, { 6 } });
        Dataset<float> jaggedClasses = Dataset.FromLabels<float>([[1, 2], [3, 4]], [1, 0]);
        Dataset<float> tableClasses = Dataset.FromLabels(new float[,] { { 1, 2 }, { 3, 4 } }, [1, 0]);

        Assert.All([jagged, table], d => Assert.Equal([1.0, 2, 3, 4], d.Features.ToArray()));
        Assert.All([jagged, table], d => Assert.Equal([6.0], d.TargetRows[1].ToArray()));
        Assert.All([jaggedClasses, tableClasses], d => Assert.Equal([3f, 4], d.Rows[1].ToArray()));
        Assert.All([jaggedClasses, tableClasses], d => Assert.Equal([1, 0], d.Labels.ToArray()));
    }

    [Fact]
    public void Images_of_three_dimensions_give_one_row_per_sample()
    {
        float[,,] images = { { { 1, 2, 3 }, { 4, 5, 6 } }, { { 7, 8, 9 }, { 10, 11, 12 } } };

        Dataset<float> labeled = Dataset.FromLabels(images, [0, 1], classNames: ["cat", "dog"]);
        Dataset<float> measured = Dataset.Create(images, new float[,] { { 5 }, { 6 } });

        Assert.Equal((2, 6), (labeled.Count, labeled.FeatureCount));
        Assert.All([labeled, measured], data => Assert.Equal([7f, 8, 9, 10, 11, 12], data.Rows[1].ToArray()));
        Assert.Equal([6f], measured.TargetRows[1].ToArray());
        Assert.Contains("2 rows of features, but 1 of labels", Assert.Throws<ArgumentException>(() => Dataset.FromLabels(images, [0])).Message);
    }

    [Fact]
    public void Rows_can_be_counted_indexed_from_the_end_and_enumerated()
    {
        Dataset<float> data = Dataset.Create([1f, 2, 3, 4, 5, 6], 2, [10f, 20, 30], 1);
        List<float> sums = [];

        foreach (ReadOnlySpan<float> row in data.Rows) { sums.Add(row[0] + row[1]); }

        Assert.Equal([3f, 7, 11], sums);
        Assert.Equal((3, 2), (data.Rows.Count, data.Rows.RowLength));
        Assert.Equal([30f], data.TargetRows[^1].ToArray());
    }

    [Fact]
    public void Names_that_were_not_given_are_empty_lists()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 1, 0]);

        Assert.Empty(data.FeatureNames);
        Assert.Empty(data.ClassNames);
        Assert.Empty(data.OneHot().ClassNames);
    }

    [Fact]
    public void A_dataset_does_not_change_with_the_array_it_was_made_from()
    {
        float[] features = [1, 2];
        int[] classes = [0, 1];
        Dataset<float> data = Dataset.FromLabels(features, 1, classes);

        features[0] = float.NaN;
        classes[0] = 99;

        Assert.Equal(1f, data.Rows[0][0]);
        Assert.Equal(0, data.Labels[0]);
    }

    [Fact]
    public void Data_that_makes_no_sense_is_rejected_with_the_numbers()
    {
        Refused("There are no features: a dataset has at least 1 sample.", () => Dataset.Create<float>([], 2, [1f], 1));
        Refused("There are no features", () => Dataset.Create<float>([], [[1f]]));
        Refused("There are no features", () => Dataset.Create<float>(new float[0, 3], new float[0, 1]));
        Refused("5 values are not a whole number of rows of 2 features (1 remain).", () => Dataset.Create<float>([1, 2, 3, 4, 5], 2, [1, 2], 1));
        Refused("There are 2 rows of features, but 3 of targets.", () => Dataset.Create<float>([1, 2, 3, 4], 2, [1, 2, 3], 1));
        Refused("There are 8 rows of features, but 2 of labels. 24 values / featureCount 3 = 8 rows; 2 rows would need featureCount 12.", () => Dataset.FromLabels(new float[24], 3, [0, 1]));
        Refused("There are 2 rows of features, but 0 of labels. 4 values / featureCount 2 = 2 rows.", () => Dataset.FromLabels<float>([1, 2, 3, 4], 2, [], 2));
        Refused("There are 2 rows of features, but 1 of labels.", () => Dataset.FromLabels<float>([1, 2, 3, 4], 2, [1]));
        Refused("featureCount is 0, but must be at least 1.", () => Dataset.Create<float>([1, 2], 0, [1, 2], 1));
        Refused("targetCount is -1, but must be at least 1.", () => Dataset.Create<float>([1, 2], 1, [1, 2], -1));
        Refused("classCount is 1, but must be at least 2.", () => Dataset.FromLabels<float>([1, 2], 1, [0, 0], classCount: 1));
        Refused("Row 1 of features has 1 value, but row 0 has 2.", () => Dataset.Create<float>([[1, 2], [3]], [[1], [2]]));
        Refused("Expected 2 names, got 1.", () => Dataset.Create<float>([1, 2], 2, [1], 1, featureNames: ["a"]));
        Refused("Expected 3 names, got 2.", () => Dataset.FromLabels<float>([1, 2], 2, [1], classCount: 3, classNames: ["a", "b"]));
    }

    [Fact]
    public void Values_that_are_not_finite_are_rejected_with_row_and_column()
    {
        Refused(
            "Row 1, feature 0 ('width') is NaN, but values must be finite (remove the row, or fill in a value such as the column's mean).",
            () => Dataset.Create<float>([1, 2, float.NaN, 4], 2, [1, 2], 1, featureNames: ["width", "height"]));
        Refused("Row 0, feature 1 is -Infinity", () => Dataset.FromLabels([1, double.NegativeInfinity], 2, [0]));
        Refused("Row 2, target 0 is Infinity", () => Dataset.Create<float>([1, 2, 3], 1, [1, 2, float.PositiveInfinity], 1));
    }

    [Fact]
    public void Classes_out_of_range_are_rejected_with_row_and_range()
    {
        Refused("Row 1 has class 10, but with 10 classes they go from 0 to 9.", () => Dataset.FromLabels<float>([1, 2], 1, [0, 10], classCount: 10));
        Refused("Row 0 has class -1, but with 2 classes they go from 0 to 1.", () => Dataset.FromLabels<float>([1, 2], 1, [-1, 1]));
    }

    [Fact]
    public void A_slice_shares_memory_with_its_dataset()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3, 4, 5, 6, 7, 8], 2, [0, 1, 2, 3]);

        Dataset<float> slice = data[1..^1];

        Assert.Equal([3f, 4, 5, 6], slice.Features.ToArray());
        Assert.Equal([1, 2], slice.Labels.ToArray());
        Assert.Equal(4, slice.ClassCount);
        Assert.True(SameMemory(data.Rows[1], slice.Rows[0]));
        Assert.True(SameMemory(data.Labels[1..], slice.Labels));
        Assert.True(SameMemory(data.Rows[2], slice[1..].Rows[0]));
        Assert.True(SameMemory(data.Rows[0], data.Take(2).Rows[0]));
    }

    [Fact]
    public void A_slice_of_targets_shares_memory_with_its_dataset()
    {
        Dataset<float> data = Dataset.Create<float>([1, 2, 3], 1, [10, 11, 20, 21, 30, 31], 2);

        Dataset<float> slice = data.Slice(1, 2);

        Assert.Equal([20f, 21, 30, 31], slice.Targets.ToArray());
        Assert.True(SameMemory(data.TargetRows[1], slice.TargetRows[0]));
    }

    [Theory]
    [InlineData(0, 0, "0 samples were requested from 0 on, but a dataset has at least 1 sample.")]
    [InlineData(2, 2, "2 samples were requested from 2 on, but there are 3 samples.")]
    [InlineData(-1, 2, "2 samples were requested from -1 on, but there are 3 samples.")]
    [InlineData(int.MaxValue, int.MaxValue, "but there are 3 samples.")]
    public void A_slice_outside_the_samples_is_rejected(int start, int count, string message)
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 1, 0]);

        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => data.Slice(start, count)).Message);
    }

    [Fact]
    public void Samples_that_do_not_exist_and_labels_of_the_other_kind_are_rejected()
    {
        Dataset<float> classes = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 1, 0]);
        Dataset<float> targets = Dataset.Create<float>([1, 2, 3], 1, [0, 1, 0], 1);

        Assert.Contains("There is no sample 3: they go from 0 to 2.", Assert.Throws<ArgumentOutOfRangeException>(() => classes.Rows[3].Length).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => classes.Rows[-1].Length);
        Assert.Throws<IndexOutOfRangeException>(() => classes[..2].Labels[2]);
        Assert.Contains("The dataset has labels, not target values (use Labels, or OneHot() first).", Assert.Throws<ArgumentOutOfRangeException>(() => classes.TargetRows[0].Length).Message);
        Assert.Equal((0, 0), (classes.TargetRows.Count, targets.Labels.Length));
        Assert.Throws<InvalidOperationException>(targets.OneHot);
    }

    [Fact]
    public void One_hot_has_a_one_in_the_column_of_the_class()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 2, 1], featureNames: ["x"])[1..].OneHot();

        Assert.Equal([0f, 0, 1, 0, 1, 0], data.Targets.ToArray());
        Assert.Equal((3, 0), (data.TargetCount, data.ClassCount));
        Assert.Equal([2f, 3], data.Features.ToArray());
        Assert.Equal(["x"], data.FeatureNames);
    }

    [Fact]
    public void Mapping_and_scaling_change_features_alone()
    {
        Dataset<float> data = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 2, 1], classNames: ["a", "b", "c"]);

        Assert.Equal([1f, 4, 9], data.MapFeatures(x => x * x).Features.ToArray());
        Assert.Equal([0.5f, 1, 1.5f], data.Scale(0.5f).Features.ToArray());
        Assert.Equal([0, 2, 1], data.Scale(0.5f).Labels.ToArray());
        Assert.Equal(["a", "b", "c"], data.Scale(0.5f).ClassNames);
        Assert.Equal([1f, 2, 3], data.Features.ToArray());
        Refused("Row 2, feature 0 is NaN", () => data.MapFeatures(x => x == 3 ? float.NaN : x));
        Refused("Row 1, feature 0 is Infinity", () => data.Scale(2e38f));
    }

    [Fact]
    public void Conversion_to_double_is_exact_and_to_float_rounds()
    {
        Dataset<double> data = Dataset.Create<float>([0.1f, 2], 1, [0.3f, 4], 1).ToDouble();
        Assert.Equal([(double)0.1f, 2], data.Features.ToArray());
        Assert.Equal([(double)0.3f, 4], data.Targets.ToArray());

        Dataset<float> rounded = Dataset.FromLabels<double>([0.1, 2], 1, [0, 1]).ToSingle();
        Assert.Equal([0.1f, 2], rounded.Features.ToArray());
        Assert.Equal([0, 1], rounded.Labels.ToArray());

        Assert.Equal(
            "The feature value 1E+300 is beyond the range of Single.",
            Assert.Throws<OverflowException>(() => Dataset.FromLabels<double>([1e300, 2], 1, [0, 1]).ToSingle()).Message);
    }

    private static bool SameMemory<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) =>
        Unsafe.AreSame(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b));

    private static void Refused(string message, Func<object> make) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(() => make()).Message);
}
