using System.Xml.Linq;

namespace NNGen.Plots.Tests;

public sealed class DiagramTests
{
    private static readonly Dictionary<string, (NetworkDescription Network, int Boxes, int Edges)> networks = new()
    {
        ["chain"] = (ThreeClasses.Description, 4, 3),
        ["residual block"] = (ResidualBlock.Description, 8, 8),
        ["residual block with shortcut"] = (ResidualBlockWithShortcut.Description, 8, 8),
        ["inception block"] = (InceptionBlock.Description, 12, 14),
        ["U-Net"] = (SmallUNet.Description, 14, 15),
        ["actor and critic"] = (ActorCritic.Description, 6, 5),
        ["siamese"] = (Siamese.Description, 9, 8),
        ["wide and deep"] = (WideAndDeep.Description, 7, 6),
        ["early exit"] = (EarlyExit.Description, 12, 12),
        ["amplifier"] = (Amplifier.Description, 6, 6),
        ["ResNet-20"] = (ResNet20.Description, 64, 72),
    };

    public static TheoryData<string> Networks => [.. networks.Keys];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_graph_has_a_box_for_each_input_layer_and_output_and_a_line_for_each_connection(string name)
    {
        (NetworkDescription network, int boxes, int edges) = networks[name];
        var drawing = new Drawing(network.Diagram());
        Assert.Equal(boxes, drawing.Boxes.Length);
        Assert.Equal(edges, drawing.Edges.Length);
        Assert.Equal(Math.Max(1, network.Inputs.Count) + network.Layers.Count + Math.Max(1, network.Outputs.Count), boxes);
        Assert.All(network.Layers, layer => Assert.Contains(drawing.Texts, text => text.Text.TrimEnd('…').Length > 3 && $"{layer.Name} · {layer.Kind}".StartsWith(text.Text.TrimEnd('…'), StringComparison.Ordinal)));
        Assert.All(drawing.Edges, edge => Assert.Equal(edge.Select(point => point.Y).Order(), edge.Select(point => point.Y)));
    }

    [Fact]
    public void The_only_input_of_a_network_has_its_shape()
    {
        Assert.Equal([32, 32, 3], ResNet20.Description.InputShape);
        Assert.Equal([4], ActorCritic.Description.InputShape);
        Assert.Contains("[32 × 32 × 3]", new Drawing(ResNet20.Description.Diagram()).Texts.Select(text => text.Text));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Lines_do_not_cross(string name)
    {
        var drawing = new Drawing(networks[name].Network.Diagram());
        Assert.Empty(drawing.Crossings());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Boxes_lines_and_labels_do_not_cover_one_another_and_are_within_the_picture(string name) =>
        Assert.Empty(new Drawing(networks[name].Network.Diagram()).Collisions());

    [Fact]
    public void Random_graphs_have_no_collisions()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            NetworkDescription network = RandomGraph(random);
            string[] collisions = [.. new Drawing(network.Diagram()).Collisions()];
            Assert.True(collisions.Length == 0, $"trial {trial}: {string.Join("; ", collisions.Take(3))}\n{network.ToMermaid()}");
        }
    }

    [Fact]
    public void The_layers_of_a_residual_tower_are_in_one_column_with_the_shortcuts_at_its_side()
    {
        var drawing = new Drawing(ResNet20.Description.Diagram());
        double[] columns = [.. drawing.Boxes.Select(box => Math.Round(box.CenterX)).Distinct().Order()];
        Assert.Equal(2, columns.Length);
        Assert.Equal(4, drawing.Boxes.Count(box => Math.Round(box.CenterX) == columns[1]));

        // The lanes of the seven blocks without a layer in the shortcut are equally far out.
        double[][] lanes = [.. drawing.Edges.Select(edge => edge.Select(point => point.X - columns[0]).ToArray()).Where(xs => xs.Length > 2 && xs.Max() < 200)];
        Assert.Equal(7, lanes.Length);
        Assert.Single(lanes.Select(xs => Math.Round(xs.Max())).Distinct());
    }

    [Fact]
    public void Branches_of_the_same_length_are_symmetric()
    {
        var drawing = new Drawing(ActorCritic.Description.Diagram());
        double[] columns = [.. drawing.Boxes.Select(box => Math.Round(box.CenterX)).Distinct().Order()];
        Assert.Equal(3, columns.Length);
        Assert.Equal(columns[1], (columns[0] + columns[2]) / 2, 1.0);
    }

    [Fact]
    public void Outputs_are_in_the_last_row_with_their_names_losses_and_weights()
    {
        var drawing = new Drawing(ActorCritic.Description.Diagram());
        double bottom = drawing.Boxes.Max(box => box.Bottom);
        Assert.Equal(2, drawing.Boxes.Count(box => box.Bottom == bottom));
        Assert.Contains(drawing.Texts, text => text.Text == "policy: cross-entropy");
        Assert.Contains(drawing.Texts, text => text.Text == "value: 0.5 × mean squared error");
    }

