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
