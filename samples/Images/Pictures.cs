using NNGen;
using NNGen.Plots;
using static System.FormattableString;

namespace Images;

/// <summary>Writes the pictures of a trained network into a folder.</summary>
internal sealed class Pictures(string folder)
{
    private const int Size = 28;

    /// <summary>The files so far.</summary>
    public List<string> Files { get; } = [];

    public void Training(History history, string network) => Save("training", Charts.History(history, $"{network} on MNIST"));

    public void Confusion(ConfusionMatrix counts) => Save(
        "confusion", Charts.ConfusionMatrix(counts.ToCounts(), title: Invariant($"{counts.Total:N0} test images: {100 * counts.Accuracy:0.0} % are right")));

    public void Mistakes(Dataset<float> test, IReadOnlyCollection<Mistake> mistakes)
    {
        if (mistakes.Count == 0) { return; }
        var grid = new ImageGrid("The worst mistakes", columns: 6) { TileSize = 84 };
        foreach (Mistake mistake in mistakes)
        {
            grid.Add(test.Rows[mistake.Row], Size, Size, Invariant($"{mistake.Label} as {mistake.Answer}, {100 * mistake.Certainty:0} %"));
        }

        Save("mistakes", grid);
    }

    /// <summary>The 5 × 5 weights of the first layer's six filters.</summary>
    public void Kernels(LeNet5 net)
    {
        string[] captions = [.. Enumerable.Range(1, 6).Select(i => Invariant($"filter {i}"))];
        ImageGrid grid = Charts.Weights(net.Conv2d1.Weight.Values, height: 5, width: 5, captions, columns: 6, title: "Kernels of the first convolution");
        (grid.BarLabel, grid.TileSize) = ("weight", 90);
        Save("kernels", grid);
    }

    /// <summary>What both convolutions make of one image.</summary>
    public void Maps(LeNet5 net, ReadOnlySpan<float> image, int digit)
    {
        var first = new FirstMaps();
        var second = new SecondMaps();
        Copy(net.Parameters, first.Parameters);
        Copy(net.Parameters, second.Parameters);

        var figure = new Figure(Invariant($"From the pixels of a {digit} to feature maps"), columns: 3) { PanelWidth = 285, PanelHeight = 320 };
        figure.Add(new ImageGrid("input", columns: 1) { TileSize = 252 }.Add(image, Size, Size));
        figure.Add(Channels(first.Predict(image), Size, channels: 6, columns: 2, "first convolution: 6 maps"));
        figure.Add(Channels(second.Predict(image), 10, channels: 16, columns: 4, "second convolution: 16 maps"));
        Save("maps", figure);
    }

    private static ImageGrid Channels(ReadOnlySpan<float> maps, int size, int channels, int columns, string title)
    {
        var grid = new ImageGrid(title, columns);
        float[] map = new float[size * size];
        for (int channel = 0; channel < channels; channel++)
        {
            // The channels of a pixel are next to one another.
            for (int pixel = 0; pixel < map.Length; pixel++) { map[pixel] = maps[pixel * channels + channel]; }
            grid.Add<float>(map, size, size);
        }

        return grid;
    }

    /// <summary>Copies all parameters of a network from one that begins with the same layers, by name.</summary>
    private static void Copy(ParameterBlock<float> from, ParameterBlock<float> to)
    {
        using ParameterBlock<float>.Editor editor = to.Edit();
        foreach (ParameterDescription parameter in to.Description.Parameters) { from[parameter.Name].CopyTo(editor[parameter.Name]); }
    }

    private void Save(string name, Picture picture)
    {
        string file = Path.Combine(folder, $"images-{name}.svg");
        picture.Save(file);
        Files.Add(file);
    }
}
