using System.Numerics;

namespace NNGen.Tests;

/// <summary>A compiled network of any class and element type: all values are passed as double.</summary>
internal abstract class Subject
{
    /// <summary>The network's class.</summary>
    public abstract Type Type { get; }

    /// <summary>The compiler's description of it.</summary>
    public abstract NetworkDescription Description { get; }

    /// <summary>Whether its element type is <see cref="double"/>.</summary>
    public abstract bool IsDouble { get; }

    /// <summary>All parameters, in their order in memory.</summary>
    public abstract double[] Parameters { get; set; }

    /// <summary>Wraps a new network.</summary>
    public static Subject Of<TNetwork, T>(int seed = 1)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new Subject<TNetwork, T>(TNetwork.Create(seed));

    /// <summary>Wraps a new network of a class that is known only at run time.</summary>
    public static Subject Of(Type network, int seed = 1)
    {
        Type element = network.GetInterfaces()
            .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ICompiledNetwork<,>)).GetGenericArguments()[1];
        object instance = Activator.CreateInstance(network, seed)!;
        return (Subject)Activator.CreateInstance(typeof(Subject<,>).MakeGenericType(network, element), instance)!;
    }

    /// <summary>Predicts every sample separately.</summary>
    public abstract double[] Predict(SampleBatch samples);

    /// <summary>Predicts all samples at once.</summary>
    public abstract double[] PredictBatch(SampleBatch samples);

    /// <summary>The outputs of the first half of a training step.</summary>
    public abstract double[] Forward(SampleBatch samples);

    /// <summary>The class of every sample, one at a time.</summary>
    public abstract int[] Classify(SampleBatch samples);

    /// <summary>The classes of all samples at once.</summary>
    public abstract int[] ClassifyBatch(SampleBatch samples);

    /// <summary>The loss and its gradients through the network's own member.</summary>
    public abstract Slopes Gradients(SampleBatch samples);

    /// <summary>The loss and its gradients through <see cref="INetwork{TSelf, T}"/>, which also takes sample weights.</summary>
    /// <param name="samples">The batch.</param>
    /// <param name="noise">Seed and step of masks and noise for a pass of training; null for a pass without noise.</param>
    public abstract Slopes Pass(SampleBatch samples, (long Seed, long Step)? noise = null);

    /// <summary>Gradients by <c>Forward</c> and <c>Backward</c> from gradients of the outputs.</summary>
    public abstract Slopes Backward(SampleBatch samples, double[] outputGradients);

    /// <summary>Takes steps on the same batch, and returns the loss before each step.</summary>
    public abstract double[] Train(SampleBatch samples, Optimizer optimizer, int steps, int threads = 1);

    /// <summary>Writes the network's file.</summary>
    public abstract void Save(string path);

    /// <summary>Creates a network of the same class from a file.</summary>
    public abstract Subject Load(string path);

    /// <summary>A parameter's position in <see cref="Parameters"/>.</summary>
    public Range Place(ParameterDescription parameter) => parameter.Offset..(parameter.Offset + parameter.Count);

    public override string ToString() => Type.Name;
}

