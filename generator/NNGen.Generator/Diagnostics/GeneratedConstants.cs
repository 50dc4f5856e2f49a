using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// A declaration that takes a constant of a generated half, such as <c>[Input(Encoder.OutputSize)]</c>. The generator does not see what it
/// generates, so it could not read the attribute and printed a stub; here, where everything is generated, the attribute can be read: without
/// this rule the program would build, and throw.
/// </summary>
internal static class GeneratedConstants
{
    private static readonly string[] names = ["InputSize", "OutputSize", "ParameterCount", "Summary"];

    /// <summary>Reports the argument that the generator could not read.</summary>
    /// <param name="type">A network whose attributes can be read here.</param>
    /// <param name="places">Receives where the argument stands.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Whether the values of its arguments can be believed: a stub's constants are none.</returns>
    public static bool Check(INamedTypeSymbol type, DiagnosticLocations places, IProblems problems, CancellationToken cancellation)
    {
        if (type.GetMembers(GeneratedMembers.UnreadMark).IsEmpty) { return true; }

        // An editor may run the generator less often than the analyzers: a stub beside a declaration of plain numbers is only old.
        var arguments = type.GetAttributes()
            .Where(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass) || KnownAttributes.IsPart(attribute.AttributeClass))
            .SelectMany(attribute => Arguments(attribute, cancellation).Select(argument => (Kind: KnownAttributes.Kind(attribute.AttributeClass!), argument.Expression)))
            .Where(argument => IsTakenFromElsewhere(argument.Expression))
            .OrderBy(argument => IsGenerated(argument.Expression) ? 0 : 1)
            .ToList();
        if (arguments.Count == 0) { return true; }

        const string Key = "generated constant";
        var (kind, expression) = arguments[0];
        places.Add(DiagnosticLocations.Class, Key, expression.GetLocation());
        problems.Report(Rules.GeneratedConstant, DiagnosticLocations.Class, Key, kind, expression.ToString());
        return false;
    }

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Arguments(AttributeData attribute, CancellationToken cancellation) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList?.Arguments ?? default;

    private static bool IsGenerated(ExpressionSyntax expression) => Words(expression).Any(names.Contains);

    // NNGen's enumerations are constants without any generator.
    private static bool IsTakenFromElsewhere(ExpressionSyntax expression) =>
        Words(expression).Any() && !Words(expression).Any(word => word is "Initializer" or "Precision" or "Approximation");

    private static IEnumerable<string> Words(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);
}
