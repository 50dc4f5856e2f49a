using NNGen.Generator.Diagnostics;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;
using NNGen.Tests;

namespace NNGen.Generator.Tests;

/// <summary>The operations of a network, interpreted number by number: what they say, independent of schedules and kernels.</summary>
internal sealed class InterpretedNetwork(NetworkDeclaration declaration)
{
    private readonly NetworkGraph graph = NetworkInference.Infer(declaration, new Unexpected()) ?? throw new InvalidOperationException($"{declaration.Name} has mistakes.");

    /// <summary>The predictions for samples.</summary>
    public double[] Predict(SampleBatch samples, double[] parameters)
    {
        ForwardProgram program = Lowering.Lower(graph, isTraining: false);
        Interpreter interpreter = Start(program, samples, parameters);
        foreach (Derivation derivation in program.Derivations) { Derive(derivation, parameters, interpreter); }
        interpreter.Run([.. program.Trunk, .. program.Activation]);
        return interpreter[program.Output];
    }

    /// <summary>The mean loss of samples and its gradients, as a step of training without noise has them.</summary>
    public Slopes Gradients(SampleBatch samples, double[] parameters)
    {
        ForwardProgram program = Lowering.Lower(graph);
        (ProgramBuilder builder, SampleLoss loss) = (program.Builder, program.Loss!);
        Tensor seed = builder.Declare("seedOfLoss", []);
        var mean = new Contract(builder.Declare("meanLoss", []), loss.Result.Loss, loss.Scale);
        Operation[] forward = [.. program.Trunk.Select(operation => operation is Scan scan ? ScanGradient.Keeping(scan, builder) : operation), .. loss.Operations, mean];
        IReadOnlyDictionary<Tensor, Tensor> gradients = Reverse.Differentiate(forward, mean.Output, seed, [program.Input, .. builder.Parameters], builder);
        Interpreter interpreter = Start(program, samples, parameters);
        interpreter[loss.Target] = samples.Targets;
        interpreter[loss.Weight] = Repeated(1, samples.Size);
        interpreter[loss.Scale] = Repeated(1.0 / samples.Size, samples.Size);
        interpreter[seed] = [1];
        interpreter.Run([.. forward, .. builder.Take()]);

        double[] slopes = new double[graph.ParameterCount];
        foreach (Tensor use in builder.Parameters.Where(use => use.Parameter is { IsState: false } && gradients.ContainsKey(use)))
        {
            double[] slope = interpreter[gradients[use]];
            for (int i = 0; i < slope.Length; i++) { slopes[use.Parameter!.Offset + i] += slope[i]; }
        }

        return new Slopes(interpreter[mean.Output][0], slopes, gradients.TryGetValue(program.Input, out Tensor? input) ? interpreter[input] : new double[samples.Inputs.Length]);
    }

    private static Interpreter Start(ForwardProgram program, SampleBatch samples, double[] parameters)
    {
        var interpreter = new Interpreter(samples.Size) { [program.Input] = samples.Inputs };
        foreach (Tensor use in program.Builder.Parameters) { interpreter[use] = Values(use.Parameter!, parameters); }
        if (program.Builder.BatchOrNone is { } batch)
        {
            interpreter[batch.Size] = [samples.Size];
            interpreter[batch.Present] = Repeated(1, samples.Size);
        }

        return interpreter;
    }

    /// <summary>A normalization by running statistics as a factor and a summand, or in the weights and the bias of the product before it.</summary>
    private static void Derive(Derivation derivation, double[] parameters, Interpreter interpreter)
    {
        double[] variance = Values(derivation.Variance, parameters), mean = Values(derivation.Mean, parameters);
        double[] Or(Parameter? parameter, double otherwise) => parameter is null ? Repeated(otherwise, mean.Length) : Values(parameter, parameters);
        double[] scale = [.. variance.Zip(Or(derivation.Gain, 1), (square, gain) => gain / Math.Sqrt(square + derivation.Epsilon))];
        double[] shift = Or(derivation.Shift, 0), bias = Or(derivation.FromBias, 0);
        double[] weights = derivation.From is null ? Repeated(1, mean.Length) : Values(derivation.From, parameters);
        interpreter[derivation.Weights] = [.. weights.Select((weight, i) => weight * scale[i / (weights.Length / mean.Length)])];
        interpreter[derivation.Bias] = [.. bias.Select((value, i) => ((value - mean[i]) * scale[i]) + shift[i])];
    }

    private static double[] Values(Parameter parameter, double[] parameters) => parameters[parameter.Offset..(parameter.Offset + parameter.Count)];

    private static double[] Repeated(double value, int count) => [.. Enumerable.Repeat(value, count)];

    private sealed class Unexpected : IProblems
    {
        // Warnings are those of a random declaration.
        public void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details) =>
            Assert.NotEqual(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, rule.DefaultSeverity);
    }
}
