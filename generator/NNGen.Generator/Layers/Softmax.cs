using System;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>e^(x − max) / Σ e^(x − max) over the last axis, or its logarithm x − max − ln Σ e^(x − max).</summary>
internal sealed record Softmax(string Name, int Attribute, Shape Shape, bool Log) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => Log ? "LogSoftmax" : "Softmax";

    public override bool WorksOnEachStep => true;

    public override string Description => Kind;

    public override bool GivesShares => true;

    // The logarithms of a log-softmax are not between 0 and 1.
    public override bool GivesProbabilities => !Log;

    // The largest probability occurs if one value is the highest possible and all others are the lowest.
    public override ValueRange Range(ValueRange input)
    {
        double spread = input.High - input.Low;
        var range = new ValueRange(1 / (1 + ((Classes - 1) * Math.Exp(spread))), 1 / (1 + ((Classes - 1) * Math.Exp(-spread))));
        return Log ? new ValueRange(Math.Log(range.Low), Math.Log(range.High)) : range;
    }

    private int Classes => Shape.Dimensions[Shape.Dimensions.Count - 1];

    public static Layer? Infer(LayerContext context)
    {
        return new Softmax(context.Name, context.Attribute, context.Input, context.Declaration.Kind == "LogSoftmax");
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        // At each position of the other axes.
        Axis[] kept = [.. input.Axes.Take(input.Axes.Count - 1)];
        if (Shape.Size == 1) { kept = [Axis.Samples]; }
        Tensor max = program.Reduce(Name + "Max", Reduction.Max, input, kept);
        Tensor shifted = program.Elementwise(Name + "Shifted", new Operand(0) - new Operand(1), input, max);
        Tensor exponential = program.Elementwise(Name + "Exponential", Expression.Call(Function.Exp, new Operand(0)), shifted);
        Tensor sum = program.Reduce(Name + "Sum", Reduction.Sum, exponential, kept);
        if (Log)
        {
            Tensor logarithm = program.Elementwise(Name + "Logarithm", Expression.Call(Function.Log, new Operand(0)), sum);
            return program.Elementwise(Name, new Operand(0) - new Operand(1), shifted, logarithm);
        }

        // One division for all classes.
        Tensor reciprocal = program.Elementwise(Name + "Reciprocal", 1 / new Operand(0), sum);
        return program.Elementwise(Name, new Operand(0) * new Operand(1), exponential, reciprocal);
    }
}
