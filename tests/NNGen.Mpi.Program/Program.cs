using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NNGen;
using NNGen.Tests;

// What the tests start with mpirun. Each rank writes one line.
string command = args[0];
if (args.Contains("--alone"))
{
    if (command == "search") { Search(null); }
    else { await Train(null, default).ConfigureAwait(false); }

    return 0;
}

return command switch
{
    "train" => await Mpi.RunAsync(group => Train(group, group.Cancellation)).ConfigureAwait(false),
    "throw" => await Mpi.RunAsync(group =>
    {
        // The others wait in a step that never comes.
        if (group.Rank == 1) { throw new InvalidOperationException("This rank has had enough."); }
        return Train(group, default);
    }).ConfigureAwait(false),
    "search" => Mpi.Run(Search),
    "fail" => await Mpi.RunAsync(group => Failing(group)).ConfigureAwait(false),
    "allocations" => Mpi.Run(group =>
    {
        (long shards, long plain) = (Allocated(group, 4), Allocated(group, 0));
        group.OverlapsSums = true;
        Console.WriteLine($"rank {group.Rank}: {shards} bytes with shards, {plain} without, {Allocated(group, 0)} if sums overlap");
    }),
    "images" => Mpi.Run(group =>
    {
        group.OverlapsSums = args.Contains("--overlap");
        Images(group);
    }),
    _ => throw new ArgumentException(command),
};

async Task Train(IProcessGroup? group, CancellationToken cancellation)
{
    string? folder = Option("--folder");
    string? last = folder is null ? null : Checkpoints.LastIn(folder);
    int kill = int.Parse(Option("--kill") ?? "-1", CultureInfo.InvariantCulture);
    int rank = group?.Rank ?? 0;
    (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
    var net = new Noisy(seed: 1 + rank);
    List<Callback> callbacks = folder is null ? [] : [new Checkpoints(folder)];
    if (args.Contains("--announce"))
    {
        callbacks.Add(new LambdaCallback(onEpochEnd: context => Console.WriteLine($"epoch {context.Epoch} of process {Environment.ProcessId}")));
    }

    if (rank == 0 && last is not null) { callbacks.Add(new LambdaCallback(onTrainBegin: context => Console.WriteLine($"resumed after epoch {context.Epoch}"))); }
    var options = new FitOptions
    {
        Epochs = int.Parse(Option("--epochs") ?? "6", CultureInfo.InvariantCulture),
        BatchSize = 128,
        Seed = 3,
        Group = group,
        Shards = int.Parse(Option("--shards") ?? "0", CultureInfo.InvariantCulture),
        Callbacks = callbacks,
        ResumeFrom = last,
    };
    History history = await net.FitAsync(DataStream.Create((epoch, _) => Parts(epoch)), options, test, cancellation).ConfigureAwait(false);
    Console.WriteLine(FormattableString.Invariant(
        $"rank {rank}: {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(net.Parameters.Values)))[..16]} loss {history["loss"][^1]:R} val_loss {history["val_loss"][^1]:R} val_accuracy {history["val_accuracy"][^1]:R}"));

    async IAsyncEnumerable<Dataset<float>> Parts(int epoch)
    {
        Dataset<float> shuffled = train.Shuffle(epoch);
        for (int start = 0; start < shuffled.Count; start += 200)
        {
            if (rank == kill && epoch == 4 && start == 800)
            {
                while (Checkpoints.LastIn(folder!) is null) { await Task.Delay(1).ConfigureAwait(false); }
                Console.WriteLine($"process {rank} kills itself");
                Process.GetCurrentProcess().Kill();
            }

            yield return shuffled.Slice(start, Math.Min(200, shuffled.Count - start));
        }
    }
}

// Gradients of which many are complete before those of the convolution.
void Images(IProcessGroup group)
{
    var net = new Overlapping(seed: 1 + group.Rank);
    Callback[] callbacks = args.Contains("--kill") && group.Rank == 0 ? [new LambdaCallback(onBatchEnd: Kill)] : [];
    History history = net.Fit(Datasets.Digits(), new FitOptions { Epochs = 3, BatchSize = 128, Seed = 3, Group = group, MaxDegreeOfParallelism = 1, Callbacks = callbacks });
    Console.WriteLine(FormattableString.Invariant(
        $"rank {group.Rank}: {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(net.Parameters.Values)))[..16]} loss {history["loss"][^1]:R}"));

    static void Kill(TrainingContext context)
    {
        if (context.Epoch == 1 && context.Batch == 5) { Process.GetCurrentProcess().Kill(); }
    }
}

void Search(IProcessGroup? group)
{
    var search = new RandomSearch<Noisy, float>(
        parameters => new TrialSettings { Epochs = 4, Optimizer = new Adam(parameters.LogUniform("learning rate", 1e-3, 1e-1)) }, trials: 6)
    {
        Group = group,
        Folds = 3,
        PruningFactor = 2,
        MaxDegreeOfParallelism = 1,
    };
    SearchResult result = search.Run(Datasets.Digits().Slice(0, 400));

    // A short line: longer ones of several ranks may be mixed up.
    string checksum = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(result.ToCsv())))[..16];
    Console.WriteLine($"rank {group?.Rank ?? 0}: {checksum} pruned {result.Count(trial => trial.Status == TrialStatus.Pruned)}");
}

async Task Failing(IProcessGroup group)
{
    int begun = 0;
    Dataset<float> digits = Datasets.Digits();
    await new Noisy().FitAsync(DataStream.Create(Parts), new FitOptions { Group = group, Epochs = 3, Callbacks = [new Checkpoints(Option("--folder")!)] }).ConfigureAwait(false);

    // In the second epoch, one rank cannot read on.
    IEnumerable<Dataset<float>> Parts()
    {
        begun++;
        for (int i = 0; i < 10; i++)
        {
            if (group.Rank == 1 && begun == 2 && i == 5) { throw new IOException("The disk is gone."); }
            yield return digits.Slice(i * 100, 100);
        }
    }
}

long Allocated(IProcessGroup group, int shards)
{
    using var trainer = new Trainer<Noisy, float>(new Noisy(), new Adam(), group, shards, maxDegreeOfParallelism: 1);
    Dataset<float> digits = Datasets.Digits();
    for (int step = 0; step < 100; step++) { trainer.Step(digits.Features[..(64 * 100)], digits.Labels[..100]); }
    long before = GC.GetAllocatedBytesForCurrentThread();
    for (int step = 0; step < 20; step++) { trainer.Step(digits.Features[..(64 * 100)], digits.Labels[..100]); }
    return GC.GetAllocatedBytesForCurrentThread() - before;
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i ? args[i + 1] : null;

namespace NNGen.Tests
{
    [Network]
    [Input(64)]
    [Dense(24, L2 = 1e-4, Bias = false), BatchNorm, ReLU]
    [Dropout(0.2)]
    [Dense(10), Softmax]
    [CrossEntropy]
    public partial class Noisy;

    [Network]
    [Input(8, 8, 1)]
    [Conv2D(4, 3, Bias = false), BatchNorm, ReLU]
    [Flatten]
    [Dropout(0.2)]
    [Dense(160), ReLU]
    [Dense(10), Softmax]
    [CrossEntropy]
    public partial class Overlapping;
}