    [Fact]
    public void Inputs_are_in_the_first_row_with_their_names_and_shapes()
    {
        var drawing = new Drawing(WideAndDeep.Description.Diagram());
        Assert.Equal(2, drawing.Boxes.Count(box => box.Y == drawing.Boxes.Min(other => other.Y)));
        Assert.All(["wide", "[10]", "deep", "[6]"], text => Assert.Contains(drawing.Texts, drawn => drawn.Text == text));
    }

    [Fact]
    public void The_alternative_text_of_a_graph_says_what_is_connected()
    {
        string text = WideAndDeep.Description.Diagram().Describe();
        Assert.Contains("wide [10], deep [6]", text, StringComparison.Ordinal);
        Assert.Contains("concat1 (Concat) of dense2 and wide: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_a_graph_lists_the_connections()
    {
        string html = new RunReport("graph") { Network = WideAndDeep.Description }.ToHtml();
        Assert.Contains("<th>connected to</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td>dense2, wide</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("connected to", new RunReport("chain") { Network = ThreeClasses.Description }.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_escaped()
    {
        const string Name = "<a & \"b\">";
        NetworkDescription network = Describe([("input", []), (Name, ["input"]), ("sum", [Name, "input"])]);
        Assert.Contains(new Drawing(network.Diagram()).Texts, text => text.Text == $"{Name} · Dense");
        Assert.Contains("#lt;a & #quot;b#quot;#gt;", network.ToMermaid(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_nothing_gives_is_refused_by_name()
    {
        NetworkDescription network = Describe([("input", []), ("first", ["input"]), ("second", ["frist"])]);
        string message = Assert.Throws<ArgumentException>(() => network.Diagram()).Message;
        Assert.Contains("layer 'second' of Described takes the value of 'frist'", message, StringComparison.Ordinal);
        Assert.Contains("'input', 'first'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tower_of_a_thousand_layers_fits_the_largest_picture()
    {
        List<(string, string[])> layers = [("input", [])];
        for (int i = 1; i <= 500; i++)
        {
            layers.Add(($"layer{i}", [i == 1 ? "input" : $"sum{i - 1}"]));
            layers.Add(($"sum{i}", [$"layer{i}", i == 1 ? "input" : $"sum{i - 1}"]));
        }

        XElement root = Svg.Parse(Describe([.. layers]).Diagram());
        Assert.Equal(20_000, root.Number("height"));
        Assert.StartsWith("translate(", root.All("g").First().Attribute("transform")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Mermaid_text_of_a_graph_has_its_branches() => Snapshot(ActorCritic.Description.ToMermaid());

    [Fact]
    public void Mermaid_text_of_a_graph_names_its_inputs() => Snapshot(WideAndDeep.Description.ToMermaid());

    [Fact]
    public void A_diagram_of_a_graph_looks_as_verified() => Snapshot(ResidualBlock.Description.Diagram().ToSvg(PlotTheme.Light));

    private static NetworkDescription RandomGraph(Random random)
    {
        List<(string Name, string[] Inputs)> layers = [.. Enumerable.Range(1, random.Next(1, 4)).Select(i => ($"input{i}", Array.Empty<string>()))];
        int inputs = layers.Count;
        for (int i = random.Next(2, 14); i > 0; i--)
        {
            string[] sources = [.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(2, 5) : 1)
                .Select(_ => layers[random.Next(3) == 0 ? random.Next(layers.Count) : layers.Count - 1].Name).Distinct()];
            layers.Add((random.Next(5) == 0 ? $"a layer with a name that is too long for its box {i}" : $"layer{i}", sources));
        }

        return Describe([.. layers], inputs, random.Next(1, 4));
    }

    private static NetworkDescription Describe((string Name, string[] Inputs)[] layers, int inputs = 1, int outputs = 1) => new()
    {
        Name = "Described",
        InputSize = 4,
        OutputSize = 4,
        Loss = outputs == 1 ? LossKind.MeanSquaredError : LossKind.Sum,
        ParameterCount = 0,
        Parameters = [],
        Inputs = inputs == 1 ? [] : [.. layers.Take(inputs).Select(layer => new InputDescription(layer.Name, [4], 0))],
        Layers = [.. layers.Skip(inputs).Select(layer => new LayerDescription(layer.Name, layer.Inputs.Length > 1 ? "Add" : "Dense", "4 → 4", [1_024, 1_024, 64], 20, 16) { Inputs = layer.Inputs })],
        Outputs = outputs == 1 ? [] : [.. layers.Skip(inputs).TakeLast(outputs).Select(layer => new OutputDescription($"of {layer.Name}", [4], 0) { Layer = layer.Name, Loss = LossKind.Huber })],
    };

    private static void Snapshot(string text, [System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Generator.Tests.Snapshot.Verify(text, null, file, method);
}
