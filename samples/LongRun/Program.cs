using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LongRun;
using NNGen;

// Training that may be interrupted at any time, by Ctrl-C or by a crash, and resumes from its last checkpoint when it is started again:
//   dotnet run -c Release --project samples/LongRun -- [folder] [epochs]
// The last printed line is the same however often it was interrupted.
string folder = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "run");
int epochs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300;

(Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
var net = new DigitClassifier(seed: 1);

// The first Ctrl-C cancels training; the second ends the process.
using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};

string? last = Checkpoints.LastIn(folder);
Console.WriteLine(last is null ? $"Training for {epochs} epochs; checkpoints go to {folder}" : $"Resuming from {last}");
try
{
    History history = net.Fit(train, validation: test, cancellationToken: cancellation.Token, options: new()
    {
        Epochs = epochs,
        BatchSize = 32,
        Optimizer = new AdamW(),
        Callbacks =
        [
            LearningRateSchedule.PerStep(Schedule.Cosine(3e-3, length: 45 * epochs, alpha: 0.01, warmup: 45)),
            new EarlyStopping(patience: epochs, Monitored.ValidationAccuracy),
            new Checkpoints(folder),
            new CsvLog(Path.Combine(folder, "history.csv")),
            new TensorBoardLog(Path.Combine(folder, "events")),
            new LambdaCallback(onEpochEnd: context => Console.WriteLine($"epoch {context.Epoch}: {context.History[^1].Validation}")),
        ],
        Seed = 7,
        ResumeFrom = last,
    });
    foreach (string warning in history.Warnings) { Console.WriteLine("Warning: " + warning); }
}
catch (FitCanceledException)
{
    // The network already has its best parameters: early stopping restores them however training ends.
    Console.WriteLine($"Interrupted; {net.Evaluate(test)}. Start again to resume.");
    return 1;
}

Console.WriteLine($"{net.Evaluate(test)}");
Console.WriteLine($"parameters: {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(net.Parameters.Values)))}");
return 0;
