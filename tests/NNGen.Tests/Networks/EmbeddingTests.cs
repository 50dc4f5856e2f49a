namespace NNGen.Tests;

[Network]
[Tokens(6, 50)]
[Embedding(8, PaddingId = 0), GlobalAveragePool]
[Dense(2), Softmax]
[CrossEntropy]
internal sealed partial class Reviews;

[Network]
[Tokens(3, 9), As("word")]
[Input(4), As("numbers")]
[From("word"), Embedding(5), Flatten(Order = Layout.ChannelsLast)]
[Concat("numbers")]
[Dense(2)]
[MeanSquaredError]
internal sealed partial class WordAndNumbers;

[Network(Precision = Precision.Double)]
[Tokens(4, 12), As("left")]
[Tokens(4, 12), As("right")]
[From("left"), Embedding(3, Name = "words"), GlobalAveragePool, As("ofLeft")]
[From("right"), Embedding(3, Shared = "words"), GlobalAveragePool]
[Subtract("ofLeft")]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class TwoTexts;

[Network]
[Tokens(5, 7)]
[Embedding(4, Trainable = false)]
[Flatten, Dense(2)]
[MeanSquaredError]
internal sealed partial class Pretrained;

/// <summary>Inputs of token ids, and the vectors that stand for them.</summary>
public class EmbeddingTests
{
    private static readonly int[] Ids = [.. Enumerable.Range(0, 40 * 6).Select(i => i * 7 % 50)];

    private static float[] Numbers => Array.ConvertAll(Ids, id => (float)id);

