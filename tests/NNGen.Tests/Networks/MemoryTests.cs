namespace NNGen.Tests;

/// <summary>The memory that a pass may access: its stack, its workspace, its caller's samples.</summary>
public class MemoryTests
{
    [Fact]
    public void A_wide_layer_of_few_inputs_needs_little_stack()
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    var network = new WideNarrow(seed: 1);
                    float loss = network.Gradients(new float[2 * WideNarrow.InputSize], new float[2], new float[WideNarrow.ParameterCount]);
                    Assert.True(float.IsFinite(loss));
                }
                catch (Exception exception) { failure = exception; }
            },
            maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(failure);
    }

    [Fact]
    public void A_workspace_of_another_network_is_rejected()
    {
        var network = new Classifier(seed: 1);
        float[] inputs = new float[Classifier.InputSize];
        float[] outputs = new float[Classifier.OutputSize];
        Workspace<float> foreign = WideNarrow.CreateWorkspace(1);

        var forward = Assert.Throws<ArgumentException>(() => network.Forward(inputs, outputs, foreign));
        var backward = Assert.Throws<ArgumentException>(() => network.Backward(inputs, outputs, new float[Classifier.ParameterCount], foreign));

        Assert.Equal("workspace", forward.ParamName);
        Assert.Equal("The workspace was made for WideNarrow, but this is Classifier (use Classifier.CreateWorkspace). (Parameter 'workspace')", backward.Message);
    }

    [Theory]
    [InlineData(1, 20, 0, 20)]
    [InlineData(1, 31, 0, 31)]
    [InlineData(2, 17, 0, 17)]
    [InlineData(3, 40, 24, 16)]
    [InlineData(1, 20, 8, 12)]
    [InlineData(1, 12, 6, 6)]
    public void Packed_columns_read_nothing_past_the_last_sample(int samples, int stride, int column, int columns)
    {
        // Memory past the samples would show in the packed columns as a seven.
        float[] memory = new float[(samples * stride) + 64];
        Array.Fill(memory, 7f, samples * stride, 64);
        int width = Workspace<float>.PanelWidth;
        columns = Math.Min(columns, width);
        float[] strip = new float[width * width * ((samples + width - 1) / width)];

        CompilerServices.PackedColumns.FromRows(ref memory[0], stride, samples, column, columns, ref strip[0], (samples + width - 1) / width);

        Assert.DoesNotContain(7f, strip);
    }
}

[Network]
[Input(15)]
[Dense(8192), ReLU]
[Dense(1)]
[MeanSquaredError]
internal sealed partial class WideNarrow;
