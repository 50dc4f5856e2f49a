namespace NNGen;

/// <summary>A metric that a caller has chosen, and the output it measures.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Output">The output.</param>
/// <param name="Name">Its name in results.</param>
internal sealed record ChosenMetric(IMetric Metric, MeasuredOutput Output, string Name)
{
    /// <summary>
    /// Finds the outputs of metrics. One that was chosen for an output measures that; of several outputs, another measures each that it suits: the first
    /// itself, the others with metrics of the same settings.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="metrics">The metrics.</param>
    /// <exception cref="ArgumentException">A metric is null, given twice, has the name of another, or suits no output.</exception>
    public static ChosenMetric[] Of(NetworkDescription network, IReadOnlyList<IMetric> metrics)
    {
        MeasuredOutput[] outputs = MeasuredOutput.Of(network);
        var chosen = new List<ChosenMetric>();
        for (int i = 0; i < metrics.Count; i++)
        {
            if (metrics[i] is not { } metric) { throw new ArgumentException($"Metric {FileText.Number(i)} is null.", nameof(metrics)); }
            if (string.IsNullOrEmpty(metric.Name))
            {
                throw new ArgumentException($"Metric {FileText.Number(i)} ({metric.GetType().Name}) has no name.", nameof(metrics));
            }

            chosen.AddRange(
                metric is OutputMetric one ? [new(one, Named(network, outputs, one), one.Name)]
                : outputs.Length == 1 ? [new(metric, outputs[0], metric.Name)]
                : Suited(network, outputs, metric));
        }

        var known = new HashSet<string>(MetricTable.OwnNames, StringComparer.Ordinal);
        foreach (MeasuredOutput output in outputs.Where(output => output.Name is not null)) { known.UnionWith(MetricTable.OwnNames.Select(output.NameOf)); }
        foreach (ChosenMetric metric in chosen)
        {
            if (known.Add(metric.Name)) { continue; }
            throw new ArgumentException(
                $"There are two metrics called '{metric.Name}' (give one another Name: new {metric.Metric.GetType().Name}() {{ Name = \"...\" }}).", nameof(metrics));
        }

        return [.. chosen];
    }

    private static MeasuredOutput Named(NetworkDescription network, MeasuredOutput[] outputs, OutputMetric metric) =>
        Array.Find(outputs, output => output.Name == metric.Output) ?? throw new ArgumentException(
            $"The metric '{metric.Name}' is for the output '{metric.Output}', but {network.Name} has "
            + (outputs.Length == 1 ? "one output, without a name (leave out For)." : $"the outputs {FileText.Names([.. outputs.Select(output => output.Name!)])}."),
            "metrics");

    private static IEnumerable<ChosenMetric> Suited(NetworkDescription network, MeasuredOutput[] outputs, IMetric metric)
    {
        if (metric is not IOutputMetric own || network.Loss == LossKind.None)
        {
            throw new ArgumentException(
                $"{network.Name} has several outputs, and {(metric is IOutputMetric ? "none has a loss, so it is not known which of them" : "it is not known which of them the custom metric")} '{metric.Name}' measures "
                + $"(name one: metric.For(\"{outputs[0].Name}\"); there are {FileText.Names([.. outputs.Select(output => output.Name!)])}).",
                "metrics");
        }

        MeasuredOutput[] suited = Array.FindAll(outputs, output => (own.Targets & output.Targets) != 0);
        if (suited.Length == 0)
        {
            throw new ArgumentException(
                $"The metric '{metric.Name}' compares {Words(own.Targets)}, but no output of {network.Name} does ({string.Join("; ", network.Outputs)}; to measure one all the same, name it: metric.For(\"{outputs[0].Name}\")).",
                "metrics");
        }

        return suited.Select((output, i) => new ChosenMetric(i == 0 ? metric : own.Another(), output, output.NameOf(metric.Name)));
    }

    private static string Words(MetricTargets targets) => (targets & MetricTargets.Numbers) != 0 ? "numbers" : "classes";
}