    [Fact]
    public void An_embedding_starts_standard_normal_as_PyTorchs()
    {
        double[] values = Array.ConvertAll(new Reviews(1).Embedding1.Weight.Values[8..].ToArray(), value => (double)value);

        Assert.InRange(values.Average(), -0.1, 0.1);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.9, 1.1);
    }

    [Fact]
    public void The_row_of_the_padding_id_is_zero_and_stays_zero()
    {
        var network = new Reviews(1);
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        float[] before = network.Embedding1.Weight.Values.ToArray();

        network.Fit(Dataset.FromLabels<float>(Ids, 6, labels), new FitOptions { Epochs = 3, BatchSize = 8, Optimizer = new Adam(0.01) });

        Assert.All(network.Embedding1.Weight.Values[..8].ToArray(), value => Assert.Equal(0, value));
        Assert.NotEqual(before, network.Embedding1.Weight.Values.ToArray());
    }

    [Fact]
    public void Integers_give_the_bits_of_numbers()
    {
        var network = new Reviews(1);
        float[] ofNumbers = network.PredictBatch(Numbers), batch = new float[80], one = new float[2];
        int[] classes = new int[40], ofIds = new int[40];
        network.ClassifyBatch(Numbers, classes);

        network.PredictBatch(Ids, batch);
        network.Predict(Ids.AsSpan(0, 6), one);
        network.ClassifyBatch(Ids, ofIds);

        Assert.Equal(ofNumbers, batch);
        Assert.Equal(ofNumbers, network.PredictBatch(Ids));
        Assert.Equal(network.Predict(Numbers.AsSpan(0, 6)), one);
        Assert.Equal(one, network.Predict(Ids.AsSpan(0, 6)));
        Assert.Equal(network.Classify(Numbers.AsSpan(0, 6)), network.Classify(Ids.AsSpan(0, 6)));
        Assert.Equal(classes, ofIds);
    }

    [Fact]
    public void Predictions_from_integers_allocate_nothing()
    {
        var network = new Reviews(1);
        float[] outputs = new float[80];
        int[] classes = new int[40];

        Allocations.AssertNone("Predict", () => network.Predict(Ids.AsSpan(0, 6), outputs.AsSpan(0, 2)), calls: 20);
        Allocations.AssertNone("PredictBatch", () => network.PredictBatch(Ids, outputs), calls: 20);
        Allocations.AssertNone("Classify", () => network.Classify(Ids.AsSpan(0, 6)), calls: 20);
        Allocations.AssertNone("ClassifyBatch", () => network.ClassifyBatch(Ids, classes), calls: 20);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-1)]
    public void An_integer_outside_of_the_vocabulary_is_refused_by_its_place(int id)
    {
        var network = new Reviews(1);
        int[] ids = [.. Ids];
        ids[(3 * 6) + 4] = id;

        Assert.StartsWith($"Id 4 of sample 3 is {id}, but token ids of 'inputs' are whole numbers from 0 to 49", Message(() => network.PredictBatch(ids)));
        Assert.StartsWith($"Id 4 is {id}, but token ids of 'input' are whole numbers from 0 to 49", Message(() => network.Predict(ids.AsSpan(18, 6))));
        Assert.StartsWith($"Id 4 is {id}, but", Message(() => network.Classify(ids.AsSpan(18, 6))));
    }

    [Theory]
    [InlineData(50f, "50")]
    [InlineData(-1f, "-1")]
    [InlineData(2.5f, "2.5")]
    [InlineData(1e30f, "1E+30")]
    public void A_number_other_than_an_id_is_refused_wherever_it_arrives(float id, string text)
    {
        var network = new Reviews(1);
        float[] numbers = Numbers, gradients = new float[Reviews.ParameterCount];
        numbers[(33 * 6) + 5] = id;
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        string expected = $"Id 5 of sample 33 is {text}, but token ids of 'input' are whole numbers from 0 to 49";
        byte[] before = Bytes(network);
        using var trainer = new Trainer<Reviews, float>(network, new Adam(), maxDegreeOfParallelism: 1);
        using var threads = new Trainer<Reviews, float>(network, new Adam(), maxDegreeOfParallelism: 2);

        Assert.StartsWith(expected, Message(() => network.PredictBatch(numbers)));
        Assert.StartsWith(expected, Message(() => network.ClassifyBatch(numbers, new int[40])));
        Assert.StartsWith($"Id 5 is {text}, but", Message(() => network.Predict(numbers.AsSpan(33 * 6, 6))));
        Assert.StartsWith($"Id 5 is {text}, but", Message(() => network.Classify(numbers.AsSpan(33 * 6, 6))));
        Assert.StartsWith(expected, Message(() => network.Gradients(numbers, labels, gradients)));
        Assert.StartsWith(expected, Message(() => network.Forward(numbers, new float[80], Reviews.CreateWorkspace(40))));
        Assert.StartsWith(expected, Message(() => trainer.Step(numbers, labels)));
        Assert.StartsWith(expected, Message(() => threads.Step(numbers, labels)));
        Assert.StartsWith(
            $"Id 5 of sample 33 of the training set is {text}, but", Message(() => network.Fit(Dataset.FromLabels<float>(numbers, 6, labels), new FitOptions { Epochs = 1 })));
        Assert.Equal(before, Bytes(network));
    }

    [Fact]
    public void An_id_that_is_not_finite_is_refused_as_such()
    {
        float[] numbers = Numbers;
        numbers[7] = float.NaN;

        Assert.StartsWith("inputs holds NaN at value 1 of sample 1", Message(() => new Reviews(1).PredictBatch(numbers)));
    }

    [Fact]
    public void Tokens_and_numbers_are_two_inputs()
    {
        var network = new WordAndNumbers(2);
        int[] words = [8, 0, 3, 1, 1, 7];
        float[] numbers = [.. Enumerable.Range(0, 8).Select(i => i / 4f)], outputs = new float[4], rows = new float[14];

        WordAndNumbers.JoinInputs(words, numbers, rows);
        network.PredictBatch(words, numbers, outputs);

        Assert.Equal([8, 0, 3, 0, 0.25f, 0.5f, 0.75f, 1, 1, 7, 1, 1.25f, 1.5f, 1.75f], rows);
        Assert.Equal(network.PredictBatch(rows), outputs);
        words[4] = 9;
        Assert.StartsWith("Id 1 of sample 1 is 9, but token ids of 'word' are whole numbers from 0 to 8", Message(() => network.PredictBatch(words, numbers, outputs)));
        rows[2] = -3;
        Assert.StartsWith("Id 2 of sample 0 is -3, but token ids of 'word' are", Message(() => network.PredictBatch(rows)));
    }

    [Fact]
    public void The_gradient_of_ids_is_zero_and_that_of_numbers_is_not()
    {
        var network = new WordAndNumbers(2);
        float[] rows = [8, 0, 3, 0, 0.25f, 0.5f, 0.75f, 1, 1, 7, 1, 1.25f, 1.5f, 1.75f], inputGradients = new float[14];

        network.Gradients(rows, new float[4], new float[WordAndNumbers.ParameterCount], inputGradients);

        Assert.All(new[] { 0, 1, 2, 7, 8, 9 }, i => Assert.Equal(0, inputGradients[i]));
        Assert.All(new[] { 3, 4, 5, 6, 10, 11, 12, 13 }, i => Assert.NotEqual(0, inputGradients[i]));
    }

    [Fact]
    public void A_shared_table_gets_the_gradients_of_both_uses()
    {
        Assert.Equal((12 * 3) + 4, TwoTexts.ParameterCount);
        Properties<TwoTexts, double>.GradientsAreDifferences();
        Properties<TwoTexts, double>.SameOnThreads(34, 2);
    }

    [Fact]
    public void Embeddings_have_the_same_bits_on_any_number_of_threads_and_allocate_nothing()
    {
        Properties<Reviews, float>.SameOnThreads(70, 2);
        Properties<Reviews, float>.AllocatesNothing(33);
        Properties<Reviews, float>.PredictsAsBatch(1e-6);
        Properties<WordAndNumbers, float>.AllocatesNothing(5);
    }

    [Fact]
    public void A_table_that_is_not_trained_is_state()
    {
        var network = new Pretrained(1);
        float[] before = network.Embedding1.Weight.Values.ToArray();
        using var trainer = new Trainer<Pretrained, float>(network, new SGD(0.1));

        trainer.Step([0, 1, 2, 3, 4], new float[] { 1, 2 });

        Assert.Equal((42, 28), (Pretrained.ParameterCount, Pretrained.Description.StateCount));
        Assert.Equal(before, network.Embedding1.Weight.Values.ToArray());
    }

    private static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static byte[] Bytes(Reviews network) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(network.Parameters.Values).ToArray();
}
