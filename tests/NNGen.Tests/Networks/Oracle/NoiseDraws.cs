using NNGen.CompilerServices;

namespace NNGen.Tests;

/// <summary>Masks and noise of one sample.</summary>
internal static class NoiseDraws
{
    /// <summary>The random word of a value, directly from the generator.</summary>
    public static uint Word(long seed, long step, int layer, int sample, int feature)
    {
        (uint, uint) key = ((uint)seed, (uint)(seed >> 32));
        uint last = 0x80000000u + ((uint)(step >> 32) << 16) + (uint)layer;
        (uint w0, uint w1, uint w2, uint w3) = Philox.Block(key, ((uint)sample, (uint)feature / 4, (uint)step, last));
        return (feature % 4) switch { 0 => w0, 1 => w1, 2 => w2, _ => w3 };
    }

    public static Func<OracleNoise, double[]> Dropout(double rate, int layer, int size) => noise =>
    {
        (long seed, long step, int sample) = noise.Place!.Value;
        return [.. Enumerable.Range(0, size).Select(i => Word(seed, step, layer, sample, i) < rate * Math.Pow(2, 32) ? 0 : 1 / (1 - rate))];
    };

    /// <summary>The library's own numbers, exact to the bit; <see cref="NoiseTests"/> compares them with the words.</summary>
    public static Func<OracleNoise, double[]> Gaussian(double stddev, int layer, int size) => noise =>
    {
        (long seed, long step, int sample) = noise.Place!.Value;
        int width = Workspace<double>.PanelWidth;
        double[] panel = new double[size * width];
        var batch = new Batch<double> { Size = sample + 1, Inputs = [], NoiseSeed = seed, NoiseStep = step };
        NoisePanels.Gaussian(in batch, PassMode.Training, stddev, layer, size, sample / width, 1, ref panel[0]);
        return [.. Enumerable.Range(0, size).Select(i => panel[(i * width) + (sample % width)])];
    };
}
