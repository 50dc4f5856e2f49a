using System.Numerics;

namespace NNGen;

/// <content>Training with plain arrays, without a <see cref="Dataset{T}"/>.</content>
public static partial class TrainingExtensions
{
    /// <summary>
    /// Trains the network with arrays: the same as with a <see cref="Dataset{T}"/> of these arrays, for which there are all options.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="features">An array of features for each sample, all equally long.</param>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">The arrays do not fit one another or the network; the message says how.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network, T[][] features, int[] classes, int epochs = 1, int batchSize = FitOptions.DefaultBatchSize, Optimizer? optimizer = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(Dataset.FromLabels(features, classes, ClassCount<TNetwork, T>()), epochs, batchSize, optimizer);

    /// <summary>
    /// Trains the network with arrays: the same as with a <see cref="Dataset{T}"/> of these arrays, for which there are all options.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="features">An array of features for each sample, all equally long.</param>
    /// <param name="targets">An array of targets for each sample, all equally long.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">The arrays do not fit one another or the network; the message says how.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network, T[][] features, T[][] targets, int epochs = 1, int batchSize = FitOptions.DefaultBatchSize, Optimizer? optimizer = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(Dataset.Create(features, targets), epochs, batchSize, optimizer);

    /// <summary>
    /// Trains the network with arrays: the same as with a <see cref="Dataset{T}"/> of these arrays, for which there are all options.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="features">Features, <c>[samples, features]</c>.</param>
    /// <param name="classes">The class of each sample, from 0.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">The arrays do not fit one another or the network; the message says how.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network, T[,] features, int[] classes, int epochs = 1, int batchSize = FitOptions.DefaultBatchSize, Optimizer? optimizer = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(Dataset.FromLabels(features, classes, ClassCount<TNetwork, T>()), epochs, batchSize, optimizer);

    /// <summary>
    /// Trains the network with arrays: the same as with a <see cref="Dataset{T}"/> of these arrays, for which there are all options.
    /// </summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <typeparam name="T">Its element type.</typeparam>
    /// <param name="network">The network; its parameters change in place.</param>
    /// <param name="features">Features, <c>[samples, features]</c>.</param>
    /// <param name="targets">Targets, <c>[samples, targets]</c>.</param>
    /// <param name="epochs">Number of epochs; at least 1.</param>
    /// <param name="batchSize">Samples per step; at least 1.</param>
    /// <param name="optimizer">The optimizer; <see cref="Adam"/> with its defaults if null.</param>
    /// <returns>The results of every epoch.</returns>
    /// <exception cref="ArgumentException">The arrays do not fit one another or the network; the message says how.</exception>
    public static History Fit<TNetwork, T>(
        this INetwork<TNetwork, T> network, T[,] features, T[,] targets, int epochs = 1, int batchSize = FitOptions.DefaultBatchSize, Optimizer? optimizer = null)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        network.Fit(Dataset.Create(features, targets), epochs, batchSize, optimizer);

    // The network knows how many classes there are, even if some do not occur in the samples.
    private static int ClassCount<TNetwork, T>()
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Max(2, TNetwork.Description.OutputSize);
}
