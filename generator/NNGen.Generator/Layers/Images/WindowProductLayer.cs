using System.Collections.Generic;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>A convolution, or the transpose of one: a product of weights and windows, plus a bias for each channel of the result.</summary>
internal abstract record WindowProductLayer(
    string Name, int Attribute, string Kind, Shape Input, Shape Output, Window Window, Parameter Weight, Parameter? Bias) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind { get; } = Kind;

    public override EquatableArray<Argument> Arguments => WindowArguments.Of(Window);

    public override EquatableArray<Parameter> Parameters => new(Bias is null ? new[] { Weight } : new[] { Weight, Bias });

    public override bool IsAffine => true;

    public override bool IsProduct => true;

    // A convolution in groups and one over all channels together are cheaper than one layer that does the work of both.
    public override bool IsFactor => Window.Groups > 1;

    public override long MultiplyAdds => Window.MultiplyAdds;

    /// <summary>The name of the product without its bias.</summary>
    protected string ProductName => Bias is null ? Name : Name + "Product";

    /// <summary>Adds the bias, if there is one.</summary>
    protected Tensor WithBias(ProgramBuilder program, Tensor product, IReadOnlyList<Axis> axes) => Bias is null ? product
        : program.Elementwise(Name, new Operand(0) + new Operand(1), product, program.Parameter(Bias, Name + "Bias", axes[axes.Count - 1]));
}
