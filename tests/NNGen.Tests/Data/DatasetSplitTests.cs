namespace NNGen.Tests;

public class DatasetSplitTests
{
    [Theory]
    [InlineData(1797, 0.2, 360)]
    [InlineData(10, 0.3, 3)]
    [InlineData(10, 0.31, 4)]
    [InlineData(150, 0.25, 38)]
    [InlineData(2, 0.01, 1)]
    [InlineData(100, 0.07, 7)]
    [InlineData(100, 0.55, 55)]
    [InlineData(3, 1.0 / 3, 1)]
    public void The_test_part_is_rounded_up(int count, double fraction, int expected)
    {
        (Dataset<float> train, Dataset<float> test) = Numbered(count, 3).Split(fraction, seed: 42);

        Assert.Equal((count - expected, expected), (train.Count, test.Count));
    }

    [Fact]
    public void The_parts_are_disjoint_complete_and_keep_rows_with_their_classes()
    {
        (Dataset<float> Train, Dataset<float> Test) parts = Numbered(1000, 7).Split(0.2, seed: 1);

        Assert.Equal(Enumerable.Range(0, 1000), Ids(parts.Train).Concat(Ids(parts.Test)).Order());
        Assert.All([parts.Train, parts.Test], AssertRowsBelongTogether);
    }

    [Fact]
    public void Targets_stay_with_their_rows()
    {
        float[] ids = Enumerable.Range(0, 100).Select(i => (float)i).ToArray();
        Dataset<float> data = Dataset.Create<float>(ids, 1, ids.SelectMany(id => new[] { -id, 2 * id }).ToArray(), 2);

        (Dataset<float> train, Dataset<float> test) = data.Split(0.3, seed: 5);

        foreach (Dataset<float> part in new[] { train, test, data.Shuffle(3) })
        {
            for (int i = 0; i < part.Count; i++) { Assert.Equal([-part.Rows[i][0], 2 * part.Rows[i][0]], part.TargetRows[i].ToArray()); }
        }
    }

    [Fact]
    public void A_seed_gives_one_order_and_another_seed_another()
    {
        Dataset<float> data = Numbered(200, 2);

        Assert.Equal(Ids(data.Shuffle(1)), Ids(data.Shuffle(1)));
        Assert.NotEqual(Ids(data.Shuffle(1)), Ids(data.Shuffle(2)));
        Assert.Equal(Ids(data.Split(0.5, 1).Test), Ids(data.Split(0.5, 1).Test));
        Assert.NotEqual(Ids(data.Split(0.5, 1).Test), Ids(data.Split(0.5, 2).Test));
    }

    [Fact]
    public void Shuffling_reorders_all_rows()
    {
        Dataset<float> data = Numbered(500, 4);

        Dataset<float> shuffled = data.Shuffle(9);

        Assert.NotEqual(Ids(data), Ids(shuffled));
        Assert.Equal(Ids(data), Ids(shuffled).Order());
        AssertRowsBelongTogether(shuffled);
        Assert.Equal(Enumerable.Range(0, 500), Ids(data));
    }

    [Fact]
    public void Stratified_parts_keep_the_shares_of_the_classes()
    {
        // 50, 30, 20 samples and one class that does not occur.
        int[] classes = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(3, 20)];
        Dataset<float> data = Dataset.FromLabels<float>(Enumerable.Range(0, 100).Select(i => (float)i).ToArray(), 1, classes);

        (Dataset<float> train, Dataset<float> test) = data.Split(0.1, seed: 3, stratify: true);

