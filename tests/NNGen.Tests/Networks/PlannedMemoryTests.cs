using System.Numerics;

namespace NNGen.Tests;

/// <summary>Values that share memory by their lifetimes: in predictions, in training, and where both have the same workspace.</summary>
public class PlannedMemoryTests
{
    private const PassMode Prediction = PassMode.Forward | PassMode.Outputs | PassMode.Loss;
    private const PassMode Training = PassMode.Forward | PassMode.BatchStatistics | PassMode.Outputs | PassMode.Loss | PassMode.Backward | PassMode.InputGradients | PassMode.Training;

    [Theory]
    [InlineData(5, 1)]
    [InlineData(33, 2)]
    [InlineData(100, 3)]
    [InlineData(150, 4)]
    public void Predictions_and_training_steps_in_turn_have_the_bits_of_those_apart(int samples, int parts)
    {
        Check<PlannedChain, float>();
        Check<PlannedOutputs, float>();

        // Statistics of a batch belong to all threads.
        if (parts == 1) { Check<PlannedGraph, double>(); }

        void Check<TNetwork, T>()
            where TNetwork : class, ICompiledNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = TNetwork.Create(1);
            Batch<T> batch = Draw<TNetwork, T>(samples);
            Results<T> predicted = Run(network, batch, TNetwork.CreateWorkspace(samples), Prediction, 1), trained = Run(network, batch, TNetwork.CreateWorkspace(samples), Training, 1);
            Workspace<T> workspace = TNetwork.CreateWorkspace(samples);
            for (int turn = 0; turn < 2; turn++)
            {
                AssertEqual(predicted, Run(network, batch, workspace, Prediction, parts));
                AssertEqual(trained, Run(network, batch, workspace, Training, parts));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_batch_predicted_by_several_threads_has_the_bits_of_one(int threads)
    {
        Check<PlannedChain, float>((network, inputs, outputs, degree) => network.PredictBatch(inputs, outputs, degree));
        Check<PlannedGraph, double>((network, inputs, outputs, degree) => network.PredictBatch(inputs, outputs, degree));
        Check<PlannedOutputs, float>((network, inputs, outputs, degree) => network.PredictBatch(inputs, outputs, degree));
        Check<PlannedReadable, float>((network, inputs, outputs, degree) => network.PredictBatch(inputs, outputs, degree));
        Check<LoopWithStatistics, float>((network, inputs, outputs, degree) => network.PredictBatch(inputs, outputs, degree));

        void Check<TNetwork, T>(Action<TNetwork, T[], T[], int> predict)
            where TNetwork : class, ICompiledNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TNetwork network = TNetwork.Create(1);
            foreach (int samples in new[] { 1, 31, 33, 130 })
            {
                T[] inputs = Draw<TNetwork, T>(samples).Inputs.ToArray(), together = new T[samples * TNetwork.Description.OutputSize], alone = new T[together.Length];
                predict(network, inputs, alone, 1);
                predict(network, inputs, together, threads);

                Assert.Equal(alone, together);
            }
        }
    }

    [Fact]
    public void A_trainer_on_several_threads_has_the_bits_of_one_with_predictions_in_between()
    {
        Check<PlannedChain, float>();
        Check<PlannedGraph, double>();
        Check<PlannedStates, float>();
        Check<PlannedReadable, float>();
        Check<LoopWithStatistics, float>();

        static void Check<TNetwork, T>()
            where TNetwork : class, ICompiledNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] expected = Train(1);
            for (int threads = 2; threads <= 4; threads++) { Assert.Equal(expected, Train(threads)); }

            static T[] Train(int threads)
            {
                TNetwork network = TNetwork.Create(1);
                using var trainer = new Trainer<TNetwork, T>(network, new SGD(0.01), maxDegreeOfParallelism: threads);
                for (int step = 0; step < 3; step++)
                {
                    Batch<T> batch = Draw<TNetwork, T>(70);
                    trainer.Step(in batch);
                    network.PredictBatch(batch.Inputs[..(40 * TNetwork.Description.InputSize)]);
                }

                return network.Parameters.Values.ToArray();
            }
        }
    }

    [Fact]
    public void Plain_loops_train_statistics_of_batches_as_vectors_do()
    {
        float[] plain = Train<PlannedReadable>(), vectors = Train<PlannedVectors>();

        for (int i = 0; i < plain.Length; i++) { Assert.Equal(vectors[i], plain[i], 1e-4f); }

        static float[] Train<TNetwork>()
            where TNetwork : class, ICompiledNetwork<TNetwork, float>
        {
            TNetwork network = TNetwork.Create(1);
            using var trainer = new Trainer<TNetwork, float>(network, new SGD(0.01));
            Batch<float> batch = Draw<TNetwork, float>(40);
            for (int step = 0; step < 3; step++) { trainer.Step(in batch); }
            return network.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void A_forward_half_keeps_what_several_backward_halves_need_while_others_predict()
    {
        Check<PlannedChain, float>();
        Check<PlannedGraph, double>();
        Check<PlannedOutputs, float>();
        Check<PlannedStates, float>();

        static void Check<TNetwork, T>()
            where TNetwork : class, ICompiledNetwork<TNetwork, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Samples = 77;
            TNetwork network = TNetwork.Create(1);
            Batch<T> batch = Draw<TNetwork, T>(Samples);
            NetworkDescription description = TNetwork.Description;
            T[] slopes = Subject<TNetwork, T>.Narrow(Tests.Draw.Values(Samples * description.OutputSize, new Random(3), Tests.Draw.Normal));
            Batch<T> given = batch with { OutputGradients = slopes };
            Workspace<T> whole = TNetwork.CreateWorkspace(Samples), halves = TNetwork.CreateWorkspace(Samples);
            T[] expected = new T[description.ParameterCount], inputs = new T[Samples * description.InputSize];
            network.Pass(network.Parameters.Current, in given, whole, Training & ~(PassMode.Loss | PassMode.Training), 0, whole.PanelCount, default);
            network.WeightGradients(in given, whole, expected, 0, 1);

            network.Forward(batch.Inputs, new T[Samples * description.OutputSize], halves);
            network.PredictBatch(batch.Inputs);
            for (int half = 0; half < 2; half++)
            {
                T[] actual = new T[expected.Length];
                network.Backward(batch.Inputs, slopes, actual, halves, inputs);

                Assert.Equal(expected, actual);
                Assert.Equal(whole.InputGradients.ToArray(), inputs);
            }
        }
    }

    [Fact]
    public void Gradients_behind_a_mask_before_a_change_of_shape_are_central_differences()
    {
        const double Step = 1e-6;
        var network = new PlannedGraph(seed: 1);
        Workspace<double> workspace = PlannedGraph.CreateWorkspace(19);
        double[] parameters = network.Parameters.Values.ToArray(), gradients = Run(network, Draw<PlannedGraph, double>(19), workspace, Training, 1).Gradients;
        double scale = gradients.Max(Math.Abs);
        for (int i = 0; i < gradients.Length; i += 97)
        {
            double difference = (LossAt(parameters[i] + Step) - LossAt(parameters[i] - Step)) / (2 * Step);
            Assert.True(Math.Abs(difference - gradients[i]) <= 1e-5 * scale, $"Parameter {i}: gradient {gradients[i]:R}, difference {difference:R}.");

            double LossAt(double value)
            {
                double[] moved = [.. parameters];
                moved[i] = value;
                network.Parameters.Replace(moved);
                return Run(network, Draw<PlannedGraph, double>(19), workspace, Training, 1).Loss;
            }
        }
    }

    private static Batch<T> Draw<TNetwork, T>(int samples)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(samples);
        return new Batch<T>
        {
            Size = samples,
            Inputs = Subject<TNetwork, T>.Narrow(Tests.Draw.Values(samples * TNetwork.Description.InputSize, random, Tests.Draw.Normal)),
            Targets = Subject<TNetwork, T>.Narrow(Tests.Draw.Values(samples * TNetwork.Description.OutputSize, random, r => r.NextDouble())),
            NoiseSeed = 5,
            NoiseStep = 6,
        };
    }

    /// <summary>Passes in parts, as threads would, the last one first.</summary>
    private static Results<T> Run<TNetwork, T>(TNetwork network, Batch<T> batch, Workspace<T> workspace, PassMode mode, int parts)
        where TNetwork : class, ICompiledNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        workspace.Size = batch.Size;
        for (int part = parts - 1; part >= 0; part--)
        {
            (int first, int end) = (workspace.PanelCount * part / parts, workspace.PanelCount * (part + 1) / parts);
            if (first < end) { network.Pass(network.Parameters.Current, in batch, workspace, mode, first, end, default); }
        }

        T[] gradients = new T[TNetwork.Description.ParameterCount];
        bool isTraining = (mode & PassMode.Backward) != 0;
        if (isTraining) { network.WeightGradients(in batch, workspace, gradients, 0, 1); }
        return new Results<T>(workspace.Outputs.ToArray(), workspace.MeanLoss, gradients, isTraining ? workspace.InputGradients.ToArray() : []);
    }

    private static void AssertEqual<T>(Results<T> expected, Results<T> actual)
    {
        Assert.Equal(expected.Outputs, actual.Outputs);
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.Gradients, actual.Gradients);
        Assert.Equal(expected.InputGradients, actual.InputGradients);
    }

    private sealed record Results<T>(T[] Outputs, T Loss, T[] Gradients, T[] InputGradients);
}
