using System.Numerics;

namespace NNGen.Bits;

/// <summary>Calls every pass of a network, so that the JIT compiles every kernel.</summary>
internal static class AllPasses
{
    public static void Run<TNetwork, T>(PredictOne<TNetwork, T> predict)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset<T> data = Data.For<TNetwork, T>(40);
        TNetwork network = TNetwork.Create(1);
        NetworkDescription description = TNetwork.Description;
        if (description.Outputs.Count == 0) { network.Fit(data, batchSize: 32); }
        else
        {
            // Fit computes the loss of each output once more, number by number, in library code whose functions the JIT inlines only later.
            using var trainer = new Trainer<TNetwork, T>(network, new Adam());
            for (int start = 0; start < 16; start += 8) { trainer.Step(data.Batch(start, 32)); }
        }

        network.PredictBatch(data.Features, new T[data.Count * description.OutputSize]);

        Workspace<T> workspace = TNetwork.CreateWorkspace(data.Count);
        Batch<T> batch = data.Batch(0, data.Count);
        const PassMode Everything = PassMode.Forward | PassMode.BatchStatistics | PassMode.Outputs | PassMode.Loss | PassMode.Backward | PassMode.InputGradients;
        network.Pass(network.Parameters.Current, in batch, workspace, Everything, 0, workspace.PanelCount, default);
        Batch<T> own = new() { Size = data.Count, Inputs = data.Features, OutputGradients = new T[data.Count * description.OutputSize] };
        network.Pass(network.Parameters.Current, in own, workspace, PassMode.Backward, 0, workspace.PanelCount, default);
        predict(network, data.Rows[0], new T[description.OutputSize]);
        network.WeightGradients(in batch, workspace, new T[description.ParameterCount], 0, 1);
    }

    /// <summary>Calls the pass over one step of a stream.</summary>
    public static void RunSteps<TNetwork, T>()
        where TNetwork : class, IStreamingNetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TNetwork network = TNetwork.Create(1);
        network.Steps<TNetwork, T>(new T[10 * TNetwork.StepInputSize], new T[10 * TNetwork.StepOutputSize], network.CreateState());
    }
}
