using System.Text;
using Forecasting;
using NNGen;
using NNGen.Plots;
using static System.FormattableString;

// Forecasts tomorrow's demand from the last week, with four models:
//   dotnet run -c Release --project samples/Series -- [folder for the picture]
// The exit code is 2 for a wrong option, and 1 if a network is not better than the linear model, or its intervals hold too few or too many values.
Console.OutputEncoding = Encoding.UTF8;
if (args is not ([] or [not ['-', ..]]))
{
    Console.Error.WriteLine($"Expected one folder, or nothing, got: {string.Join(' ', args)}");
    return 2;
}

string folder = args is [string stated] ? stated : "out";

// Three years, of which a fifth is a whole number of days: the test begins at midnight.
Series<float> series = Demand.Generate(days: 1100, seed: 1);
Windows windows = Windows.Of(series);
Console.WriteLine($"{series}: {string.Join(", ", series.ColumnNames)}");
Console.WriteLine(Invariant($"{windows.Train.Count:N0} windows to learn from (the last {windows.Choice.Validation.Count:N0} of them choose the number of epochs), {windows.Calibration.Count:N0} for intervals, {windows.Test.Count:N0} to test with\n"));

Forecast[] forecasts =
[
    Forecast.Naive(windows),
    Forecast.Train<Linear>("linear", windows, mostEpochs: 20, learningRate: 0.002),
    Forecast.Train<Recurrent>("LSTM", windows, mostEpochs: 16, learningRate: 0.005),
    Forecast.Train<Convolutional>("convolutions", windows, mostEpochs: 20, learningRate: 0.003),
];
Score[] scores = [.. forecasts.Select(forecast => new Score(forecast, windows.Calibration.Targets, windows.Test.Targets))];

Console.WriteLine("model           parameters  training  epochs  mean absolute error  80 % intervals hold");
foreach (Score score in scores)
{
    Console.WriteLine(Invariant(
        $"{score.Forecast.Name,-14} {score.Forecast.Parameters,11:N0} {score.Forecast.Seconds,7:0.0} s {score.Forecast.Epochs,7} {score.Error,17:0.00} MW {100 * score.Coverage,18:0.0} %"));
}

Draw();
Console.WriteLine($"\npicture: {Path.GetFullPath(Path.Combine(folder, "series.svg"))}");

// Written so that NaN misses the bounds.
double linear = scores[1].Error;
bool isGood = linear < scores[0].Error && scores[2..].All(score => score.Error < linear && score.Coverage is > 0.7 and < 0.9);
Console.WriteLine(isGood ? "Both networks are better than the linear model, and their intervals hold 70 to 90 % of the test." : "A network MISSED its bound.");
return isGood ? 0 : 1;

// A week of the test: seven forecasts, each made at midnight.
void Draw()
{
    const int Hours = 7 * Demand.Day;
    int first = windows.Test.Count / 2 / Demand.Week * Demand.Week;
    double[] days = [.. Enumerable.Range(0, Hours).Select(hour => (double)hour / Demand.Day)];
    int model = scores[2].Error < scores[3].Error ? 2 : 3;
    Score best = scores[model];
    float[] predicted = Week(best.Forecast.Test);
    var figure = new Figure("Demand of a town, forecast every midnight for the next day", columns: 1) { PanelWidth = 760, PanelHeight = 300 };
    figure.Add(new Plot("A week of the test", "day", "MW") { X = { WholeNumbers = true } }
        .Band(days, Bound(best.Low), Bound(best.High), "80 % interval", Color(model))
        .Line(days, Week(forecasts[0].Test), forecasts[0].Name, Color(0), LineStyle.Dotted)
        .Line(days, Week(windows.Test.Targets), "demand", PlotColor.Ink, width: 1.2)
        .Line(days, predicted, best.Forecast.Name, Color(model)));
    figure.Add(Errors());
    figure.Save(Path.Combine(folder, "series.svg"));

    IEnumerable<float> Bound(float[] byHour) => predicted.Select((value, i) => value + byHour[i % Demand.Day]);

    float[] Week(ReadOnlySpan<float> values)
    {
        float[] week = new float[Hours];
        for (int i = 0; i < Hours; i++) { week[i] = values[((first + (i / Demand.Day * Demand.Day)) * Demand.Day) + (i % Demand.Day)]; }
        return week;
    }
}

Plot Errors()
{
    var plot = new Plot("All forecasts of the test", "hours ahead", "mean absolute error in MW") { Y = { Min = 0 } };
    for (int i = 0; i < scores.Length; i++) { plot.Line(Enumerable.Range(1, Demand.Day), scores[i].ErrorByHour, scores[i].Forecast.Name, Color(i)); }
    return plot;
}

static PlotColor Color(int model) => model == 0 ? PlotColor.Muted : PlotColor.Series(model - 1);
