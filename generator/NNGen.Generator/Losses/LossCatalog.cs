using System;
using System.Collections.Generic;
using NNGen.Generator.Model;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Losses;

/// <summary>Every kind of loss by its attribute's name.</summary>
internal static class LossCatalog
{
    private static readonly IReadOnlyDictionary<string, Func<AttributeDeclaration, Loss>> Kinds = new Dictionary<string, Func<AttributeDeclaration, Loss>>
    {
        ["MeanSquaredError"] = _ => new MeanSquaredError(),
        ["MeanAbsoluteError"] = _ => new MeanAbsoluteError(),
        ["Huber"] = attribute => new Huber(attribute.Number("delta", 1)),
        ["ErrorToSignalRatio"] = attribute => new ErrorToSignalRatio(attribute.Number("Epsilon", 1e-5)),
        ["BinaryCrossEntropy"] = attribute => new BinaryCrossEntropy(attribute.Flag("FromLogits", false), attribute.Number("LabelSmoothing", 0)),
        ["CrossEntropy"] = attribute => new CrossEntropy(
            attribute.Flag("FromLogits", false), attribute.Number("LabelSmoothing", 0), attribute.Has("IgnoreIndex") ? (int)attribute.Integer("IgnoreIndex", 0) : null),
        ["Loss"] = attribute => new FormulaLoss(OwnFormula.Text(attribute), OwnFormula.OfLoss(attribute)),
    };

    public static bool Contains(string kind) => Kinds.ContainsKey(kind);

    public static Loss Make(AttributeDeclaration attribute) => Kinds[attribute.Kind](attribute);
}
