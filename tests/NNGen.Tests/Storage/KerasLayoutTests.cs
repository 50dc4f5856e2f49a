namespace NNGen.Tests.Storage;

/// <summary>Files whose weights have the layout of Keras.</summary>
public sealed class KerasLayoutTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("nngen-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Every_kind_of_weight_is_recognized()
    {
        var names = KerasLike.Description.Parameters.Where(parameter => parameter.Shape.Count > 1).Select(parameter => parameter.Name).ToArray();
        int[][] shapes = [[3, 5, 2, 8], [3, 3, 8, 2], [2, 2, 6, 16], [120, 7]];
        SafeTensorsWriter writer = new();
        for (int i = 0; i < names.Length; i++) { writer.Add<float>(names[i], shapes[i], new float[shapes[i].Aggregate(1, (product, size) => product * size)]); }
        string path = Path.Combine(directory, "keras.safetensors");
        writer.Save(path);
        var network = new KerasLike(seed: 1);
        float[] before = network.Parameters.Values.ToArray();

        string[] differences = [.. Assert.Throws<ParameterMismatchException>(() => network.Parameters.Load(path)).Differences.Where(difference => difference.Contains("Keras", StringComparison.Ordinal))];

        Assert.Equal(
            [
                $"'{names[0]}' has the shape [3, 5, 2, 8], expected [8, 2, 3, 5] (Keras's layout: write numpy.transpose(w, (3, 2, 0, 1)) to the file)",
                $"'{names[1]}' has the shape [3, 3, 8, 2], expected [16, 1, 3, 3] (Keras's layout: write numpy.transpose(w, (2, 3, 0, 1)).reshape(16, 1, 3, 3) to the file)",
                $"'{names[2]}' has the shape [2, 2, 6, 16], expected [16, 6, 2, 2] (Keras's layout: write numpy.transpose(w, (3, 2, 0, 1)) to the file)",
                $"'{names[3]}' has the shape [120, 7], expected [7, 120] (Keras's layout: write numpy.transpose(w, (1, 0)) to the file)",
            ],
            differences);
        Assert.Equal(before, network.Parameters.Values.ToArray());
    }

    [Fact]
    public void Another_shape_gets_no_such_hint()
    {
        var network = new KerasLike(seed: 1);
        SafeTensorsWriter writer = new();
        writer.Add<float>(KerasLike.Description.Parameters[0].Name, [5, 3, 8, 2], new float[240]);
        string path = Path.Combine(directory, "other.safetensors");
        writer.Save(path);

        Assert.DoesNotContain("Keras's", Assert.Throws<ParameterMismatchException>(() => network.Parameters.Load(path)).Message, StringComparison.Ordinal);
    }
}

[Network]
[Input(8, 9, 2)]
[Conv2D(8, 3, 5), ReLU]
[DepthwiseConv2D(3, Multiplier = 2)]
[Conv2DTranspose(6, 2)]
[Flatten, Dense(7)]
[MeanSquaredError]
internal sealed partial class KerasLike;
