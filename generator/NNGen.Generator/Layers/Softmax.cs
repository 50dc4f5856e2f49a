using System;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Layers;

/// <summary>e^(x − max) / Σ e^(x − max) over the last axis, or its logarithm x − max − ln Σ e^(x − max).</summary>
internal sealed record Softmax(string Name, int Attribute, Shape Shape, bool Log) : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => Log ? "LogSoftmax" : "Softmax";

    public override string Description => Kind;

    // The logarithms of a log-softmax are not between 0 and 1.
    public override bool GivesProbabilities => !Log;

    // The largest probability is that of the highest value against all others at the lowest.
    public override ValueRange Range(ValueRange input)
    {
        double spread = input.High - input.Low;
        var range = new ValueRange(1 / (1 + ((Shape.Size - 1) * Math.Exp(spread))), 1 / (1 + ((Shape.Size - 1) * Math.Exp(-spread))));
        return Log ? new ValueRange(Math.Log(range.Low), Math.Log(range.High)) : range;
    }

    public static Layer? Infer(LayerContext context)
    {
        context.RequireFlat();
        return new Softmax(context.Name, context.Attribute, Shape.Flat(context.Input.Size), context.Declaration.Kind == "LogSoftmax");
    }

    public override Value Lower(ProgramBuilder program, Value input)
    {
        Value max = program.Max(Name + "Max", input);
        Value shifted = program.Map(Name + "Shifted", new Operand(0) - new Operand(1), input, max);
        Value exponent = program.Map(Name + "Exponent", Expression.Call(Function.Exp, new Operand(0)), shifted);
        Value sum = program.Sum(Name + "Sum", exponent);
        if (Log)
        {
            Value logarithm = program.Map(Name + "Logarithm", Expression.Call(Function.Log, new Operand(0)), sum);
            return program.Map(Name, new Operand(0) - new Operand(1), shifted, logarithm);
        }

        // One division for all classes.
        Value reciprocal = program.Map(Name + "Reciprocal", 1 / new Operand(0), sum);
        return program.Map(Name, new Operand(0) * new Operand(1), exponent, reciprocal);
    }
}
