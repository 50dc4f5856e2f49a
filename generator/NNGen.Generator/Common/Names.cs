using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator;

/// <summary>Identifiers from layer names.</summary>
internal static class Names
{
    /// <summary>Names that the generated code uses.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "batch", "workspace", "mode", "panel", "panels", "inPanel", "width", "lane", "lanes", "value", "values", "parameters", "gradients", "weights",
        "bias", "row", "first", "firstRow", "endRow", "tile", "endTile", "column", "columns", "next", "samples", "packed", "scratch",
        "result", "partial", "copy", "xa", "xb", "rows", "finite", "ahead", "step", "count", "share", "end", "check", "at", "predictOne", "team",
    ];

    /// <summary>Names of the types that kernels use, and of their methods: a formula's type has another name.</summary>
    public static IReadOnlyList<string> OfKernels { get; } =
    [
        "Batch", "BatchState", "FixedLanes", "IFormula", "IFormulaOfTwo", "IOneSample", "ISimd", "ITileRows", "IgnoredSteps", "JitOptions", "Lanes", "Math", "MemoryMarshal", "MethodImpl",
        "NoisePanels", "PackedColumns", "Packing", "Panels", "ParameterValues", "PassMode", "PortableDouble", "PortableSingle", "Prefetch", "RegisterTile", "Scratch", "SharedGradients",
        "Simd", "StateValues", "Streams", "Team", "TokenIds", "Unsafe", "VectorMath", "WideDouble", "WideSingle", "Workspace",
        "IsScratchOnStack", "OutputAt", "Pack", "ParallelWork", "PackedLength", "Pass", "ScratchLength", "Tokens", "WeightGradients",
    ];

    /// <summary>Suffixes that the generated code appends to a value's name: <c>hRows</c> is the memory of <c>h</c>, not a layer's value.</summary>
    private static readonly IReadOnlyList<string> Endings = ["Row", "Rows", "At", "Tile", "Result", "Part", "Values"];

    private static readonly char[] Digits = "0123456789".ToCharArray();

    /// <summary><c>conv-1_out</c> → <c>Conv1Out</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        bool start = true;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                start = true;
                continue;
            }

            text.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }

        return text.Length > 0 && char.IsLetter(text[0]) ? text.ToString() : "Layer" + text;
    }

    /// <summary>A name for a local, different from all names that the generated code uses.</summary>
    public static string Local(string name)
    {
        string pascal = Pascal(name);
        string camel = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        bool taken = Reserved.Contains(camel.TrimEnd(Digits))
            || camel.Skip(1).All(char.IsDigit)
            || Endings.Any(ending => camel.TrimEnd(Digits).EndsWith(ending, StringComparison.Ordinal))
            || SyntaxFacts.GetKeywordKind(camel) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(camel) != SyntaxKind.None;
        return taken ? camel + "Layer" : camel;
    }
}
