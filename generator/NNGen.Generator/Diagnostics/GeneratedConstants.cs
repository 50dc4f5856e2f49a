using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Finds declarations that use a generated constant, such as <c>[Input(Encoder.OutputSize)]</c>. The generator does not see the code that it
/// generates, so it cannot read the attribute and prints a stub. The analyzer sees all generated code and can read the attribute: without this
/// rule, the program would build, and then throw.
/// </summary>
internal static class GeneratedConstants
{
    private static readonly string[] names = ["InputSize", "OutputSize", "ParameterCount", "Summary"];

    /// <summary>Reports the argument that the generator could not read.</summary>
    /// <param name="type">A network whose attributes the analyzer can read.</param>
    /// <param name="locations">Receives the location of the argument.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Whether the values of its arguments are valid, which the constants of a stub are not.</returns>
    public static bool Check(INamedTypeSymbol type, DiagnosticLocations locations, IProblems problems, CancellationToken cancellation)
    {
        if (type.GetMembers(GeneratedMembers.UnreadMark).IsEmpty) { return true; }

        // An editor may run the generator less often than the analyzers: if the declaration has only plain numbers, the stub is just outdated.
        var arguments = type.GetAttributes()
            .Where(attribute => KnownAttributes.IsNetwork(attribute.AttributeClass) || KnownAttributes.IsPart(attribute.AttributeClass))
            .SelectMany(attribute => Arguments(attribute, cancellation).Select(argument => (Kind: KnownAttributes.Kind(attribute.AttributeClass!), argument.Expression)))
            .Where(argument => IsTakenFromElsewhere(argument.Expression))
            .OrderBy(argument => IsGenerated(argument.Expression) ? 0 : 1)
            .ToList();
        if (arguments.Count == 0) { return true; }

        const string Key = "generated constant";
        var (kind, expression) = arguments[0];
        locations.Add(DiagnosticLocations.Class, Key, expression.GetLocation());
        problems.Report(Rules.GeneratedConstant, DiagnosticLocations.Class, Key, kind, expression.ToString());
        return false;
    }

    private static SeparatedSyntaxList<AttributeArgumentSyntax> Arguments(AttributeData attribute, CancellationToken cancellation) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax)?.ArgumentList?.Arguments ?? default;

    private static bool IsGenerated(ExpressionSyntax expression) => Words(expression).Any(names.Contains);

    // NNGen's enumerations are constants that do not need the generator.
    private static bool IsTakenFromElsewhere(ExpressionSyntax expression) =>
        Words(expression).Any() && !Words(expression).Any(word => word is "Initializer" or "Precision" or "Approximation");

    private static IEnumerable<string> Words(ExpressionSyntax expression) =>
        expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);
}
