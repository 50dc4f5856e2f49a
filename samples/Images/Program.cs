using System.Text;
using Images;
using NNGen;
using static System.FormattableString;

// LeNet-5 or a residual network on MNIST: trains, tests, draws. A part of MNIST ships with this sample.
//   dotnet run -c Release --project samples/Images -- [residual] [--data FOLDER] [--out FOLDER] [--epochs N] [--batch N] [--rate X] [--schedule NAME] [--seed N] [--seeds N]
// The exit code is 1 if the accuracy misses its bound, or 2 if an option or a file is wrong.
Console.OutputEncoding = Encoding.UTF8;

Options options;
Dataset<float> train, test;
try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    options = Options.Parse(args);
    (train, test) = Mnist.Load(options.Data);
}
catch (FormatException problem)
{
    Console.Error.WriteLine(problem is DataFileException ? problem.Message : $"{problem.Message}\n{Options.Usage}");
    return 2;
}
catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}

Console.WriteLine(options.IsResidual ? SmallResNet.Summary : LeNet5.Summary);
Console.WriteLine();
Console.WriteLine(Invariant($"{train.Count:N0} images to learn from, {test.Count:N0} to test with; batches of {options.Batch}, {options.Epochs} epochs"));
return options.IsResidual ? Run(seed => new SmallResNet(seed), "A residual network", (_, _) => { }) : Run(seed => new LeNet5(seed), "LeNet-5", DrawInside);

int Run<TNetwork>(Func<int, TNetwork> create, string name, Action<TNetwork, Pictures> drawInside)
    where TNetwork : class, INetwork<TNetwork, float> =>
    options.Seeds > 1 ? TrainSeveral(create) : TrainOne(create, name, drawInside);

int TrainOne<TNetwork>(Func<int, TNetwork> create, string name, Action<TNetwork, Pictures> drawInside)
    where TNetwork : class, INetwork<TNetwork, float>
{
    // The test images are only evaluated: they affect neither the training nor the choice of an epoch.
    (TNetwork net, History history) = Train(create, options.Seed, validation: test);
    Console.WriteLine(Invariant($"{history.Count} epochs took {Seconds(history):0.0} s."));
    Console.WriteLine();

    ConfusionMatrix confusion = net.ConfusionMatrix(test);
    Console.WriteLine("Test images by digit (rows) and answer (columns):");
    Console.WriteLine(confusion);

    IReadOnlyList<Mistake> mistakes = Mistake.Of(net, test);
    Console.WriteLine(Invariant($"{mistakes.Count} mistakes; the worst are:"));
    TextPicture[] pictures = [.. mistakes.Take(4).Select(mistake => new TextPicture(
        test.Rows[mistake.Row], Invariant($"{mistake.Label} as {mistake.Answer} ({100 * mistake.Certainty:0.0} %), image {mistake.Row}")))];
    Console.WriteLine(TextPicture.SideBySide(pictures));
    Console.WriteLine();

    var drawn = new Pictures(options.Out);
    drawn.Training(history, name);
    drawn.Confusion(confusion);
    drawn.Mistakes(test, [.. mistakes.Take(18)]);
    drawInside(net, drawn);
    Console.WriteLine($"Pictures in {Path.GetFullPath(options.Out)}: {string.Join(", ", drawn.Files.Select(Path.GetFileName))}");
    return Verdict("test accuracy", confusion.Accuracy);
}

// What the first layers have learned.
void DrawInside(LeNet5 net, Pictures drawn)
{
    drawn.Kernels(net);
    drawn.Maps(net, test.Rows[0], test.Labels[0]);
}

int TrainSeveral<TNetwork>(Func<int, TNetwork> create)
    where TNetwork : class, INetwork<TNetwork, float>
{
    double sum = 0;
    double seconds = 0;
    for (int seed = options.Seed; seed < options.Seed + options.Seeds; seed++)
    {
        (TNetwork net, History history) = Train(create, seed, validation: null);
        double accuracy = net.Evaluate(test)["accuracy"];
        sum += accuracy;
        seconds += Seconds(history);
        Console.WriteLine(Invariant($"seed {seed}: test accuracy {accuracy:0.0000}, training took {Seconds(history):0.0} s"));
    }

    Console.WriteLine(Invariant($"{options.Seeds} trainings took {seconds:0.0} s."));
    return Verdict("mean test accuracy", sum / options.Seeds);
}

(TNetwork Net, History History) Train<TNetwork>(Func<int, TNetwork> create, int seed, Dataset<float>? validation)
    where TNetwork : class, INetwork<TNetwork, float>
{
    TNetwork net = create(seed);
    int steps = options.Epochs * ((train.Count + options.Batch - 1) / options.Batch);
    Schedule rate = options.IsConstant ? Schedule.Constant(options.Rate) : Schedule.Cosine(options.Rate, steps);
    History history = net.Fit(
        train,
        new FitOptions
        {
            Epochs = options.Epochs,
            BatchSize = options.Batch,
            Optimizer = new Adam(),
            Callbacks = [LearningRateSchedule.PerStep(rate)],
            Seed = seed,
            Progress = validation is null ? null : new ConsoleProgress(),
        },
        validation);
    return (net, history);
}

// The bound is that of the settings without options; a training with other data or settings has none.
int Verdict(string name, double accuracy)
{
    Options usual = options.IsResidual ? Options.OfResidual : new Options();
    bool hasBound = options == usual with { Out = options.Out, Seed = options.Seed, Seeds = options.Seeds };
    double least = options.IsResidual ? 0.96 : 0.97;
    bool isGood = !hasBound || accuracy >= least;
    Console.WriteLine(Invariant($"{name}: {accuracy:0.0000}{(hasBound ? $" (at least {least:0.0000}: {(isGood ? "yes" : "NO")})" : "")}"));
    return isGood ? 0 : 1;
}

static double Seconds(History history) => history.Sum(epoch => epoch.Duration.TotalSeconds);
