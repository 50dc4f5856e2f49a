using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NNGen.Plots.Tests;

public sealed partial class ReportTests
{
    private static readonly Dataset<float> moons = Datasets.Moons(60, noise: 0.1, seed: 1);
    private static readonly TwoClasses network = new(seed: 1);
    private static readonly History history = network.Fit(moons, epochs: 3, validation: moons);

    private static RunReport Report() => RunReport.Of(history, network, moons, "Run <1>", new Dictionary<string, string> { ["optimizer"] = "Adam & co" });

    [Fact]
    public void A_report_loads_nothing_and_runs_nothing()
    {
        string html = Report().ToHtml();
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(References().Matches(html), reference => Assert.Matches("^(data:|#)", reference.Groups[1].Value));
        Assert.All(Addresses().Matches(html), address => Assert.Equal("http://www.w3.org/2000/svg", address.Value));
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_well_formed_and_its_ids_are_unique()
    {
        XDocument page = XDocument.Parse(Report().ToHtml().Replace("<!DOCTYPE html>", ""));
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];

        Assert.Equal("Run <1>", page.Descendants("h1").Single().Value);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Single(page.Descendants("head").Single().Elements("style"));
        Assert.Empty(page.Descendants(Svg.Name + "style"));
    }

    [Fact]
    public void A_report_of_two_classes_has_all_parts()
    {
        XDocument page = XDocument.Parse(Report().ToHtml().Replace("<!DOCTYPE html>", ""));
        Assert.Equal(
            ["Learning curves", "Confusion matrix", "ROC curve", "Precision and recall", "Network", "Settings", "Epochs", "Environment"],
            page.Descendants("h2").Select(heading => heading.Value));
        Assert.Contains("Adam & co", page.Descendants("td").Select(cell => cell.Value));
        Assert.Equal(3, page.Descendants("details").Single().Descendants("tbody").Single().Elements().Count());
    }

    [Fact]
    public void The_confusion_matrix_of_a_report_agrees_with_the_accuracy()
    {
        RunReport report = Report();
        string[] texts = Svg.Parse(report.Pictures[0].Picture).Texts();
        int right = Enumerable.Range(0, moons.Count).Count(i => network.Classify(moons.Rows[i]) == moons.Labels[i]);

        Assert.Equal(right / 60.0, report.Result!["accuracy"], 9);
        int[] cells = [.. Enumerable.Range(0, 2).Select(k => Enumerable.Range(0, 60).Count(i => moons.Labels[i] == k && network.Classify(moons.Rows[i]) == k))];
        Assert.All(cells.Where(count => count > 0), count => Assert.Contains($"{count}", texts));
    }

    [Fact]
    public void Three_classes_get_a_confusion_matrix_and_no_roc_curve()
    {
        var blobs = Datasets.Blobs(60, centers: 3, seed: 1);
        var three = new ThreeClasses(1);
        RunReport report = RunReport.Of(three.Fit(blobs), three, blobs, null, null);
        Assert.Equal(["Confusion matrix"], report.Pictures.Select(picture => picture.Heading));
        Assert.Equal("ThreeClasses", report.Title);
    }

    [Fact]
    public void Further_metrics_have_columns_of_the_validation_samples()
    {
        var two = new TwoClasses(1);
        History measured = two.Fit(moons, new FitOptions { Epochs = 2, Metrics = [new RocAuc()] }, moons);
        XDocument page = XDocument.Parse(RunReport.Of(measured, two, null, null, null).ToHtml().Replace("<!DOCTYPE html>", ""));
        XElement epochs = page.Descendants("details").Single();
        Assert.Equal(
            ["epoch", "loss", "accuracy", "validation loss", "validation accuracy", "validation auc", "learning rate", "time"],
            epochs.Descendants("thead").Single().Descendants("th").Select(head => head.Value));
        Assert.Equal(
            measured.Select(epoch => epoch.Validation!["auc"].ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)),
            epochs.Descendants("tbody").Single().Elements("tr").Select(row => row.Elements("td").ElementAt(5).Value));
    }

    [Fact]
    public void The_same_run_gives_the_same_page()
    {
        string Page()
        {
            RunReport report = Report();
            report.Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
            report.Environment = new Dictionary<string, string>();
            return report.ToHtml();
        }

        Assert.Equal(Page(), Page());
        Assert.Contains("2026-01-02 03:04 +00:00", Page(), StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:\\ssrc|\\shref|\\saction)\\s*=\\s*\"([^\"]*)\"|url\\((?!#)")]
    private static partial Regex References();

    [GeneratedRegex("https?://[^\"' )<]*")]
    private static partial Regex Addresses();
}
