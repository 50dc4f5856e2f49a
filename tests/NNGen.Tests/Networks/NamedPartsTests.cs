namespace NNGen.Tests;

/// <summary>The generated methods that take each input and output by its name are those of rows, and name the part that has a wrong length.</summary>
public class NamedPartsTests
{
    private const int Size = 5;
    private const int Image = 4 * 3 * 2, Features = 5, Map = 6, Kind = 4;

    private readonly Encounters network = new(3);
    private readonly float[] rows, images, features;

    public NamedPartsTests()
    {
        (rows, _) = Properties<Encounters, float>.Samples(Size);
        images = Part(rows, Encounters.InputSize, 0, Image);
        features = Part(rows, Encounters.InputSize, Image, Features);
    }

    [Fact]
    public void Parts_stand_in_rows_in_the_order_of_their_declaration()
    {
        Assert.Equal(["image [4, 3, 2] 0", "features [5] 24"], Encounters.Description.Inputs.Select(input => $"{input} {input.Offset}"));
        Assert.Equal(
            ["map [2, 3], MeanSquaredError 0 0.3", "kind [4], CrossEntropy 6 1"],
            Encounters.Description.Outputs.Select(output => FormattableString.Invariant($"{output} {output.Offset} {output.LossWeight}")));
    }

    [Fact]
    public void Join_and_Split_are_inverse()
    {
        float[] joined = new float[rows.Length];
        Encounters.JoinInputs(images, features, joined);
        Assert.Equal(rows, joined);

        float[] outputs = [.. Enumerable.Range(0, Size * Encounters.OutputSize).Select(i => (float)i)];
        float[] maps = new float[Size * Map], kinds = new float[Size * Kind], again = new float[outputs.Length];
        Encounters.SplitOutputs(outputs, maps, kinds);
        Assert.Equal(Part(outputs, Encounters.OutputSize, 0, Map), maps);
        Assert.Equal(Part(outputs, Encounters.OutputSize, Map, Kind), kinds);
        Encounters.JoinTargets(maps, kinds, again);
        Assert.Equal(outputs, again);
    }

    [Fact]
    public void Predictions_by_name_have_the_bits_of_those_of_rows()
    {
        float[] expected = network.PredictBatch(rows), maps = new float[Size * Map], kinds = new float[Size * Kind], joined = new float[expected.Length];
        network.PredictBatch(images, features, maps, kinds);
        Encounters.JoinTargets(maps, kinds, joined);
        Assert.Equal(expected, joined);

        network.PredictBatch(images, features, maps, kinds, maxDegreeOfParallelism: 1);
        Encounters.JoinTargets(maps, kinds, joined);
        Assert.Equal(expected, joined);

        for (int sample = 0; sample < Size; sample++)
        {
            float[] one = network.Predict(rows.AsSpan(sample * Encounters.InputSize, Encounters.InputSize));
            network.Predict(images.AsSpan(sample * Image, Image), features.AsSpan(sample * Features, Features), maps.AsSpan(0, Map), kinds.AsSpan(0, Kind));
            Assert.Equal(one, maps[..Map].Concat(kinds[..Kind]));
        }
    }

    [Fact]
    public void Gradients_by_name_have_the_bits_of_those_of_rows()
    {
        Workspace<float> workspace = Encounters.CreateWorkspace(Size), byName = Encounters.CreateWorkspace(Size);
        float[] outputs = new float[Size * Encounters.OutputSize], slopes = [.. outputs.Select((_, i) => (i % 7) - 3f)];
        float[] maps = new float[Size * Map], kinds = new float[Size * Kind];
        float[] expected = new float[Encounters.ParameterCount], actual = new float[expected.Length];
        network.Forward(rows, outputs, workspace);
        network.Backward(rows, slopes, expected, workspace);

        network.Forward(images, features, maps, kinds, byName);
        Assert.Equal(Part(outputs, Encounters.OutputSize, 0, Map), maps);
        Assert.Equal(Part(outputs, Encounters.OutputSize, Map, Kind), kinds);
        Encounters.SplitOutputs(slopes, maps, kinds);
        network.Backward(images, features, maps, kinds, actual, byName);
        Assert.Equal(expected, actual);
        Assert.Contains(expected, gradient => gradient != 0);
    }

