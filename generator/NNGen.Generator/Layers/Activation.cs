using System;
using System.Collections.Generic;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using static NNGen.Generator.Ir.Expression;

namespace NNGen.Generator.Layers;

/// <summary>An element-wise activation: a formula and, if it is simpler than the symbolic one, its derivative in terms of its value.</summary>
internal sealed record Activation(string Name, int Attribute, Shape Shape, string Activates, string Text, Expression Activate, Expression? Derivative)
    : Layer(Name, Attribute, Shape, Shape)
{
    public override string Kind => Activates;

    public override bool WorksOnEachStep => true;

    public override string Description => Text;

    /// <summary>The argument, or its default, of activations that take one.</summary>
    public override EquatableArray<Argument> Arguments => Argument is { } argument ? new([argument]) : default;

    private Argument? Argument { get; init; }

    public override Expression Formula => Activate;

    public override string? OwnFormula => Activates == "Activation" ? Text : null;

    public override bool IsAffine => Activates == "Linear";

    public override bool GivesProbabilities => Activates is "Sigmoid" or "HardSigmoid";

    /// <summary>Whether it is flat for negative values, so that no gradient passes there.</summary>
    public override bool IsFlatBelow => FormulaValue.At(Formula, -5) == FormulaValue.At(Formula, -4);

    /// <summary>Whether no gradient passes if its input is 0.</summary>
    public override bool IsFlatAtZero =>
        FormulaValue.At(Derivative ?? Calculus.Derivative(Formula, 0), 0, FormulaValue.At(Formula, 0)) == 0;

    public override ValueRange Range(ValueRange input) => input.Through(Formula);

    public override Tensor Lower(ProgramBuilder program, Tensor input) =>
        IsAffine ? input
        : Derivative is null ? program.Elementwise(Name, Formula, input)
        : program.Elementwise(Name, Formula, [input], [Derivative]);

    private static readonly Expression X = new Operand(0);
    private static readonly Expression Y = new Result();

    private static readonly IReadOnlyDictionary<string, Func<LayerContext, (string Text, Expression Formula, Expression? Derivative)>> Formulas =
        new Dictionary<string, Func<LayerContext, (string, Expression, Expression?)>>
        {
            ["Linear"] = _ => ("Linear", X, null),
            ["Sigmoid"] = _ => ("Sigmoid", Call(Function.Sigmoid, X), null),
            ["Tanh"] = _ => ("Tanh", Call(Function.Tanh, X), null),
            ["ReLU"] = _ => ("ReLU", Max(X, 0), null),
            ["ReLU6"] = _ => ("ReLU6", Min(Max(X, 0), 6), null),
            ["LeakyReLU"] = context => LeakyReLU(context.Declaration.Number("slope")),
            // 1 − e^−y is the sigmoid of x; expm1 keeps it exact for small y.
            ["Softplus"] = _ => ("Softplus", Call(Function.Softplus, X), -Call(Function.Expm1, -Y)),
            ["ELU"] = context => ELU(context.Declaration.Number("alpha", 1)),
            ["SELU"] = _ => SELU(),
            ["GELU"] = context => context.Declaration.Integer("approximation", 0) == 0
                ? ("GELU", 0.5 * X * (1 + Call(Function.Erf, X * Math.Sqrt(0.5))), null)
                : TanhGELU(),
            ["SiLU"] = _ => ("SiLU", X * Call(Function.Sigmoid, X), null),
            ["Mish"] = _ => ("Mish", X * Call(Function.Tanh, Call(Function.Softplus, X)), null),
            ["HardSigmoid"] = _ => (
                "HardSigmoid",
                Min(Max((X * (1 / 6.0)) + 0.5, 0), 1),
                // By x, not by y: y rounds to 1 below 3.
                WhereGreater(X, -3, WhereGreater(3, X, 1 / 6.0, 0), 0)),
            // As x · HardSigmoid(x): 6x would overflow for large x.
            ["HardSwish"] = _ => (
                "HardSwish",
                X * Min(Max((X * (1 / 6.0)) + 0.5, 0), 1),
                WhereGreater(X, -3, WhereGreater(3, X, (X + 1.5) * (1 / 3.0), 1), 0)),
            ["Activation"] = context => (Model.OwnFormula.Text(context.Declaration), Model.OwnFormula.OfActivation(context.Declaration), null),
            ["Softsign"] = _ => ("Softsign", X / (1 + Call(Function.Abs, X)), Square(1 - Call(Function.Abs, Y))),
        };

    public static IEnumerable<string> Kinds => Formulas.Keys;

    /// <summary>The formula of an activation without arguments, for use in another layer.</summary>
    public static ActivationFormula FormulaOf(string kind)
    {
        (string text, Expression formula, Expression? derivative) = Formulas[kind](null!);
        return new ActivationFormula(text, formula, derivative);
    }

    public static Layer Infer(LayerContext context)
    {
        (string text, Expression formula, Expression? derivative) = Formulas[context.Declaration.Kind](context);
        return new Activation(context.Name, context.Attribute, context.Input, context.Declaration.Kind, text, formula, derivative)
        {
            Argument = context.Declaration.Kind switch
            {
                "LeakyReLU" => new Argument("slope", context.Declaration.Number("slope")),
                "ELU" => new Argument("alpha", context.Declaration.Number("alpha", 1)),
                "GELU" => new Argument("approximation", context.Declaration.Integer("approximation", 0)),
                _ => (Argument?)null,
            },
        };
    }

    private static (string, Expression, Expression?) LeakyReLU(double slope) => (
        $"LeakyReLU {slope:R}",
        WhereGreater(X, 0, X, slope * X),
        // With a negative slope, both sides are positive: then only x distinguishes them.
        slope >= 0 ? WhereGreater(Y, 0, 1, slope) : WhereGreater(X, 0, 1, slope));

    private static (string, Expression, Expression?) ELU(double alpha) => (
        alpha == 1 ? "ELU" : $"ELU {alpha:R}",
        WhereGreater(X, 0, X, alpha * Call(Function.Expm1, X)),
        alpha >= 0 ? WhereGreater(Y, 0, 1, Y + alpha) : null);

    private static (string, Expression, Expression?) SELU()
    {
        // Klambauer et al. 2017, the constants of both Keras and PyTorch.
        const double Alpha = 1.6732632423543772, Scale = 1.0507009873554805;
        return (
            "SELU",
            WhereGreater(X, 0, Scale * X, (Scale * Alpha) * Call(Function.Expm1, X)),
            WhereGreater(Y, 0, Scale, Y + (Scale * Alpha)));
    }

    private static (string, Expression, Expression?) TanhGELU()
    {
        double root = Math.Sqrt(2 / Math.PI);
        Expression tanh = Call(Function.Tanh, root * (X + (0.044715 * (X * X * X))));

        // Beyond ±16 the hyperbolic tangent is ±1 in any precision, and 1 − tanh² is 0; the square that it is multiplied by must stay finite.
        Expression near = Min(Max(X, -16), 16);
        return (
            "GELU (tanh)",
            0.5 * X * (1 + tanh),
            (0.5 * (1 + tanh)) + ((0.5 * X) * ((1 - Square(tanh)) * (root * (1 + ((3 * 0.044715) * (near * near)))))));
    }

    private static Expression Square(Expression x) => x * x;
}
