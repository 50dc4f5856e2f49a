using static System.Numerics.Tensors.TensorPrimitives;

namespace NNGen.Rivals;

/// <summary>Features are rows: the batch is transposed, and every product is over all samples of a feature.</summary>
internal sealed class Columns(Network network, float[] parameters, int batch) : Mlp(network, parameters, batch)
{
    private readonly float[] transposed = new float[network.Inputs * batch], outputs = new float[network.Outputs * batch];
    private readonly float[] work = new float[network.Sizes[1..].Max() * batch];

    public override ReadOnlySpan<float> Outputs => outputs;

    /// <summary>Whether the batch is at least as wide as the layers: otherwise its rows are shorter than rows of weights, and much slower.</summary>
    public static bool Suit(Network network, int batch) => batch >= network.Sizes.Max();

    public override void Predict(ReadOnlySpan<float> samples)
    {
        Forward(samples);
        Transpose(Activations[^1], Network.Outputs, Batch, outputs);
    }

    public override float Gradients(ReadOnlySpan<float> samples, ReadOnlySpan<float> targets)
    {
        Forward(samples);
        float loss = Network.Classes
            ? CrossEntropy(targets)
            : Elementwise.BinaryCrossEntropy(Activations[^1], targets, Deltas[^1], work);
        for (int layer = Network.Layers - 1; layer >= 0; layer--)
        {
            int ins = Network.Sizes[layer], outs = Network.Sizes[layer + 1];
            ReadOnlySpan<float> inputs = layer == 0 ? transposed : Activations[layer - 1], deltas = Deltas[layer];
            Span<float> biases = Biases(layer, gradient: true);
            for (int output = 0; output < outs; output++)
            {
                ReadOnlySpan<float> delta = Feature(deltas, output);
                Span<float> gradient = Weights(layer, output, gradient: true);
                biases[output] = Sum(delta);
                for (int input = 0; input < ins; input++) { gradient[input] = Dot(Feature(inputs, input), delta); }
            }

            if (layer == 0) { break; }

            Span<float> before = Deltas[layer - 1];
            for (int input = 0; input < ins; input++)
            {
                Span<float> delta = Feature(before, input);
                Multiply(Feature(deltas, 0), Weights(layer, 0)[input], delta);
                for (int output = 1; output < outs; output++) { MultiplyAdd(Feature(deltas, output), Weights(layer, output)[input], delta, delta); }
            }

            Elementwise.MultiplySlope(Network, inputs, before, work);
        }

        return loss;
    }

    private void Forward(ReadOnlySpan<float> samples)
    {
        Transpose(samples, Batch, Network.Inputs, transposed);
        ReadOnlySpan<float> inputs = transposed;
        for (int layer = 0; layer < Network.Layers; layer++)
        {
            Span<float> values = Activations[layer], biases = Biases(layer);
            for (int output = 0; output < biases.Length; output++)
            {
                ReadOnlySpan<float> weights = Weights(layer, output);
                Span<float> value = Feature(values, output);
                value.Fill(biases[output]);
                for (int input = 0; input < weights.Length; input++) { MultiplyAdd(Feature(inputs, input), weights[input], value, value); }
            }

            Elementwise.Activate(Network, layer, values);
            inputs = values;
        }
    }

    /// <summary>Softmax over the classes of each sample: the classes are rows, so every step is over all samples.</summary>
    private float CrossEntropy(ReadOnlySpan<float> targets)
    {
        ReadOnlySpan<float> logits = Activations[^1];
        Span<float> deltas = Deltas[^1], shared = work.AsSpan(0, Batch);
        Feature(logits, 0).CopyTo(shared);
        for (int output = 1; output < Network.Outputs; output++) { Max(shared, Feature(logits, output), shared); }
        for (int output = 0; output < Network.Outputs; output++) { Subtract(Feature(logits, output), shared, Feature(deltas, output)); }
        Exp(deltas, deltas);
        Feature(deltas, 0).CopyTo(shared);
        for (int output = 1; output < Network.Outputs; output++) { Add(shared, Feature(deltas, output), shared); }
        for (int output = 0; output < Network.Outputs; output++) { Divide(Feature(deltas, output), shared, Feature(deltas, output)); }
        for (int sample = 0; sample < Batch; sample++)
        {
            ref float target = ref deltas[((int)targets[sample] * Batch) + sample];
            shared[sample] = target;
            target -= 1;
        }

        Log(shared, shared);
        Multiply(deltas, 1f / Batch, deltas);
        return -Sum(shared) / Batch;
    }

    private Span<float> Feature(Span<float> values, int feature) => values.Slice(feature * Batch, Batch);

    private ReadOnlySpan<float> Feature(ReadOnlySpan<float> values, int feature) => values.Slice(feature * Batch, Batch);

    private static void Transpose(ReadOnlySpan<float> from, int rows, int columns, Span<float> to)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> line = from.Slice(row * columns, columns);
            for (int column = 0; column < columns; column++) { to[(column * rows) + row] = line[column]; }
        }
    }
}
