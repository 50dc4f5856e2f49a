namespace NNGen.Tests;

/// <summary>A dataset of inputs and targets by their names has the rows of <c>JoinInputs</c> and <c>JoinTargets</c>, and names what does not fit.</summary>
public class NamedDatasetTests
{
    private readonly float[] images = [.. Enumerable.Range(0, 48).Select(i => i / 48f)], features = [.. Enumerable.Range(0, 10).Select(i => i / 10f)];
    private readonly float[] map = [.. Enumerable.Range(0, 12).Select(i => i / 12f)];

    [Fact]
    public void Its_rows_are_the_parts_in_order()
    {
        float[] kind = [0, 0, 0.25f, 0.75f, 1, 0, 0, 0], inputs = new float[58], targets = new float[20];
        Encounters.JoinInputs(images, features, inputs);
        Encounters.JoinTargets(map, kind, targets);
        Dataset<float> data = Encounters.CreateDataset(images, features, map, kind);
        Assert.Equal(inputs, data.Features.ToArray());
        Assert.Equal(targets, data.Targets.ToArray());
    }

    [Fact]
    public void A_class_number_is_one_in_its_place()
    {
        Dataset<float> data = Encounters.CreateDataset(images, features, map, kind: new[] { 2, 0 });
        Assert.Equal([0, 0, 1, 0, 1, 0, 0, 0], data.Targets.ToArray().Chunk(10).SelectMany(row => row[6..]));
        Assert.Equal(map, data.Targets.ToArray().Chunk(10).SelectMany(row => row[..6]));

        // One output with several inputs keeps class numbers.
        Assert.Equal([1, 0], Twins.CreateDataset(new float[200], new float[200], new[] { 1, 0 }).Labels.ToArray());
        Assert.Equal([0.25f, 1], Twins.CreateDataset(new float[200], new float[200], new[] { 0.25f, 1 }).Targets.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_its_name()
    {
#pragma warning disable NNG4001, NNG4002, NNG4003 // The mistakes are intended.
        Refuses("features", "'features' has 9 values, but 2 samples of 5 values have 10.", () => Encounters.CreateDataset(images, features.AsSpan(1), map, new[] { 2, 0 }));
        Refuses("image", "'image' has 10 values, which are not whole samples of 24 values.", () => Encounters.CreateDataset(features, images, map, new[] { 2, 0 }));
        Refuses("map", "'map' has 0 values, but 2 samples of 6 values have 12.", () => Encounters.CreateDataset(images, features, Array.Empty<float>(), new[] { 2, 0 }));
        Refuses("map", "'map' has 8 values, but 2 samples of 6 values have 12.", () => Encounters.CreateDataset(images, features, new float[8], map));
        Refuses("kind", "'kind' has 3 values, but 2 samples of 1 value have 2.", () => Encounters.CreateDataset(images, features, map, new[] { 2, 0, 1 }));
        Refuses("kind", "The class of 'kind' of sample 1 is 4, but there are classes from 0 to 3.", () => Encounters.CreateDataset(images, features, map, new[] { 2, 4 }));
        Refuses("map", "'map' has class numbers, but its loss, MeanSquaredError, compares numbers (give 6 values per sample).", () => Encounters.CreateDataset(images, features, new[] { 2, 4 }, map));
        features[6] = float.NaN;
        Refuses("features", "features holds NaN at value 1 of sample 1", () => Encounters.CreateDataset(images, features, map, new[] { 2, 0 }));
        map[3] = float.PositiveInfinity;
        features[6] = 0;
        Refuses("map", "map holds Infinity at value 3 of sample 0", () => Encounters.CreateDataset(images, features, map, new[] { 2, 0 }));
#pragma warning restore NNG4001, NNG4002, NNG4003

        static void Refuses(string parameter, string message, Func<Dataset<float>> create)
        {
            ArgumentException problem = Assert.Throws<ArgumentException>(create);
            Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
            Assert.Equal(parameter, problem.ParamName);
        }
    }

    [Fact]
    public void Class_numbers_train_one_of_several_outputs()
    {
        var random = new Random(4);
        float[] states = [.. Enumerable.Range(0, 400).Select(_ => (random.NextSingle() * 2) - 1)];
        int[] pushes = [.. Enumerable.Range(0, 100).Select(i => states[4 * i] > 0 ? 1 : 0)];
        float[] values = [.. Enumerable.Range(0, 100).Select(i => states[(4 * i) + 1])];
        Dataset<float> data = CartPole.CreateDataset(states, policy: pushes, value: values);
        History history = new CartPole(1).Fit(data, epochs: 30, optimizer: new Adam(0.01));
        Assert.InRange(history.Last.Training["policy_accuracy"], 0.95, 1);
        Assert.InRange(history.Last.Training["value_mae"], 0, 0.1);
    }
}