        Assert.Equal([45, 27, 0, 18], Counts(train));
        Assert.Equal([5, 3, 0, 2], Counts(test));
        Assert.Equal(Enumerable.Range(0, 100), Ids(train).Concat(Ids(test)).Order());
        Assert.NotEqual(Ids(train).Order(), Ids(train));
    }

    [Fact]
    public void Stratified_parts_have_the_requested_size_when_shares_are_not_integers()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(0.2, seed: 42, stratify: true);

        Assert.Equal((1437, 360), (train.Count, test.Count));
        int[] all = Counts(Datasets.Digits());
        int[] tested = Counts(test);
        for (int c = 0; c < 10; c++) { Assert.InRange(tested[c], Math.Floor(all[c] * 360 / 1797.0), Math.Ceiling(all[c] * 360 / 1797.0)); }
    }

    [Fact]
    public void Stratifying_needs_classes_of_two_samples()
    {
        Dataset<float> targets = Dataset.Create<float>([1, 2, 3], 1, [0, 1, 0], 1);
        Dataset<float> lonely = Dataset.FromLabels<float>([1, 2, 3], 1, [0, 1, 0]);

        Assert.Contains("for the classes of one of several outputs, stratify numbers of rows", Assert.Throws<InvalidOperationException>(() => targets.Split(0.5, 1, stratify: true)).Message);
        Assert.Contains("Class 1 has only 1 sample", Assert.Throws<InvalidOperationException>(() => lonely.Split(0.5, 1, stratify: true)).Message);
    }

    [Fact]
    public void A_fraction_with_two_decimals_of_a_hundred_is_that_many()
    {
        for (int percent = 1; percent < 100; percent++)
        {
            Assert.Equal(percent, Share.RoundedUp(100, percent / 100.0));
            Assert.Equal(percent, Share.RoundedDown(100, percent / 100.0));
            Assert.Equal(100 - percent, Share.RoundedDown(100, 1 - (percent / 100.0)));
            Assert.Equal(20_000_000 - (200_000 * percent), Share.RoundedDown(20_000_000, 1 - (percent / 100.0)));
        }

        Assert.Equal((1, 0), (Share.RoundedUp(10, 1e-300), Share.RoundedDown(10, 1e-300)));
        Assert.Equal((8, 7), (Share.RoundedUp(10, 0.7001), Share.RoundedDown(10, 0.7999)));
    }

    [Fact]
    public void A_validation_fraction_of_nine_tenths_leaves_one_of_ten_to_train_on()
    {
        (Dataset<float> training, Dataset<float>? validation) = FitChecks.Split(Numbered(10, 2), null, 0.9);

        Assert.Equal((1, 9), (training.Count, validation!.Count));
    }

    [Theory]
    [InlineData(0.05, "The test part of 5 samples has no room for all 7 classes (raise the fraction, or leave out stratify).")]
    [InlineData(0.95, "The training part of 5 samples has no room for all 7 classes (lower the fraction, or leave out stratify).")]
    public void A_stratified_part_with_fewer_samples_than_classes_is_rejected(double fraction, string message)
    {
        Dataset<float> data = Numbered(100, 7);

        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(fraction, 1, stratify: true)).Message);
        Assert.Equal(100, data.Split(0.07, 1, stratify: true).Test.Count + data.Split(0.07, 1, stratify: true).Train.Count);
    }

    [Theory]
    [InlineData("a", "a", "Classes 0 and 1 are both called 'a'; names must be distinct.")]
    [InlineData("a", "", "Class 1 has no name (give every class one, or leave out the names).")]
    [InlineData(" ", "a", "Class 0 has no name (give every class one, or leave out the names).")]
    public void Names_of_classes_are_unique(string first, string second, string message)
    {
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Dataset.FromLabels<float>([1, 2], 1, [0, 1], classNames: [first, second])).Message);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new ConfusionMatrix(2, [first, second])).Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(20)]
    [InlineData(double.NaN)]
    public void A_fraction_outside_0_to_1_is_rejected(double fraction)
    {
        Dataset<float> data = Numbered(10, 2);

        Assert.Contains("must lie between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => data.Split(fraction, 1)).Message);
        Assert.Contains("must lie between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => data.SplitEnd(fraction)).Message);
    }

    [Fact]
    public void A_split_that_leaves_a_part_empty_is_rejected()
    {
        Assert.Contains("none to learn from", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3, 2).Split(0.9, 1)).Message);
        Assert.Contains("would be empty", Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(3, 2).SplitEnd(0.9)).Message);
    }

    [Theory]
    [InlineData(10, 0.2, 8)]
    [InlineData(1437, 0.1, 1293)]
    [InlineData(7, 0.5, 3)]
    [InlineData(100, 0.8, 20)]
    [InlineData(10, 0.9, 1)]
    [InlineData(3, 2.0 / 3, 1)]
    public void Splitting_off_the_end_rounds_the_first_part_down_and_shares_memory(int count, double fraction, int first)
    {
        Dataset<float> data = Numbered(count, 2);

        (Dataset<float> train, Dataset<float> validation) = data.SplitEnd(fraction);

        Assert.Equal(Enumerable.Range(0, first), Ids(train));
        Assert.Equal(Enumerable.Range(first, count - first), Ids(validation));
        Assert.True(data.Rows[first] == validation.Rows[0]);
    }

    [Fact]
    public void Selected_rows_come_in_the_given_order_and_may_repeat()
    {
        Dataset<float> data = Numbered(5, 2);

        Assert.Equal([4, 0, 4], Ids(data.SelectRows([4, 0, 4])));
        Assert.Throws<ArgumentException>(() => data.SelectRows([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.SelectRows([0, 5]));
    }

    /// <summary>Samples whose first feature is their number; the second and the class follow from it.</summary>
    private static Dataset<float> Numbered(int count, int classCount) => Dataset.FromLabels<float>(
        Enumerable.Range(0, count).SelectMany(i => new float[] { i, -2 * i }).ToArray(),
        2,
        Enumerable.Range(0, count).Select(i => i % classCount).ToArray(),
        classCount);

    private static void AssertRowsBelongTogether(Dataset<float> data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            Assert.Equal(-2 * data.Rows[i][0], data.Rows[i][1]);
            Assert.Equal((int)data.Rows[i][0] % data.ClassCount, data.Labels[i]);
        }
    }

    private static int[] Ids(Dataset<float> data) => Enumerable.Range(0, data.Count).Select(i => (int)data.Rows[i][0]).ToArray();

    private static int[] Counts(Dataset<float> data) =>
        Enumerable.Range(0, data.ClassCount).Select(c => data.Labels.ToArray().Count(label => label == c)).ToArray();
}
