using System.Numerics;

namespace NNGen.Bits;

/// <summary>Steps in which one gradient overflows, for each input in turn. No step may be taken; the report counts those that were.</summary>
internal static class OverflowReport
{
    private const int Samples = 70;

    public static void Write<TNetwork, T>(T huge)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkDescription description = TNetwork.Description;
        TNetwork network = TNetwork.Create(1);
        T[] initial = network.Parameters.Values.ToArray();
        int[] classes = [.. Enumerable.Range(0, Samples).Select(sample => sample % description.OutputSize)];
        using var trainer = new Trainer<TNetwork, T>(network, new SGD());
        int refused = 0;
        for (int value = 0; value < description.InputSize; value++)
        {
            // No prediction depends on the value, and the gradients after it are large: all samples are equal, so most predictions are wrong.
            using (ParameterBlock<T>.Editor editor = network.Parameters.Edit())
            {
                initial.CopyTo(editor.Values);
                Span<T> weights = editor["0.weight"];
                for (int i = 0; i < weights.Length; i++) { weights[i] = i % description.InputSize == value ? T.Zero : T.Abs(weights[i]); }
                foreach (ParameterDescription parameter in description.Parameters.Skip(2).Where(parameter => parameter.Shape.Count == 2))
                {
                    foreach (ref T weight in editor[parameter.Name]) { weight *= T.CreateChecked(1000); }
                }
            }

            T[] before = network.Parameters.Values.ToArray();
            T[] inputs = new T[Samples * description.InputSize];
            Array.Fill(inputs, T.CreateChecked(0.01));
            for (int sample = 0; sample < Samples; sample++) { inputs[(sample * description.InputSize) + value] = huge; }
            try { trainer.Step(inputs, classes); }
            catch (NonFiniteLossException e) when (double.IsFinite(e.Loss) && network.Parameters.Values.SequenceEqual(before)) { refused++; }
        }

        Console.WriteLine($"{typeof(TNetwork).Name} refused {refused} of {description.InputSize}");
    }
}
