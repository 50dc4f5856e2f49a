using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>A mistake of a block that shows only where it is used: reported there, with its place in the block in addition.</summary>
internal static class BlockDiagnostic
{
    /// <summary>The property with the class of the block: the attribute that uses it is underlined, so no fix can be offered there.</summary>
    public const string Block = nameof(Block);

    /// <summary>Creates it.</summary>
    /// <param name="rule">The violated rule.</param>
    /// <param name="use">The attribute that uses the block.</param>
    /// <param name="block">The class of the block.</param>
    /// <param name="inner">The attribute in the block, if its source is available.</param>
    /// <param name="details">The values of the message.</param>
    public static Diagnostic Of(DiagnosticDescriptor rule, Location use, string block, Location? inner, object[] details)
    {
        var there = new DiagnosticDescriptor(
            rule.Id, rule.Title, $"In {block}: {rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture)}", rule.Category, rule.DefaultSeverity, rule.IsEnabledByDefault, rule.Description, rule.HelpLinkUri);
        return Diagnostic.Create(there, use, inner is null ? null : new[] { inner }, ImmutableDictionary<string, string?>.Empty.Add(Block, block), details);
    }
}
