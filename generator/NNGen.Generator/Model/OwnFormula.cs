using NNGen.Generator.Ir;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Formulas that users write in attributes: <c>[Activation("x - tanh(x)")]</c>, <c>[Loss("(p - t)^2")]</c>.</summary>
internal static class OwnFormula
{
    /// <summary>The name of the argument.</summary>
    public const string Argument = "formula";

    private static readonly string[] ofActivation = ["x"];
    private static readonly string[] ofLoss = ["p", "t"];

    /// <summary>Whether an attribute has a formula.</summary>
    public static bool IsIn(AttributeDeclaration attribute) => attribute.Kind is "Activation" or "Loss";

    /// <summary>The variables of an attribute's formula, by operand.</summary>
    public static string[] Variables(AttributeDeclaration attribute) => attribute.Kind == "Loss" ? ofLoss : ofActivation;

    /// <summary>The formula on one line.</summary>
    public static string Text(AttributeDeclaration attribute) =>
        string.Join(" ", (attribute.Text(Argument) ?? "").Split((char[]?)null, System.StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Reads an attribute's formula.</summary>
    public static Expression? Parse(AttributeDeclaration attribute, out FormulaError? error) =>
        FormulaParser.Parse(attribute.Text(Argument) ?? "", Variables(attribute), out error);

    /// <summary>The formula of an activation; a formula without other problems if it cannot be read.</summary>
    public static Expression OfActivation(AttributeDeclaration attribute) =>
        Parse(attribute, out _) ?? new Operand(0) * Expression.Call(Function.Sigmoid, new Operand(0));

    /// <summary>The formula of a loss; a formula without other problems if it cannot be read.</summary>
    public static Expression OfLoss(AttributeDeclaration attribute) =>
        Parse(attribute, out _) ?? Expression.Call(Function.Abs, new Operand(0) - new Operand(1));
}
