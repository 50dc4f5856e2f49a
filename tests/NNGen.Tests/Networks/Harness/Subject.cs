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
        var outputs = new List<double>();
        for (int i = 0; i < samples.Size; i++)
        {
            var output = new GuardedMemory<T>(Description.OutputSize);
            Network.Predict(Row(samples, i).Span, output.Span);
            outputs.AddRange(Wide(output.Written()));
        }

        return [.. outputs];
    }

    public override double[] PredictBatch(SampleBatch samples)
    {
        var outputs = new GuardedMemory<T>(samples.Size * Description.OutputSize);
        Network.PredictBatch(Guarded(samples.Inputs).Span, outputs.Span);
        return Wide(outputs.Written());
    }

    public override double[] Forward(SampleBatch samples)
    {
        var outputs = new GuardedMemory<T>(samples.Size * Description.OutputSize);
        Network.Forward(Guarded(samples.Inputs).Span, outputs.Span, TNetwork.CreateWorkspace(samples.Size));
        return Wide(outputs.Written());
    }

    public override int[] Classify(SampleBatch samples)
    {
        return Enumerable.Range(0, samples.Size).Select(i => Network.Classify(Row(samples, i).Span)).ToArray();
    }

    public override int[] ClassifyBatch(SampleBatch samples)
    {
        var classes = new GuardedMemory<int>(samples.Size);
        Network.ClassifyBatch(Guarded(samples.Inputs).Span, classes.Span);
        return classes.Written();
    }

    public override Slopes Gradients(SampleBatch samples)
    {
        GuardedMemory<T> inputs = Guarded(samples.Inputs), gradients = new(Description.ParameterCount), inputGradients = new(samples.Inputs.Length);
        T loss = samples.Classes.Length > 0
            ? Member<ByClasses>()(inputs.Span, samples.Classes, gradients.Span, inputGradients.Span)
            : Member<ByTargets>()(inputs.Span, Guarded(samples.Targets).Span, gradients.Span, inputGradients.Span);
        return new Slopes(double.CreateChecked(loss), Wide(gradients.Written()), Wide(inputGradients.Written()));
    }

    public override Slopes Pass(SampleBatch samples, (long Seed, long Step)? noise = null)
    {
        Workspace<T> workspace = TNetwork.CreateWorkspace(samples.Size);
        var gradients = new GuardedMemory<T>(Description.ParameterCount);
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
        Network.WeightGradients(in batch, workspace, gradients.Span, 0, 1);
        return new Slopes(double.CreateChecked(workspace.MeanLoss), Wide(gradients.Written()), Wide(workspace.InputGradients));
    }

    public override Slopes Backward(SampleBatch samples, double[] outputGradients)
    {
        GuardedMemory<T> inputs = Guarded(samples.Inputs), gradients = new(Description.ParameterCount), inputGradients = new(samples.Inputs.Length);
        Workspace<T> workspace = TNetwork.CreateWorkspace(samples.Size);
        Network.Forward(inputs.Span, new T[samples.Size * Description.OutputSize], workspace);
        Network.Backward(inputs.Span, Guarded(outputGradients).Span, gradients.Span, workspace, inputGradients.Span);
        return new Slopes(double.NaN, Wide(gradients.Written()), Wide(inputGradients.Written()));
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

    private static GuardedMemory<T> Guarded(double[] values) => new(Narrow(values));

    private static GuardedMemory<T> Row(SampleBatch samples, int sample) =>
        Guarded(samples.Inputs.AsSpan(sample * TNetwork.Description.InputSize, TNetwork.Description.InputSize).ToArray());

    private static Batch<T> BatchOf(SampleBatch samples) => new()
    {
        Size = samples.Size,
        Inputs = Guarded(samples.Inputs).Span,
        Targets = Guarded(samples.Targets).Span,
        Classes = samples.Classes,
        SampleWeights = Narrow(samples.Weights),
    };
}
