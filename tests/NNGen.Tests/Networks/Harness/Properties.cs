using System.Numerics;

namespace NNGen.Tests;

/// <summary>What holds for every network, whatever its layers.</summary>
/// <typeparam name="TNetwork">The network.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal static class Properties<TNetwork, T>
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly NetworkDescription description = TNetwork.Description;

    /// <summary>The gradients are central differences of the loss. Run with <see cref="double"/>.</summary>
    /// <param name="size">The number of samples.</param>
    public static void GradientsAreDifferences(int size = 21)
    {
        TNetwork network = Moved();
        (T[] inputs, T[] targets) = Samples(size);
        T[] gradients = new T[description.ParameterCount], inputGradients = new T[inputs.Length], ignored = new T[gradients.Length];
        Loss(gradients, inputGradients);
        double largest = gradients.Max(value => Math.Abs(double.CreateChecked(value))), largestOfInputs = inputGradients.Max(value => Math.Abs(double.CreateChecked(value)));
        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => parameter.IsTrainable))
        {
            for (int i = 0; i < parameter.Count; i += Math.Max(1, parameter.Count / 6))
            {
                int at = parameter.Offset + i;
                T value = network.Parameters.Values[at];
                double slope = Slope(change => Set(at, value + T.CreateChecked(change)));
                Set(at, value);
                Assert.True(
                    Math.Abs(slope - double.CreateChecked(gradients[at])) <= 1e-7 * largest, $"{description.Name}, {parameter.Name}[{i}]: gradient {gradients[at]}, differences {slope}.");
            }
        }

        for (int i = 0; i < inputs.Length; i += Math.Max(1, inputs.Length / 20))
        {
            if (description.Tokens.Any(tokens => i % description.InputSize - tokens.Offset is >= 0 and var at && at < tokens.Count)) { continue; }

            T value = inputs[i];
            double slope = Slope(change => inputs[i] = value + T.CreateChecked(change));
            inputs[i] = value;
            Assert.True(
                Math.Abs(slope - double.CreateChecked(inputGradients[i])) <= 1e-6 * largestOfInputs, $"{description.Name}, input {i}: gradient {inputGradients[i]}, differences {slope}.");
        }

        double Loss(T[] slopes, T[] inputSlopes) => double.CreateChecked(
            CompilerServices.Passes.Gradients<TNetwork, T>(network, new Batch<T> { Size = size, Inputs = inputs, Targets = targets }, slopes, inputSlopes));

        double Slope(Action<double> change)
        {
            const double H = 1e-5;
            change(H);
            double above = Loss(ignored, []);
            change(-H);
            return (above - Loss(ignored, [])) / (2 * H);
        }

        void Set(int index, T value)
        {
            using ParameterBlock<T>.Editor editor = network.Parameters.EditInPlace();
            editor.Values[index] = value;
        }
    }

    /// <summary>One sample at a time gives what a batch does.</summary>
    public static void PredictsAsBatch(double tolerance, int size = 37)
    {
        TNetwork network = Moved();
        (T[] inputs, _) = Samples(size);
        T[] together = new T[size * description.OutputSize], one = new T[description.OutputSize];
        network.PredictBatch(inputs, together);
        double largest = together.Max(value => Math.Abs(double.CreateChecked(value)));
        for (int sample = 0; sample < size; sample++)
        {
            network.Predict(inputs.AsSpan(sample * description.InputSize, description.InputSize), one);
            for (int i = 0; i < one.Length; i++)
            {
                T expected = together[(sample * one.Length) + i];
                Assert.True(Math.Abs(double.CreateChecked(expected - one[i])) <= tolerance * Math.Max(largest, 1e-3), $"{description.Name}, sample {sample}, output {i}: {one[i]}, in a batch {expected}.");
            }
        }
    }

    /// <summary>Training gives the same bits on any number of threads.</summary>
    public static void SameOnThreads(int size = 150, params int[] threads)
    {
        (T[] inputs, T[] targets) = Samples(size);
        T[] alone = Trained(1);
        Assert.All(alone, value => Assert.True(T.IsFinite(value)));
        Assert.All(threads.Length > 0 ? threads : [2, 3, 4], count => Assert.Equal(alone, Trained(count)));

        T[] Trained(int count)
        {
            TNetwork network = TNetwork.Create(3);
            using var trainer = new Trainer<TNetwork, T>(network, new Adam(0.01), 0, count);
            for (int step = 0; step < 4; step++) { trainer.Step(inputs, targets); }
            return network.Parameters.Values.ToArray();
        }
    }

    /// <summary>The loss of a batch falls while it is trained, and all parameters stay finite.</summary>
    public static void Learns(Optimizer optimizer, int steps, double share, int size = 32)
    {
        (T[] inputs, T[] targets) = Samples(size);
        TNetwork network = TNetwork.Create(3);
        using var trainer = new Trainer<TNetwork, T>(network, optimizer, 0, 1);
        double first = double.CreateChecked(trainer.Step(inputs, targets)), last = first;
        for (int step = 0; step < steps; step++) { last = double.CreateChecked(trainer.Step(inputs, targets)); }
        Assert.True(last < share * first, $"{description.Name}: the loss was {first} and is {last}.");
        Assert.All(network.Parameters.Values.ToArray(), value => Assert.True(T.IsFinite(value)));
    }

    /// <summary>Steps and predictions allocate nothing once warm.</summary>
    public static void AllocatesNothing(int size = 37)
    {
        TNetwork network = TNetwork.Create(1);
        (T[] inputs, T[] targets) = Samples(size);
        T[] outputs = new T[size * description.OutputSize];
        using var trainer = new Trainer<TNetwork, T>(network, new Adam(0.01), size, 1);
        Allocations.AssertNone(description.Name, () =>
        {
            trainer.Step(inputs, targets);
            network.PredictBatch(inputs, outputs, 1);
            network.Predict(inputs.AsSpan(0, description.InputSize), outputs.AsSpan(0, description.OutputSize));
        });
    }

    /// <summary>A network whose gains, shifts and running statistics are none that a formula could leave out unnoticed.</summary>
    public static TNetwork Moved()
    {
        TNetwork network = TNetwork.Create(3);
        var random = new Random(7);
        using ParameterBlock<T>.Editor editor = network.Parameters.Edit();
        foreach (ParameterDescription parameter in description.Parameters.Where(parameter => !parameter.IsCounter && parameter.Shape.Count == 1))
        {
            foreach (ref T value in editor[parameter.Name]) { value += T.CreateChecked(random.NextDouble() * 0.4); }
        }

        return network;
    }

    /// <summary>Inputs from -1 to 1; targets are probabilities, those of classes add up to 1.</summary>
    public static (T[] Inputs, T[] Targets) Samples(int size)
    {
        var random = new Random(5);
        T[] inputs = [.. Enumerable.Range(0, size * description.InputSize).Select(_ => T.CreateChecked((random.NextDouble() * 2) - 1))];
        foreach (TokensDescription tokens in description.Tokens)
        {
            for (int at = tokens.Offset; at < inputs.Length; at += description.InputSize)
            {
                foreach (ref T id in inputs.AsSpan(at, tokens.Count)) { id = T.CreateChecked(Math.Max(tokens.Least, Draw.Id(double.CreateChecked(id), tokens.Vocabulary))); }
            }
        }

        T[] targets = [.. Enumerable.Range(0, size * description.OutputSize).Select(_ => T.CreateChecked(random.NextDouble()))];
        (int Offset, int Size, int Classes, LossKind Loss)[] parts = description.Outputs.Count > 0
            ? [.. description.Outputs.Select(output => (output.Offset, output.Size, output.Shape[^1], output.Loss))]
            : [(0, description.OutputSize, description.OutputSize / description.Positions, description.Loss)];
        foreach ((int offset, int count, int classes, _) in parts.Where(part => part.Loss == LossKind.CrossEntropy))
        {
            for (int at = 0; at < size * count; at += classes)
            {
                // One position after another, sample by sample.
                Span<T> row = targets.AsSpan((at / count * description.OutputSize) + offset + (at % count), classes);
                row.Clear();
                row[random.Next(classes)] = T.One;
            }
        }

        return (inputs, targets);
    }
}