    [Fact]
    public void One_of_inputs_and_outputs_is_called_as_it_is_without_the_other_kind()
    {
        var two = new GoldenTwoOutputs(3);
        float[] input = [.. Enumerable.Range(0, GoldenTwoOutputs.InputSize).Select(i => i / 7f)], price = new float[2], kind = new float[3];
        two.Predict(input, price, kind);
        Assert.Equal(two.Predict(input), price.Concat(kind));

        var wideAndDeep = new WideAndDeep(3);
        float[] wide = [1, 2, 3, 4, 5], deep = [.. Enumerable.Range(0, 12).Select(i => i / 12f)], output = new float[1];
        wideAndDeep.Predict(wide, deep, output);
        Assert.Equal(wideAndDeep.Predict([.. wide, .. deep]), output);
    }

    [Fact]
    public void A_wrong_length_is_reported_with_the_name_of_its_part()
    {
        float[] maps = new float[Size * Map], kinds = new float[Size * Kind];
        Workspace<float> workspace = Encounters.CreateWorkspace(Size);
        float[] gradients = new float[Encounters.ParameterCount];

#pragma warning disable NNG4001, NNG4002, NNG4003 // The mistakes are intended.
        Reports("features", "'features' has 24 values, but 1 sample of 5 values has 5.", () => network.Predict(images.AsSpan(0, Image), images.AsSpan(0, Image), maps.AsSpan(0, Map), kinds.AsSpan(0, Kind)));
        Reports("image", "'image' has 5 values, but 1 sample of 24 values has 24.", () => network.Predict(features.AsSpan(0, 5), features.AsSpan(0, 5), maps.AsSpan(0, Map), kinds.AsSpan(0, Kind)));
        Reports("image", "'image' has 25 values, which are not whole samples of 24 values.", () => network.PredictBatch(features, features, maps, kinds));
        Reports("image", "'image' has 0 values, which are not whole samples of 24 values.", () => network.PredictBatch([], features, maps, kinds));
        Reports("features", "'features' has 24 values, but 5 samples of 5 values have 25.", () => network.PredictBatch(images, features.AsSpan(1), maps, kinds));
        Reports("map", "'map' has 20 values, but 5 samples of 6 values have 30.", () => network.PredictBatch(images, features, kinds, maps)); // swapped
        Reports("kind", "'kind' has 0 values, but 5 samples of 4 values have 20.", () => network.Forward(images, features, maps, [], workspace));
        network.Forward(images, features, maps, kinds, workspace);
        Reports("kindGradients", "'kindGradients' has 30 values, but 5 samples of 4 values have 20.", () => network.Backward(images, features, maps, maps, gradients, workspace));
        Reports("features", "'features' has 0 values, but 5 samples of 5 values have 25.", () => Encounters.JoinInputs(images, [], rows));
        Reports("kind", "'kind' has 30 values, but 5 samples of 4 values have 20.", () => Encounters.JoinTargets(maps, maps, new float[50]));
        Reports("map", "'map' has 20 values, but 5 samples of 6 values have 30.", () => Encounters.SplitOutputs(new float[50], kinds, kinds));
#pragma warning restore NNG4001, NNG4002, NNG4003
        Assert.Contains("49 values", Assert.Throws<ArgumentException>(() => Encounters.JoinTargets(maps, kinds, new float[49])).Message);

        static void Reports(string parameter, string message, Action call)
        {
            ArgumentException problem = Assert.Throws<ArgumentException>(call);
            Assert.Equal(parameter, problem.ParamName);
            Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Calls_by_name_allocate_nothing()
    {
        float[] maps = new float[Size * Map], kinds = new float[Size * Kind], gradients = new float[Encounters.ParameterCount], outputs = new float[Size * Encounters.OutputSize];
        Workspace<float> workspace = Encounters.CreateWorkspace(Size);
        Allocations.AssertNone("calls by name", () =>
        {
            network.Predict(images.AsSpan(0, Image), features.AsSpan(0, Features), maps.AsSpan(0, Map), kinds.AsSpan(0, Kind));
            network.PredictBatch(images, features, maps, kinds, 1);
            network.Forward(images, features, maps, kinds, workspace);
            network.Backward(images, features, maps, kinds, gradients, workspace);
            Encounters.JoinInputs(images, features, rows);
            Encounters.JoinTargets(maps, kinds, outputs);
            Encounters.SplitOutputs(outputs, maps, kinds);
        });
    }

    private static float[] Part(float[] rows, int rowSize, int offset, int size) =>
        [.. Enumerable.Range(0, rows.Length / rowSize).SelectMany(row => rows.Skip((row * rowSize) + offset).Take(size))];
}
