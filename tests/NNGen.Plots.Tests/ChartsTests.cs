using System.Xml.Linq;

namespace NNGen.Plots.Tests;

public sealed class ChartsTests
{
    private static readonly Dataset<float> moons = Datasets.Moons(60, noise: 0.1, seed: 1);
    private static readonly Dataset<float> blobs = Datasets.Blobs(60, centers: 3, seed: 1);
    private static readonly TwoClasses two = new(seed: 1);
    private static readonly History history = two.Fit(moons, epochs: 4, validation: moons);

    /// <summary>One picture of every kind.</summary>
    public static TheoryData<string> Kinds => [.. pictures.Keys];

    private static readonly Dictionary<string, Func<Picture>> pictures = new()
    {
        ["history"] = () => Charts.History(history, "Moons"),
        ["logarithmic history"] = () => Charts.History(history, logarithmicLoss: true),
        ["confusion"] = () => Charts.ConfusionMatrix(new[,] { { 5, 1 }, { 0, 7 } }, ["no", "yes"]),
        ["roc"] = () => Charts.Roc([0.1, 0.4, 0.35, 0.8], [false, false, true, true]),
        ["precision"] = () => Charts.PrecisionRecall([0.1, 0.4, 0.35, 0.8], [false, false, true, true]),
        ["boundary"] = () => two.DecisionBoundary(moons, resolution: 21),
        ["boundary of logits"] = () => new TwoClassesFromLogits(1).DecisionBoundary(moons, resolution: 21),
        ["boundary of three"] = () => new ThreeClasses(1).DecisionBoundary(blobs, resolution: 21),
        ["samples"] = () => Charts.Samples(blobs),
        ["activations"] = () => Charts.Activations(),
        ["weights"] = () => Charts.Weights(new ThreeClasses(1).Parameters["hidden.weight"], 1, 2),
        ["images"] = () => Charts.Images<float>([0, 1, 2, 3, 4, 5, 6, 7], 2, 2, ["a", "b"]),
        ["diagram"] = () => ThreeClasses.Description.Diagram(),
        ["contour"] = () => new Plot().Contour(Field.Sample((x, y) => x * y, -1, 1, -1, 1, 11), showBar: true, barLabel: "z"),
        ["filled contour"] = () => new Plot().FilledContour(Field.Sample((x, y) => x * y, -1, 1, -1, 1, 11)),
        ["heat map"] = () => new Plot().HeatMap(new[,] { { 1, double.NaN }, { -1, 0.5 } }, ColorMap.Diverging, format: "0.0"),
        ["bars"] = () => new Plot().Bars(["a", "b"], [1, -2], format: "0"),
        ["band"] = () => new Plot().Band([1, 2, 3], [0, 1, double.NaN], [1, 2, 3], "range").Text(2, 1, "here").VerticalLine(2, "there"),
        ["figure in a figure"] = () => new Figure("outer") { new Figure("inner") { ThreeClasses.Description.Diagram() }, Charts.Samples(moons) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_picture_is_well_formed_named_and_alike_each_time(string kind)
    {
        foreach (PlotTheme theme in Enum.GetValues<PlotTheme>())
        {
            string svg = pictures[kind]().ToSvg(theme);
            XElement root = XDocument.Parse(svg).Root!;

            Assert.Equal(Svg.Name + "svg", root.Name);
            Assert.Equal("img", root.Attribute("role")?.Value);
            Assert.NotEmpty(root.Element(Svg.Name + "title")!.Value);
            Assert.NotEmpty(root.Element(Svg.Name + "desc")!.Value);
            Assert.DoesNotContain("NaN", string.Concat(root.DescendantsAndSelf().Attributes().Where(a => a.Name != "href").Select(a => a.Value)), StringComparison.Ordinal);
            Assert.Equal(svg, pictures[kind]().ToSvg(theme));
            string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
            Assert.Equal(ids.Length, ids.Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Dark_readers_get_a_rule_for_every_class_and_a_fixed_theme_needs_none(string kind)
    {
        XElement root = Svg.Parse(pictures[kind]());
        string css = root.Element(Svg.Name + "style")!.Value;
        string[] used = [.. root.Descendants().Attributes("class").SelectMany(list => list.Value.Split(' ')).Distinct().Order(StringComparer.Ordinal)];
        string[] defined = [.. css.Split('\n').Where(line => line.StartsWith('.')).Select(line => line[1..line.IndexOf('{')]).Order(StringComparer.Ordinal)];

        Assert.StartsWith("\n@media (prefers-color-scheme:dark){", css, StringComparison.Ordinal);
        Assert.Equal(used, defined);
        Assert.DoesNotContain("class=", pictures[kind]().ToSvg(PlotTheme.Dark), StringComparison.Ordinal);
        Assert.Contains(PlotColor.Paper.Dark, pictures[kind]().ToSvg(PlotTheme.Dark), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pictures_in_one_page_have_different_ids()
    {
        string[] Ids(string kind) => [.. Svg.Parse(pictures[kind]()).Descendants().Attributes("id").Select(id => id.Value)];
        Assert.NotEmpty(Ids("roc"));
        Assert.Empty(Ids("roc").Intersect(Ids("precision")));
        Assert.All(Ids("heat map"), id => Assert.Contains($"url(#{id})", pictures["heat map"]().ToSvg(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_history_has_a_panel_for_each_metric_that_has_a_meaning()
    {
        Assert.Equal(["loss", "accuracy"], Charts.History(history).Select(panel => panel.Title));
        var line = new Line(1);
        History regression = line.Fit(Dataset.Create<float>([1, 2, 3, 4], 1, [2, 4, 6, 8], 1), epochs: 2);
        Assert.Equal(["loss", "root mean squared error", "mean absolute error", "R²"], Charts.History(regression).Select(panel => panel.Title));
        History several = new ActorCritic(1).Fit(ActorCritic.CreateDataset(new float[40], new int[10], new float[10]), epochs: 2);
        Assert.Equal(
            ["loss", "policy_loss", "value_loss", "policy_accuracy", "value_rmse", "value_mae", "value_r2"], Charts.History(several).Select(panel => panel.Title));
    }

    [Fact]
    public void Further_metrics_of_a_history_have_panels_of_the_validation_samples()
    {
        History measured = new TwoClasses(1).Fit(moons, new FitOptions { Epochs = 3, Metrics = [new RocAuc(), new F1Score()] }, moons);
        Figure figure = Charts.History(measured);
        Assert.Equal(["loss", "accuracy", "auc", "f1_score"], figure.Select(panel => panel.Title));
        Assert.Equal(2, Svg.Parse(figure).Texts().Count(text => text == "training"));
        Assert.Equal(4, Svg.Parse(figure).Texts().Count(text => text == "validation"));
    }

    [Fact]
    public void A_confusion_matrix_shows_its_counts_and_names()
    {
        string[] texts = Svg.Parse(Charts.ConfusionMatrix(new[,] { { 5, 1 }, { 0, 7 } }, ["no", "yes"])).Texts();
        Assert.Contains("5", texts);
        Assert.Contains("7", texts);
        Assert.Equal(2, texts.Count(text => text == "yes"));
        Assert.Throws<ArgumentException>(() => Charts.ConfusionMatrix(new int[2, 3]));
        Assert.Throws<ArgumentException>(() => Charts.ConfusionMatrix(new int[2, 2], ["a"]));
        Assert.Throws<ArgumentException>(() => Charts.ConfusionMatrix(new[,] { { -1 } }));
    }

    [Fact]
    public void A_boundary_needs_two_inputs_and_a_classifier()
    {
        Assert.Contains("2 inputs", Assert.Throws<ArgumentException>(() => new Line(1).DecisionBoundary(moons)).Message, StringComparison.Ordinal);
        Assert.Contains("3 targets", Assert.Throws<ArgumentException>(() => two.DecisionBoundary(blobs.OneHot())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_boundary_of_a_trained_network_parts_the_samples()
    {
        var data = Dataset.FromLabels<float>([-1, 0, -2, 0, 1, 0, 2, 0], 2, [0, 0, 1, 1]);
        Field probability = Field.Sample((x, _) => x > 0 ? 1 : 0, -2, 2, -1, 1, 41);
        string path = Assert.Single(Svg.Parse(Charts.DecisionBoundary(probability, data), PlotTheme.Light).All("g")
            .Where(group => group.Attribute("stroke")?.Value == PlotColor.Ink.Light).SelectMany(group => group.Elements())).Attribute("d")!.Value;

        // One vertical line in the middle of the picture.
        double[] xs = [.. path.Split('M', 'L').Skip(1).Select(point => double.Parse(point.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(xs[0], xs[^1], 0.11);
        Assert.Equal(2, xs.Length);
    }

    [Fact]
    public void Derivatives_of_known_activations_agree_with_differences()
    {
        Assert.All(Charts.KnownActivations, curve =>
        {
            for (double x = -4.95; x < 5; x += 0.1)
            {
                Assert.Equal((curve.Function(x + 1e-5) - curve.Function(x - 1e-5)) / 2e-5, curve.Derivative(x), 1e-6);
            }
        });
    }

    [Fact]
    public void Known_activations_are_all_that_have_a_formula() => Assert.Equal(
        typeof(ActivationLayerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(ActivationLayerAttribute)))
            .Select(type => type.Name[..^"Attribute".Length])
            .Except(["Linear", "Softmax", "LogSoftmax", "Activation"])
            .Order(StringComparer.Ordinal),
        Charts.KnownActivations.Select(known => known.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Mermaid_text_has_every_layer_and_shape() => Snapshot(ThreeClasses.Description.ToMermaid());

    [Fact]
    public void A_small_plot_looks_as_verified() => Snapshot(new Plot("Small", "x", "y") { Width = 240, Height = 180 }
        .Line([0, 1, 2, 3], [0, 1, double.NaN, 2], "line").Scatter([0.5, 1.5], [1.5, 0.5], "points").ToSvg());

    [Fact]
    public void A_small_confusion_matrix_looks_as_verified() => Snapshot(Charts.ConfusionMatrix(new[,] { { 5, 1 }, { 0, 7 } }, ["no", "yes"]).ToSvg());

    [Fact]
    public void A_small_contour_plot_looks_as_verified() => Snapshot(new Plot { Width = 240, Height = 180 }
        .FilledContour(Field.Sample((x, y) => x * x - y, -1, 1, -1, 1, 9), [-0.5, 0, 0.5, 1]).ToSvg(PlotTheme.Dark));

    [Fact]
    public void A_diagram_looks_as_verified() => Snapshot(ThreeClasses.Description.Diagram().ToSvg(PlotTheme.Light));

    private static void Snapshot(string text, [System.Runtime.CompilerServices.CallerFilePath] string file = "", [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Generator.Tests.Snapshot.Verify(text, null, file, method);
}