/// <summary>A compiled network of a known class.</summary>
internal sealed class Subject<TNetwork, T>(TNetwork network) : Subject
    where TNetwork : class, ICompiledNetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TNetwork Network { get; } = network;

    public override Type Type => typeof(TNetwork);

    public override NetworkDescription Description => TNetwork.Description;

    public override bool IsDouble => typeof(T) == typeof(double);

    public override double[] Parameters
    {
        get => Wide(Network.Parameters.Values);
        set
        {
            using ParameterBlock<T>.Editor editor = Network.Parameters.Edit();
            Narrow(value).CopyTo(editor.Values);
        }
    }

    public override double[] Predict(SampleBatch samples)
    {
        T[] inputs = Narrow(samples.Inputs);
        T[] outputs = new T[samples.Size * Description.OutputSize];
        for (int i = 0; i < samples.Size; i++)
        {
            Network.Predict(Row(inputs, i), outputs.AsSpan(i * Description.OutputSize, Description.OutputSize));
        }

        return Wide(outputs);
    }

    public override double[] PredictBatch(SampleBatch samples)
    {
        T[] outputs = new T[samples.Size * Description.OutputSize];
        Network.PredictBatch(Narrow(samples.Inputs), outputs);
        return Wide(outputs);
    }

    public override double[] Forward(SampleBatch samples)
    {
        T[] outputs = new T[samples.Size * Description.OutputSize];
        Network.Forward(Narrow(samples.Inputs), outputs, TNetwork.CreateWorkspace(samples.Size));
        return Wide(outputs);
    }

    public override int[] Classify(SampleBatch samples)
    {
        T[] inputs = Narrow(samples.Inputs);
        return Enumerable.Range(0, samples.Size).Select(i => Network.Classify(Row(inputs, i))).ToArray();
    }

    public override int[] ClassifyBatch(SampleBatch samples)
    {
        int[] classes = new int[samples.Size];
        Network.ClassifyBatch(Narrow(samples.Inputs), classes);
        return classes;
    }

    public override Slopes Gradients(SampleBatch samples)
    {
        T[] gradients = new T[Description.ParameterCount];
        T[] inputGradients = new T[samples.Inputs.Length];
        T loss = samples.Classes.Length > 0
            ? Member<ByClasses>()(Narrow(samples.Inputs), samples.Classes, gradients, inputGradients)
            : Member<ByTargets>()(Narrow(samples.Inputs), Narrow(samples.Targets), gradients, inputGradients);
        return new Slopes(double.CreateChecked(loss), Wide(gradients), Wide(inputGradients));
    }

    public override Slopes Pass(SampleBatch samples, (long Seed, long Step)? noise = null)
    {
        Workspace<T> workspace = TNetwork.CreateWorkspace(samples.Size);
        T[] gradients = new T[Description.ParameterCount];
        Batch<T> batch = BatchOf(samples);
        PassMode mode = PassMode.Forward | PassMode.BatchStatistics | PassMode.Outputs | PassMode.Loss | PassMode.Backward | PassMode.InputGradients;
        if (noise is { } place)
        {
            batch = batch with { NoiseSeed = place.Seed, NoiseStep = place.Step };
            mode |= PassMode.Training;
        }

        // In two parts, as two threads would do it.
        Network.Pass(Network.Parameters.Current, in batch, workspace, mode, 0, workspace.PanelCount / 2, default);
        Network.Pass(Network.Parameters.Current, in batch, workspace, mode, workspace.PanelCount / 2, workspace.PanelCount, default);
        Network.WeightGradients(in batch, workspace, gradients, 0, 1);
        return new Slopes(double.CreateChecked(workspace.MeanLoss), Wide(gradients), Wide(workspace.InputGradients));
    }

    public override Slopes Backward(SampleBatch samples, double[] outputGradients)
    {
        T[] inputs = Narrow(samples.Inputs);
        T[] gradients = new T[Description.ParameterCount];
        T[] inputGradients = new T[inputs.Length];
        Workspace<T> workspace = TNetwork.CreateWorkspace(samples.Size);
        Network.Forward(inputs, new T[samples.Size * Description.OutputSize], workspace);
        Network.Backward(inputs, Narrow(outputGradients), gradients, workspace, inputGradients);
        return new Slopes(double.NaN, Wide(gradients), Wide(inputGradients));
    }

    public override double[] Train(SampleBatch samples, Optimizer optimizer, int steps, int threads = 1)
    {
        using var trainer = new Trainer<TNetwork, T>(Network, optimizer, maxDegreeOfParallelism: threads);
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++)
        {
            Batch<T> batch = BatchOf(samples);
            losses[i] = double.CreateChecked(trainer.Step(in batch));
        }

        return losses;
    }

    public override void Save(string path) => Network.Save(path);

    public override Subject Load(string path) => new Subject<TNetwork, T>(TNetwork.Load(path));

    public static T[] Narrow(double[] values) => Array.ConvertAll(values, T.CreateChecked);

    public static double[] Wide(ReadOnlySpan<T> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++) { wide[i] = double.CreateChecked(values[i]); }
        return wide;
    }

    private delegate T ByTargets(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, Span<T> gradients, Span<T> inputGradients);

    private delegate T ByClasses(ReadOnlySpan<T> inputs, ReadOnlySpan<int> classes, Span<T> gradients, Span<T> inputGradients);

    // Which of the two a network has depends on its loss, so they cannot be called through one constraint.
    private TDelegate Member<TDelegate>()
        where TDelegate : Delegate => (TDelegate)Delegate.CreateDelegate(typeof(TDelegate), Network, "Gradients");

    private static ReadOnlySpan<T> Row(T[] inputs, int sample) =>
        inputs.AsSpan(sample * TNetwork.Description.InputSize, TNetwork.Description.InputSize);

    private static Batch<T> BatchOf(SampleBatch samples) => new()
    {
        Size = samples.Size,
        Inputs = Narrow(samples.Inputs),
        Targets = Narrow(samples.Targets),
        Classes = samples.Classes,
        SampleWeights = Narrow(samples.Weights),
    };
}
