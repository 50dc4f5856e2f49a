namespace NNGen.Tests;

public sealed class DatasetFoldsTests
{
    // A feature that is the row's number.
    private static readonly Dataset<float> Rows = Dataset.Create<float>([.. Enumerable.Range(0, 178).Select(i => (float)i)], 1, new float[178], 1);

    [Fact]
    public void Every_sample_is_for_testing_once_and_otherwise_for_learning()
    {
        (Dataset<float> Train, Dataset<float> Test)[] folds = [.. Rows.KFold(5, seed: 1)];

        Assert.Equal([36, 36, 36, 35, 35], folds.Select(fold => fold.Test.Count));
        Assert.Equal(Rows.Features.ToArray(), folds.SelectMany(fold => fold.Test.Features.ToArray()).Order());
        foreach ((Dataset<float> train, Dataset<float> test) in folds)
        {
            Assert.Equal(Rows.Features.ToArray(), train.Features.ToArray().Concat(test.Features.ToArray()).Order());
            Assert.Equal(test.Features.ToArray().Order(), test.Features.ToArray());
            Assert.Equal(train.Features.ToArray().Order(), train.Features.ToArray());
        }
    }

    [Fact]
    public void Parts_follow_from_the_seed()
    {
        float[][] Parts(int seed) => [.. Rows.KFold(4, seed).Select(fold => fold.Test.Features.ToArray())];

        Assert.Equal(Parts(7), Parts(7));
        Assert.NotEqual(Parts(7), Parts(8));
        Assert.Equal([9f, 12, 19, 29, 35], [.. Parts(7)[0].Take(5)]);
        Assert.NotEqual(Rows.Take(45).Features.ToArray(), Parts(7)[0]);
        float[][] Stratified(int seed) => [.. Datasets.Iris().StratifiedKFold(5, seed).Select(fold => fold.Test.Features.ToArray())];
        Assert.Equal(Stratified(7), Stratified(7));
        Assert.NotEqual(Stratified(7), Stratified(8));
    }

    // The numbers of samples of each class in each part: scikit-learn 1.2.1, StratifiedKFold(n, shuffle=True).
    public static TheoryData<string, int, string> Sizes => new()
    {
        { "iris", 3, "17 17 16 | 17 16 17 | 16 17 17" },
        { "wine", 3, "20 24 16 | 20 23 16 | 19 24 16" },
        { "wine", 5, "12 14 10 | 12 14 10 | 12 14 10 | 12 14 9 | 11 15 9" },
        { "breast cancer", 5, "43 71 | 43 71 | 42 72 | 42 72 | 42 71" },
        { "digits", 3, "60 60 59 61 61 60 61 59 58 60 | 59 61 59 61 60 61 60 60 58 60 | 59 61 59 61 60 61 60 60 58 60" },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Stratified_parts_have_the_sizes_of_scikit_learn(string name, int folds, string sizes)
    {
        Dataset<float> data = name switch
        {
            "iris" => Datasets.Iris(),
            "wine" => Datasets.Wine(),
            "digits" => Datasets.Digits(),
            _ => Datasets.BreastCancer(),
        };

        (Dataset<float> Train, Dataset<float> Test)[] parts = [.. data.StratifiedKFold(folds, seed: 3)];

        Assert.Equal(sizes, string.Join(" | ", parts.Select(part => string.Join(' ', Counts(part.Test)))));
        Assert.All(parts, part => Assert.Equal(Counts(data), Counts(part.Train).Zip(Counts(part.Test), (a, b) => a + b)));
    }

    [Fact]
    public void Parts_that_are_too_many_are_rejected()
    {
        Dataset<float> rare = Dataset.FromLabels<float>([1, 2, 3, 4, 5], 1, [0, 0, 0, 1, 1], classNames: ["common", "rare"]);

        Assert.Equal(
            "folds is 6, but must be from 2 to 5. (Parameter 'folds')\nActual value was 6.",
            Assert.Throws<ArgumentOutOfRangeException>(() => rare.KFold(6, 1)).Message.ReplaceLineEndings("\n"));
        Assert.Equal(
            "Class 1 ('rare') has 2 samples, but each of 3 parts needs one (use fewer parts, or KFold).",
            Assert.Throws<InvalidOperationException>(() => rare.StratifiedKFold(3, 1)).Message);
        Assert.Equal(
            "Only samples with labels can be stratified (use KFold).",
            Assert.Throws<InvalidOperationException>(() => Rows.StratifiedKFold(3, 1)).Message);
    }

    private static int[] Counts(Dataset<float> data) =>
        [.. Enumerable.Range(0, data.ClassCount).Select(label => data.Labels.ToArray().Count(c => c == label))];
}
