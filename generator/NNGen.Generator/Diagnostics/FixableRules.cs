using System.Collections.Generic;

namespace NNGen.Generator.Diagnostics;

/// <summary>The rules that have a code fix, with a short description of it: the column of the table in <c>docs/diagnostics/README.md</c>.</summary>
internal static class FixableRules
{
    /// <summary>The descriptions by id.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(System.StringComparer.Ordinal)
    {
        ["NNG0001"] = "add `partial`",
        ["NNG0002"] = "add `partial`",
        ["NNG0003"] = "remove the keyword, if that is sufficient",
        ["NNG0004"] = "add `[Input]`",
        ["NNG0005"] = "remove the unused `[Input]`",
        ["NNG0006"] = "move `[Input]` to the top",
        ["NNG0008"] = "move the layers below `[Network]`",
        ["NNG0009"] = "write the nearest number, or remove the argument", // Expected, or Action: Remove
        ["NNG0010"] = "rename to a free name",
        ["NNG0012"] = "add `[Network]`",
        ["NNG0013"] = "rename to a valid name",
        ["NNG0015"] = "call the generated constructor",
        ["NNG0016"] = "rename to the suggestion", // Suggestion: the attribute's name
        ["NNG0017"] = "rename to the suggestion", // Suggestion, if there is one: the argument's name
        ["NNG1002"] = "write the inferred number", // Expected
        ["NNG1010"] = "rename to the nearest name above", // Suggestion
        ["NNG1012"] = "end the region, or remove an end without a beginning", // Insert after AdditionalLocations[0], or Action: Remove
        ["NNG1014"] = "remove the name", // the underlined attribute or argument
        ["NNG2001"] = "remove the second loss",
        ["NNG2002"] = "move the loss to the end",
        ["NNG2003"] = "insert or replace the last activation, or state `FromLogits`", // Action on AdditionalLocations[0], Suggestion
        ["NNG2004"] = "insert or replace the last activation, or state `FromLogits`", // Action on AdditionalLocations[0], Suggestion
        ["NNG2005"] = "use `[Sigmoid]` and `[BinaryCrossEntropy]`",
        ["NNG2006"] = "remove the activation, or `FromLogits`", // AdditionalLocations[0]: the activation
        ["NNG2007"] = "insert `[ReLU]` or `[Linear]`", // Insert after AdditionalLocations[0], Suggestion
        ["NNG2008"] = "remove the activation", // the underlined attribute
        ["NNG2009"] = "remove the activation", // the underlined attribute
        ["NNG2010"] = "remove the second activation", // the underlined attribute
        ["NNG2013"] = "use `[CrossEntropy]`", // Suggestion in place of the underlined attribute
        ["NNG2021"] = "insert `[Flatten]`, or make the input flat", // Suggestion: the layer to insert before the underlined one
        ["NNG4001"] = "write the length that fits", // Expected in place of AdditionalLocations[0], if there is one
        ["NNG4002"] = "write the length that fits", // the same
        ["NNG4003"] = "write the length that fits", // the same
        ["NNG4009"] = "write the length that fits", // the same
    };
}
