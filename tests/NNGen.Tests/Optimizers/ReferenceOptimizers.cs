using NNGen.Bits;

namespace NNGen.Tests;

/// <summary>PyTorch's optimizers on one parameter, in the textbook form and in double precision.</summary>
internal static class ReferenceOptimizers
{
    /// <summary>A parameter's values after each gradient.</summary>
    public delegate double[] Run(double parameter, double[] gradients);

    public static Dictionary<string, (Optimizer Optimizer, Run Run)> All { get; } = new()
    {
        ["sgd"] = (new SGD(0.1), (w, g) => Sgd(w, g, 0.1, 0, 0, false, 0)),
        ["sgd decay"] = (new SGD(0.1) { WeightDecay = 0.05 }, (w, g) => Sgd(w, g, 0.1, 0, 0, false, 0.05)),
        ["momentum"] = (new SGD(0.05, momentum: 0.9), (w, g) => Sgd(w, g, 0.05, 0.9, 0, false, 0)),
        ["momentum dampened"] = (new SGD(0.05, momentum: 0.9, dampening: 0.3) { WeightDecay = 0.02 }, (w, g) => Sgd(w, g, 0.05, 0.9, 0.3, false, 0.02)),
        ["nesterov"] = (new SGD(0.05, momentum: 0.9, nesterov: true), (w, g) => Sgd(w, g, 0.05, 0.9, 0, true, 0)),
        ["adam"] = (new Adam(0.01), (w, g) => Adam(w, g, 0.01, 0.9, 0.999, 1e-8, 0, false)),
        ["adam decay"] = (new Adam(0.01, 0.8, 0.95, 1e-3) { WeightDecay = 0.1 }, (w, g) => Adam(w, g, 0.01, 0.8, 0.95, 1e-3, 0.1, false)),
        ["adamw"] = (new AdamW(0.01, weightDecay: 0.1), (w, g) => Adam(w, g, 0.01, 0.9, 0.999, 1e-8, 0.1, true)),
        ["rmsprop"] = (new RMSProp(0.01), (w, g) => RmsProp(w, g, 0.01, 0.99, 1e-8, 0, false, 0)),
        ["rmsprop momentum"] = (new RMSProp(0.01, momentum: 0.7) { WeightDecay = 0.1 }, (w, g) => RmsProp(w, g, 0.01, 0.99, 1e-8, 0.7, false, 0.1)),
        ["rmsprop centered"] = (new RMSProp(0.01, alpha: 0.9, centered: true), (w, g) => RmsProp(w, g, 0.01, 0.9, 1e-8, 0, true, 0)),
        ["rmsprop all"] = (new RMSProp(0.01, 0.9, 1e-4, 0.5, true), (w, g) => RmsProp(w, g, 0.01, 0.9, 1e-4, 0.5, true, 0)),
        ["own"] = (new SignMomentum(0.01), (w, g) => Signs(w, g, 0.01, 0.9, 0)),
        ["own decay"] = (new SignMomentum(0.02, 0.6) { WeightDecay = 0.1 }, (w, g) => Signs(w, g, 0.02, 0.6, 0.1)),
        ["adagrad"] = (new Adagrad(0.05), (w, g) => Adagrad(w, g, 0.05, 1e-10, 0, 0)),
        ["adagrad start"] = (new Adagrad(0.05, 1e-5, 0.1) { WeightDecay = 0.1 }, (w, g) => Adagrad(w, g, 0.05, 1e-5, 0.1, 0.1)),
    };

    private static double[] Signs(double w, double[] gradients, double rate, double beta, double decay)
    {
        double mean = 0;
        return [.. gradients.Select(gradient =>
        {
            mean = beta * mean + (1 - beta) * (gradient + decay * w);
            return w -= rate * mean / (Math.Abs(mean) + 0.1);
        })];
    }

    private static double[] Sgd(double w, double[] gradients, double rate, double momentum, double dampening, bool nesterov, double decay)
    {
        double? velocity = null;
        return [.. gradients.Select(gradient =>
        {
            double g = gradient + decay * w;
            if (momentum == 0) { return w -= rate * g; }
            velocity = velocity is { } v ? momentum * v + (1 - dampening) * g : g;
            return w -= rate * (nesterov ? g + momentum * velocity.Value : velocity.Value);
        })];
    }

    private static double[] Adam(
        double w, double[] gradients, double rate, double beta1, double beta2, double epsilon, double decay, bool decoupled)
    {
        double m = 0, v = 0;
        return [.. gradients.Select((gradient, i) =>
        {
            if (decoupled) { w *= 1 - rate * decay; }
            double g = decoupled ? gradient : gradient + decay * w;
            m = beta1 * m + (1 - beta1) * g;
            v = beta2 * v + (1 - beta2) * g * g;
            double meanHat = m / (1 - Math.Pow(beta1, i + 1)), squareHat = v / (1 - Math.Pow(beta2, i + 1));
            return w -= rate * meanHat / (Math.Sqrt(squareHat) + epsilon);
        })];
    }

    private static double[] RmsProp(
        double w, double[] gradients, double rate, double alpha, double epsilon, double momentum, bool centered, double decay)
    {
        double v = 0, mean = 0, buffer = 0;
        return [.. gradients.Select(gradient =>
        {
            double g = gradient + decay * w;
            v = alpha * v + (1 - alpha) * g * g;
            mean = alpha * mean + (1 - alpha) * g;
            double step = g / (Math.Sqrt(centered ? v - mean * mean : v) + epsilon);
            buffer = momentum * buffer + step;
            return w -= rate * buffer;
        })];
    }

    private static double[] Adagrad(double w, double[] gradients, double rate, double epsilon, double start, double decay)
    {
        double sum = start;
        return [.. gradients.Select(gradient =>
        {
            double g = gradient + decay * w;
            sum += g * g;
            return w -= rate * g / (Math.Sqrt(sum) + epsilon);
        })];
    }
}
