using System;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// A network in a Razor file. Generators do not see the output of other generators, so without this check nothing would explain why the class has no
/// generated part.
/// </summary>
internal sealed record MarkupFile(SourcePlace Place)
{
    private static readonly Regex mark = new(@"\[\s*(NNGen\.)?Network(Attribute)?\s*[\],(]", RegexOptions.CultureInvariant);

    public static bool Is(AdditionalText file) =>
        file.Path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file, if a network is declared in it.</summary>
    public static MarkupFile? Find(AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text) { return null; }
        Match match = mark.Match(text.ToString());
        if (!match.Success) { return null; }
        var span = new TextSpan(match.Index, match.Length - 1);
        return new MarkupFile(SourcePlace.Of(file.Path, span, text.Lines.GetLinePositionSpan(span)));
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.NetworkInMarkup, Place.ToLocation(), Path.GetFileName(Place.File));
}
