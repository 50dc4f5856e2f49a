using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Model;

/// <summary>Checks user-defined formulas.</summary>
internal static class FormulaRules
{
    /// <summary>The range in which values and slopes are checked, which covers the outputs of a layer in training.</summary>
    private static readonly double[] points = [0, 1, -1, 0.5, -0.5, 0.1, -0.1, 3, -3, 10, -10];

    /// <summary>Reports mistakes in a formula alone.</summary>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="index">The index of the attribute.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool Check(AttributeDeclaration attribute, int index, IProblems problems)
    {
        if (OwnFormula.Parse(attribute, out FormulaError? error) is not { } formula)
        {
            string location = $"{OwnFormula.Argument}[{error!.Start}..{error.Start + error.Length}]";
            if (error.Unknown is { } word)
            {
                string[] variables = OwnFormula.Variables(attribute);
                string[] known = [.. variables, .. FormulaParser.Functions.Keys, "pi"];
                string fix = Spelling.Closest(word, known) is { } meant ? $"did you mean '{meant}'?" : $"use {string.Join(" and ", variables)}, numbers and these";
                problems.Report(Rules.UnknownInFormula, index, location, word, attribute.Kind, InvariantText.List(FormulaParser.Functions.Keys), fix);
            }
            else { problems.Report(Rules.FormulaSyntax, index, location, attribute.Kind, error.Fact, error.Fix); }
            return false;
        }

        if (Calculus.Derivative(formula, 0) is not Constant { Value: 0 }) { return true; }
        string variable = OwnFormula.Variables(attribute)[0];
        bool isUsed = Calculus.Nodes(formula).Contains(new Operand(0));
        problems.Report(
            Rules.FormulaWithoutGradient, index, OwnFormula.Argument, attribute.Kind, isUsed ? $"is flat in {variable} everywhere" : $"does not depend on {variable}",
            isUsed ? "use a smooth step, such as sigmoid" : $"use {variable} in it");
        return false;
    }

    /// <summary>Reports a value at which an activation, or its slope, is not finite.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="arriving">The range of the input values.</param>
    /// <param name="attribute">The index of its attribute.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void CheckActivation(Expression formula, ValueRange arriving, int attribute, IProblems problems) =>
        CheckPoints(formula, "Activation", points.Where(x => x >= arriving.Low && x <= arriving.High).Select(x => new[] { x }), x => $"x = {InvariantText.Of(x[0])}", attribute, problems);

    /// <summary>Reports a prediction and a target at which a loss, or its slope, is not finite.</summary>
    public static void CheckLoss(Expression formula, ValueRange outputs, int attribute, IProblems problems)
    {
        double[] inside = [.. points.Where(p => p > outputs.Low && p < outputs.High)];
        CheckPoints(
            formula, "Loss", inside.SelectMany(p => inside.Select(t => new[] { p, t })), x => $"p = {InvariantText.Of(x[0])}, t = {InvariantText.Of(x[1])}", attribute, problems);
    }

    private static void CheckPoints(
        Expression formula, string kind, IEnumerable<double[]> points, System.Func<double[], string> text, int attribute, IProblems problems)
    {
        Expression slope = Calculus.Derivative(formula, 0);
        foreach (double[] point in points)
        {
            (string what, double value) = ("", FormulaValue.At(formula, point));
            if (IsFinite(value)) { (what, value) = ("has the slope ", FormulaValue.At(slope, point)); }
            if (IsFinite(value)) { continue; }
            string fact = (what.Length == 0 ? "is " : what) + (double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞");
            problems.Report(Rules.FormulaNotFinite, attribute, OwnFormula.Argument, kind, fact, text(point));
            return;
        }
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
