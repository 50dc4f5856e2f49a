using System;
using System.Collections.Generic;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The ranges of arguments. They depend on the name of the argument, not on the layer: a new layer whose <c>units</c> or <c>alpha</c>
/// has the usual meaning needs no change here.
/// </summary>
internal static class ArgumentRules
{
    // NNGen.Initializer: those that take a scale.
    private const int Constant = 10;
    private const int Uniform = 11;
    private const int Normal = 12;
    private const int Orthogonal = 13;
    private const int ForgetGate = 14;

    /// <summary>All whole numbers up to this one are exact in single precision: 2²⁴.</summary>
    private const int ExactInSingle = 1 << 24;

    /// <summary>The arguments about parameters, which the layer that owns them states.</summary>
    private static readonly HashSet<string> ofParameters = new(StringComparer.OrdinalIgnoreCase)
    {
        "Bias", "WeightInitializer", "WeightScale", "BiasInitializer", "BiasScale", "RecurrentInitializer", "RecurrentScale", "ForgetBias",
        "L1", "L2", "BiasL1", "BiasL2", "MaxNorm", "NonNegative", "Trainable",
    };

    private static readonly Dictionary<string, (string Rule, long Least)> integers =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["units"] = ("at least 1", 1),
            ["filters"] = ("at least 1", 1),
            ["length"] = ("at least 1", 1),
            ["vocabulary"] = ("at least 1", 1),
            ["dimensions"] = ("at least 1", 1),
            ["PaddingId"] = ("at least 0, or -1 for none", -1),
            ["Groups"] = ("at least 1", 1),
            ["Repeat"] = ("at least 1", 1),
            ["Multiplier"] = ("at least 1", 1),
            ["Pad"] = ("at least 0", 0),
            ["MaxParameters"] = ("at least 1, or 0 for any number", 0),
            ["Inputs"] = ("at least 1, or 0 to check nothing", 0),
        };

    // Constants are compared after rounding to the network's precision: 1e300 is infinite in single.
    private static readonly Dictionary<string, (string Rule, Func<double, bool> Holds)> numbers =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["slope"] = ("finite", IsFinite),
            ["alpha"] = ("finite and greater than 0", value => IsFinite(value) && value > 0),
            ["Weight"] = ("finite and greater than 0", value => IsFinite(value) && value > 0),
            ["delta"] = ("finite and greater than 0", value => IsFinite(value) && value > 0),
            ["Epsilon"] = ("finite and greater than 0", value => IsFinite(value) && value > 0),
            ["Momentum"] = ("above 0 and at most 1", value => value is > 0 and <= 1),
            ["RecurrentDropout"] = ("at least 0 and below 1", value => value is >= 0 and < 1),
            ["rate"] = ("at least 0 and below 1", value => value is >= 0 and < 1),
            ["stddev"] = NotNegative,
            ["L1"] = NotNegative,
            ["L2"] = NotNegative,
            ["BiasL1"] = NotNegative,
            ["BiasL2"] = NotNegative,
            ["MaxNorm"] = ("finite and greater than 0, or 0 for no limit", value => IsFinite(value) && value >= 0),
            ["LabelSmoothing"] = ("at least 0 and below 1", value => value is >= 0 and < 1),
            ["WeightScale"] = ("finite", IsFinite),
            ["BiasScale"] = ("finite", IsFinite),
            ["RecurrentScale"] = ("finite", IsFinite),
            ["ForgetBias"] = ("finite", IsFinite),
        };

    /// <summary>Whether an argument of a layer is about its parameters, so that the layer that owns them states it.</summary>
    public static bool IsOfParameters(string argument) => ofParameters.Contains(argument);

    /// <summary>Reports every argument of an attribute that is out of its range.</summary>
    public static void Check(AttributeDeclaration attribute, int index, Precision precision, IProblems problems)
    {
        foreach (var argument in attribute.Arguments)
        {
            if (integers.TryGetValue(argument.Name, out var integer) && argument.Integer < integer.Least && !RelativeWidth.Is(argument.Name, argument.Integer))
            {
                Report(argument.Name, InvariantText.Of(argument.Integer), integer.Rule, SuggestedFix.Write(integer.Least));
            }

            double rounded = precision == Precision.Single ? (float)argument.Number : argument.Number;
            if (numbers.TryGetValue(argument.Name, out var number) && !number.Holds(rounded))
            {
                string single = IsFinite(argument.Number) && !IsFinite(rounded) ? " in single precision" : "";
                Report(argument.Name, InvariantText.Of(argument.Number), number.Rule + single);
            }
        }

        if (attribute.Kind == "Input") { CheckShape(attribute, index, problems); }
        if (precision == Precision.Single && attribute.Vocabulary > ExactInSingle)
        {
            Report("vocabulary", InvariantText.Of(attribute.Vocabulary), $"at most {InvariantText.Of(ExactInSingle)}, up to which float holds every whole number, or stated for [Network(Precision = Precision.Double)]");
        }

        if (attribute.Text("Shared") is { } owner)
        {
            foreach (var argument in attribute.Arguments)
            {
                bool isOfBlock = attribute.Kind == "Block" && argument.Name == "Name"; // the modules are those of the block that owns them
                if (isOfBlock || IsOfParameters(argument.Name)) { Report(argument.Name, "stated", $"left out: the parameters are those of '{owner}'", SuggestedFix.Remove()); }
            }
        }

        CheckInitializer("WeightInitializer", "WeightScale");
        CheckInitializer("BiasInitializer", "BiasScale");
        CheckInitializer("RecurrentInitializer", "RecurrentScale");
        if (attribute.Has("Merge") && !attribute.Flag("Bidirectional", otherwise: false)) { Report("Merge", "stated", "left out unless Bidirectional = true", SuggestedFix.Remove()); }
        if (attribute.Flag("Stateful", otherwise: false) && (attribute.Flag("Bidirectional", otherwise: false) || attribute.Flag("GoBackwards", otherwise: false)))
        {
            Report("Stateful", "true", "left out where a layer begins at the last step, which does not follow the part before", SuggestedFix.Remove());
        }

        if (attribute.Flag("Stateful", otherwise: false) && attribute.Has("InitialState"))
        {
            Report("Stateful", "true", "left out where InitialState says what every sample begins with", SuggestedFix.Remove());
        }

        if (attribute.Has("InitialCell") && !attribute.Has("InitialState")) { Report("InitialCell", "stated", "left out unless InitialState is stated, too", SuggestedFix.Remove()); }
        if (attribute.Has("ForgetBias") && attribute.Integer("BiasInitializer", 0) != 0) { Report("ForgetBias", "stated", "left out if BiasInitializer is stated", SuggestedFix.Remove()); }
        if (!attribute.Flag("Bias", otherwise: true))
        {
            foreach (string name in new[] { "BiasInitializer", "BiasL1", "BiasL2", "ForgetBias", "RecurrentBias" })
            {
                if (attribute.Has(name)) { Report(name, "stated", "left out if Bias = false", SuggestedFix.Remove()); }
            }
        }

        if (attribute.Has("RecurrentBias") && !attribute.Flag("ResetAfter", otherwise: true)) { Report("RecurrentBias", "stated", "left out if ResetAfter = false, which has one bias", SuggestedFix.Remove()); }

        void CheckInitializer(string initializer, string scale)
        {
            long kind = attribute.Integer(initializer, 0);
            bool isWeight = initializer != "BiasInitializer";
            if (kind == ForgetGate) { Report(initializer, "ForgetGate", "another one: the biases of an LSTM have it unless another one is stated", SuggestedFix.Remove()); }
            if (kind == Orthogonal && !isWeight) { Report(initializer, "Orthogonal", "another one, because only weights form a matrix"); }
            if (kind == Constant && !attribute.Has(scale)) { Report(initializer, "Constant", $"stated with its value, {scale}"); }
            if (!attribute.Has(scale)) { return; }

            double number = attribute.Number(scale);
            if (kind is Uniform or Normal or Orthogonal && number <= 0)
            {
                Report(scale, InvariantText.Of(number), $"greater than 0, or left out for {(kind == Orthogonal ? "1" : "0.05")}", SuggestedFix.Remove());
            }
            else if (kind is not (Constant or Uniform or Normal or Orthogonal))
            {
                Report(
                    scale, "stated", $"left out unless {initializer} is Constant, Uniform{(isWeight ? ", Normal or Orthogonal" : " or Normal")}", SuggestedFix.Remove());
            }
        }

        void Report(string name, string value, string rule, SuggestedFix? suggestion = null) =>
            problems.Report(Rules.ArgumentOutOfRange, index, name, suggestion, [attribute.Kind, name, value, rule]);
    }

    private static (string Rule, Func<double, bool> Holds) NotNegative => ("finite and at least 0", value => IsFinite(value) && value >= 0);

    private static void CheckShape(AttributeDeclaration input, int index, IProblems problems)
    {
        var shape = input.Integers("shape");
        if (shape.Count == 0) { Report("shape", "at least one dimension"); }
        for (int i = 0; i < shape.Count; i++)
        {
            if (shape[i] < 1) { Report($"shape[{i}]", "at least 1 in every dimension", SuggestedFix.Write(1)); }
        }

        void Report(string place, string rule, SuggestedFix? suggestion = null) =>
            problems.Report(Rules.ArgumentOutOfRange, index, place, suggestion, [input.Kind, "shape", shape.ToString(), rule]);
    }

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);
}
