using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cluster;
using NNGen;

// One training on any number of processes. run.sh starts 1, 2 and 4 of them on this machine and compares the last lines:
//   mpirun -n 4 dotnet samples/Cluster/bin/Release/net10.0/Cluster.dll [folder]
// With a folder, training writes checkpoints into it and resumes from the last one, on as many processes as there are then.
string? folder = args.Length > 0 ? args[0] : null;
if (Mpi.IsLaunched) { return Mpi.Run(group => Train(group, group.Cancellation)); }
Train(null, CancellationToken.None);
return 0;

void Train(MpiGroup? group, CancellationToken cancellation)
{
    // Every process loads the same samples and computes its part of every batch.
    (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
    bool isFirst = group is null or { Rank: 0 };
    if (isFirst && group is not null) { Console.WriteLine($"{group.Size} ranks, {group.Library}"); }

    var net = new DigitClassifier(seed: 1);
    History history = net.Fit(train, validation: test, cancellationToken: cancellation, options: new()
    {
        Epochs = 20,
        BatchSize = 256,
        Optimizer = new Adam(3e-3),
        Group = group,
        Shards = 8,
        MaxDegreeOfParallelism = 1,
        Seed = 7,

        // Rank 0's; the other processes call none.
        Callbacks = folder is null ? [] : [new Checkpoints(folder)],
        ResumeFrom = folder is null ? null : Checkpoints.LastIn(folder),
    });
    if (!isFirst) { return; }

    Console.WriteLine($"validation: {history.Last.Validation}");
    Console.WriteLine($"parameters: {Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(net.Parameters.Values)))}");
}
