namespace NNGen.Tests;

/// <summary>Checkpoints that do not belong to the training to be resumed.</summary>
[Trait("Category", "Slow")]
public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ScalarNetwork<OddClassifier, float> net = new(5);
    private readonly float[] before;
    private readonly string path;

    public CheckpointFileTests()
    {
        before = net.Parameters.Values.ToArray();
        path = folder["last.ckpt"];
        Runs.Fit(2, [new Checkpoints(folder.Path), new EarlyStopping(3)], optimizer: new Adam(0.01));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Another_optimizer_is_rejected()
    {
        Assert.Equal(
            [
                "optimizer is 'Adam', expected 'AdamW'",
                "optimizer's WeightDecay is '0', expected '0.01'",
            ],
            Differences(() => Resume(new AdamW(0.01))));
        Assert.Equal(["optimizer's Beta1 is '0.9', expected '0.8'"], Differences(() => Resume(new Adam(0.01, beta1: 0.8))));
        Assert.Equal(["optimizer's GlobalClipNorm is '0', expected '1'"], Differences(() => Resume(new Adam(0.01) { GlobalClipNorm = 1 })));
        Assert.Equal(["the learning rate was 0.01 at the beginning, expected 0.02"], Differences(() => Resume(new Adam(0.02))));
        Assert.Contains("'training/optimizer/2' [278] is missing", Differences(() => Resume(new RMSProp(0.01, momentum: 0.5, centered: true))));
    }

    [Fact]
    public void Another_network_is_rejected()
    {
        var other = new ScalarNetwork<CircleClassifier, float>(1);
        string[] differences = Differences(() => other.Fit(
            Samples.Circles(40),
            new FitOptions { Epochs = 5, BatchSize = 10, Optimizer = new Adam(0.01), Callbacks = [new EarlyStopping(3)], ResumeFrom = path }));
        Assert.Contains("'0.weight' has the shape [19, 5], expected [8, 2]", differences);
        Assert.Contains("'2.weight' [3, 7] is not expected", differences);
        Assert.Contains("loss is 'CrossEntropy', expected 'BinaryCrossEntropy'", differences);
        Assert.Contains("'layer 3' is 'Dense → [3]', expected none", differences);

        var wide = new ScalarNetwork<OddClassifier, double>(1);
        differences = Differences(() => wide.Fit(
            Dataset.FromLabels(new double[200], 5, new int[40], 3),
            new FitOptions { Epochs = 5, BatchSize = 10, Optimizer = new Adam(0.01), ResumeFrom = path }));
        Assert.Contains("element type is 'Single', expected 'Double'", differences);
        Assert.Contains("'0.weight' holds F32, expected F64", differences);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Other_samples_batches_and_orders_are_rejected()
    {
        string[] differences = Differences(() => net.Fit(
            Samples.Blobs(41),
            new FitOptions
            {
                Epochs = 5,
                BatchSize = 8,
                Optimizer = new Adam(0.01),
                Callbacks = [new EarlyStopping(3)],
                Seed = 3,
                ResumeFrom = path,
                Shuffle = false,
                SampleWeights = Enumerable.Repeat(1.0, 41).ToArray(),
            }));
        Assert.Equal(6, differences.Length);
        Assert.Equal("batch size is '10', expected '8'", differences[0]);
        Assert.StartsWith("sample weights is 'none', expected '", differences[1]);
        Assert.Equal("seed is '0', expected '3'", differences[2]);
        Assert.Equal("shuffle is 'yes', expected 'no'", differences[3]);
        Assert.StartsWith("training set is '40 samples, 5 features, 3 classes, checksum ", differences[4]);
        Assert.EndsWith(", expected 'none'", differences[5]);

        // One value of one sample.
        Dataset<float> samples = Samples.Blobs(40);
        float[] features = samples.Features.ToArray();
        features[7] = MathF.BitIncrement(features[7]);
        Assert.Single(Differences(() => net.Fit(
            Dataset.FromLabels(features, 5, samples.Labels.ToArray(), 3),
            new FitOptions { Epochs = 5, BatchSize = 10, Optimizer = new Adam(0.01), Callbacks = [new EarlyStopping(3)], ResumeFrom = path },
            Samples.Blobs(20, seed: 5))));
    }

    [Fact]
    public void A_callback_whose_memory_is_there_must_be_there() =>
        Assert.Equal(
            ["there is state of a callback 'EarlyStopping', but no such callback is given"],
            Differences(() => Runs.Fit(5, [], net, new Adam(0.01), path)));

    [Fact]
    public void A_file_of_parameters_is_not_a_checkpoint()
    {
        net.Parameters.Save(folder["plain"]);
        AssertRefused("it is not a checkpoint, so training cannot be resumed from it", () => Resume(from: folder["plain"]));
        Assert.Throws<FileNotFoundException>(() => Resume(from: folder["missing"]));
    }

    [Fact]
    public void A_plain_file_with_foreign_tensors_is_still_rejected_by_load()
    {
        CheckpointFiles.Change(path, ["kind"], _ => { });
        Assert.Contains("'training/epoch' [] is not expected", Assert.Throws<ParameterMismatchException>(() => net.Parameters.Load(path)).Differences);
    }

    [Theory]
    [InlineData("training/epoch", -1L, "'training/epoch' is -1, but must be at least 1.")]
    [InlineData("training/epoch", 0L, "'training/epoch' is 0, but must be at least 1.")]
    [InlineData("training/epoch", 1L << 40, "'training/epoch' is 1,099,511,627,776, which is more than the number of epochs can be.")]
    [InlineData("training/epoch", 3L, "'training/history/ticks' has the shape [2], expected [3].")]
    [InlineData("training/epoch", 1.5, "'training/epoch' holds F64, not whole numbers")]
    [InlineData("training/epoch", null, "'training/epoch' is missing: the checkpoint is not complete.")]
    [InlineData("training/step", -5L, "'training/step' is -5, but must be at least 0.")]
    [InlineData("training/optimizer_step", -5L, "'training/optimizer_step' is -5, but must be at least 0.")]
    [InlineData("training/learning_rate", double.NaN, "'training/learning_rate' is NaN; a learning rate is finite and not negative.")]
    [InlineData("training/learning_rate", -1.0, "'training/learning_rate' is -1; a learning rate is finite and not negative.")]
    [InlineData("training/learning_rate", 1L, "'training/learning_rate' holds I64")]
    [InlineData("training/history/loss", null, "'training/history/loss' is missing: the checkpoint is not complete.")]
    [InlineData("training/history/val_accuracy", null, "'training/history/val_accuracy' is missing: the checkpoint is not complete.")]
    [InlineData("training/history/loss", 1.0, "'training/history/loss' has the shape [], expected [2].")]
    public void A_checkpoint_with_a_wrong_number_is_rejected(string name, object? value, string message)
    {
        CheckpointFiles.Change(path, [name], writer =>
        {
            if (value is long whole) { writer.Add<long>(name, [], [whole]); }
            if (value is double number) { writer.Add<double>(name, [], [number]); }
        });
        AssertRefused(message, () => Resume());
    }

    [Fact]
    public void Values_that_are_not_finite_are_rejected()
    {
        float[] values = new float[278];
        values[5] = float.NaN;
        CheckpointFiles.Change(path, ["training/optimizer/1"], writer => writer.Add<float>("training/optimizer/1", [278], values));
        AssertRefused("'training/optimizer/1' has a value that is NaN.", () => Resume());
        CheckpointFiles.Change(path, ["training/callbacks/EarlyStopping/best_parameters", "training/optimizer/1"], writer =>
        {
            writer.Add<float>("training/optimizer/1", [278], new float[278]);
            writer.Add<float>("training/callbacks/EarlyStopping/best_parameters", [278], values);
        });
        AssertRefused("'training/callbacks/EarlyStopping/best_parameters' has a value that is not finite.", () => Resume());
        CheckpointFiles.Change(path, ["training/callbacks/EarlyStopping/best_parameters", "1.bias"], writer =>
            writer.Add<float>("1.bias", [7], [0, 0, float.NaN, 0, 0, 0, 0]));
        AssertRefused("'1.bias' is NaN at [2]", () => Resume());
    }

    [Fact]
    public void Memory_that_lacks_a_number_is_named()
    {
        CheckpointFiles.Change(path, ["training/callbacks/EarlyStopping/wait"], _ => { });
        var problem = Assert.Throws<CallbackException>(() => Resume());
        Assert.Contains("the callback EarlyStopping failed in LoadState: The checkpoint has no number 'wait' of EarlyStopping", problem.Message);
        Assert.EndsWith("(Training was not resumed; nothing was changed.)", problem.Message);
    }

    [Theory]
    [InlineData("best_epoch", double.NaN)]
    [InlineData("wait", 1e300)]
    [InlineData("wait", -1.0)]
    [InlineData("wait", 0.5)]
    public void A_training_whose_callbacks_cannot_be_resumed_changes_neither_network_nor_optimizer(string name, double value)
    {
        CheckpointFiles.Change(path, [$"training/callbacks/EarlyStopping/{name}"], writer =>
            writer.Add<double>($"training/callbacks/EarlyStopping/{name}", [], [value]));
        var optimizer = new Adam(0.01);

        Assert.Throws<CallbackException>(() => Resume(optimizer));

        Assert.Equal(before, net.Parameters.Values.ToArray());
        Assert.Equal(0.01, optimizer.LearningRate);
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_rejected()
    {
        byte[] whole = File.ReadAllBytes(path);
        string cut = folder["cut.ckpt"];
        for (int length = 0; length < whole.Length; length += 1 + length / 60)
        {
            File.WriteAllBytes(cut, whole[..length]);
            Assert.Throws<SafeTensorsException>(() => Resume(from: cut));
            Assert.Equal(before, net.Parameters.Values.ToArray());
        }
    }

    [Fact]
    public void A_file_with_a_wrong_bit_is_rejected_or_gives_the_same_parameters()
    {
        byte[] whole = File.ReadAllBytes(path);
        float[] saved = ParameterFile.Values<float>(net.Parameters.Description, SafeTensorsFile.Load(path), TensorNames.Of(SafeTensorsFile.Load(path)));
        var random = new Random(11);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] broken = whole.ToArray();
            broken[random.Next(i % 2 == 0 ? broken.Length : 4000)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(folder["broken.ckpt"], broken);
            try
            {
                Resume(from: folder["broken.ckpt"], epochs: 2);
                Assert.Equal(saved, net.Parameters.Values.ToArray());
                using ParameterBlock<float>.Editor editor = net.Parameters.Edit();
                before.CopyTo(editor.Values);
            }
            catch (SafeTensorsException)
            {
                Assert.Equal(before, net.Parameters.Values.ToArray());
                refused++;
            }
        }

        // Bits that no checksum covers: spaces, and the checksum's own name.
        Assert.InRange(refused, 380, 400);
    }

    private History Resume(Optimizer? optimizer = null, string? from = null, int epochs = 5) =>
        Runs.Fit(epochs, [new Checkpoints(folder["next"]), new EarlyStopping(3)], net, optimizer ?? new Adam(0.01), from ?? path);

    private string[] Differences(Action action)
    {
        var problem = Assert.Throws<CheckpointMismatchException>(action);
        Assert.Contains("nothing was changed", problem.Message);
        Assert.Equal(before, net.Parameters.Values.ToArray());
        Assert.False(Directory.Exists(folder["next"]));
        return [.. problem.Differences];
    }

    private void AssertRefused(string message, Action action)
    {
        Assert.Contains(message, Assert.Throws<SafeTensorsException>(action).Message);
        Assert.Equal(before, net.Parameters.Values.ToArray());
    }
}
