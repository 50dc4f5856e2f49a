using static System.Numerics.Tensors.TensorPrimitives;

namespace NNGen.Rivals;

/// <summary>Samples are rows: a dot product for each output of each sample. A row of weights stays in the cache for all samples.</summary>
internal sealed class Rows(Network network, float[] parameters, int batch) : Mlp(network, parameters, batch)
{
    private readonly float[] work = new float[network.Sizes[1..].Max() * batch];

    public override ReadOnlySpan<float> Outputs => Activations[^1];

    public override void Predict(ReadOnlySpan<float> samples)
    {
        ReadOnlySpan<float> inputs = samples;
        for (int layer = 0; layer < Network.Layers; layer++)
        {
            (int ins, int outs) = (Network.Sizes[layer], Network.Sizes[layer + 1]);
            Span<float> outputs = Activations[layer], biases = Biases(layer);
            for (int output = 0; output < outs; output++)
            {
                ReadOnlySpan<float> weights = Weights(layer, output);
                float bias = biases[output];
                for (int sample = 0; sample < Batch; sample++)
                {
                    outputs[(sample * outs) + output] = Dot(weights, inputs.Slice(sample * ins, ins)) + bias;
                }
            }

            Elementwise.Activate(Network, layer, outputs);
            inputs = outputs;
        }
    }

    public override float Gradients(ReadOnlySpan<float> samples, ReadOnlySpan<float> targets)
    {
        Predict(samples);
        float loss = Network.Classes
            ? CrossEntropy(targets)
            : Elementwise.BinaryCrossEntropy(Outputs, targets, Deltas[^1], work);
        for (int layer = Network.Layers - 1; layer >= 0; layer--)
        {
            int ins = Network.Sizes[layer], outs = Network.Sizes[layer + 1];
            ReadOnlySpan<float> inputs = layer == 0 ? samples : Activations[layer - 1], deltas = Deltas[layer];
            Span<float> biases = Biases(layer, gradient: true);
            biases.Clear();
            for (int sample = 0; sample < Batch; sample++) { Add(biases, deltas.Slice(sample * outs, outs), biases); }

            for (int output = 0; output < outs; output++)
            {
                Span<float> gradient = Weights(layer, output, gradient: true);
                Multiply(inputs[..ins], deltas[output], gradient);
                for (int sample = 1; sample < Batch; sample++)
                {
                    MultiplyAdd(inputs.Slice(sample * ins, ins), deltas[(sample * outs) + output], gradient, gradient);
                }
            }

            if (layer == 0) { break; }

            Span<float> before = Deltas[layer - 1];
            for (int sample = 0; sample < Batch; sample++)
            {
                Span<float> delta = before.Slice(sample * ins, ins);
                Multiply(Weights(layer, 0), deltas[sample * outs], delta);
                for (int output = 1; output < outs; output++) { MultiplyAdd(Weights(layer, output), deltas[(sample * outs) + output], delta, delta); }
            }

            Elementwise.MultiplySlope(Network, inputs, before, work);
        }

        return loss;
    }

    private float CrossEntropy(ReadOnlySpan<float> targets)
    {
        int classes = Network.Outputs;
        Span<float> deltas = Deltas[^1], right = work.AsSpan(0, Batch);
        for (int sample = 0; sample < Batch; sample++)
        {
            Span<float> row = deltas.Slice(sample * classes, classes);
            SoftMax(Outputs.Slice(sample * classes, classes), row);
            ref float target = ref row[(int)targets[sample]];
            right[sample] = target;
            target -= 1;
        }

        Log(right, right);
        Multiply(deltas, 1f / Batch, deltas);
        return -Sum(right) / Batch;
    }
}
