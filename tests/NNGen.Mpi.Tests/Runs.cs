using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NNGen.Tests;

/// <summary>Trainings that the tests compare.</summary>
internal static class Runs
{
    /// <summary>Fewer than all digits, and not a multiple of any batch.</summary>
    public static (Dataset<float> Train, Dataset<float> Test) Digits { get; } = SomeDigits();

    public static Dataset<double> Diabetes { get; } = InDoublePrecision(Datasets.Diabetes());

    public static FitOptions Options { get; } = new() { Epochs = 2, BatchSize = 96, Seed = 3, Shards = 8 };

    /// <summary>Trains on some ranks, and returns what each has: the bits of its parameters, and its history.</summary>
    /// <param name="ranks">The number of ranks; 0 for no group.</param>
    /// <param name="train">Trains.</param>
    public static (string Bits, History History)[] On<TNetwork, T>(int ranks, Func<IProcessGroup?, TNetwork, History> train)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return ranks == 0 ? [One(null)] : ThreadGroup.Run(ranks, One);

        (string, History) One(IProcessGroup? group)
        {
            // Only rank 0's parameters count.
            TNetwork network = TNetwork.Create(seed: 5 + (group?.Rank ?? 0));
            History history = train(group, network);
            return (BitsOf<T>(network.Parameters.Values), history);
        }
    }

    public static string BitsOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values)))[..16];

    private static Dataset<double> InDoublePrecision(Dataset<float> data) => Dataset.Create<double>(
        Array.ConvertAll(data.Features.ToArray(), value => (double)value), data.FeatureCount, Array.ConvertAll(data.Targets.ToArray(), value => (double)value), data.TargetCount);

    private static (Dataset<float> Train, Dataset<float> Test) SomeDigits()
    {
        (Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
        return (train.Slice(0, 500), test.Slice(0, 101));
    }
}
