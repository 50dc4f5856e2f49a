using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Recognizes code that makes a mistake on purpose: a test of the exception (<c>Assert.Throws(() => net.Predict(new float[63]))</c>, or
/// <c>Action act = () => ...; act.Should().Throw()</c>), or a <c>try</c> that catches the exception that the mistake throws.
/// </summary>
internal static class ExpectedExceptions
{
    private static readonly string[] OfFiles = ["ParameterMismatchException", "SafeTensorsException"];
    private static readonly string[] OfLosses = ["InvalidOperationException"];
    private static readonly string[] OfArguments = ["ArgumentException", "ArgumentOutOfRangeException"];

    /// <summary>Whether the code around a call expects the exception that a violation of the rule throws.</summary>
    public static bool Surround(SyntaxNode call, DiagnosticDescriptor rule)
    {
        string[] exceptions = rule == Rules.FileDoesNotFit ? OfFiles : rule == Rules.NothingToTrainFor ? OfLosses : OfArguments;
        SyntaxNode inner = call;
        for (var node = call.Parent; node is not null; inner = node, node = node.Parent)
        {
            switch (node)
            {
                case TryStatementSyntax statement when statement.Block == inner
                    && statement.Catches.Any(clause => Name(clause.Declaration?.Type) is { } name && exceptions.Contains(name)):
                    return true;
                case AnonymousFunctionExpressionSyntax lambda when IsAsserted(lambda) || (NameOf(lambda) is { } act && IsAssertedLater(act, lambda)):
                case LocalFunctionStatementSyntax local when IsAssertedLater(local.Identifier.ValueText, local):
                    return true;
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    // Arguments of a test framework: Assert.Throws(act), Assert.That(act, Throws.Exception), Invoking(act), act.Should().Throw().
    private static bool IsAsserted(ExpressionSyntax code)
    {
        if (code.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list })
        {
            bool isAssertion = Name(call.Expression) switch
            {
                "Exception" or "ExceptionAsync" => call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && Name(owner) == "Record",
                "Invoking" or "Awaiting" => true,
                "That" => list.Arguments.Any(argument => argument.GetFirstToken().ValueText == "Throws"),
                var name => ExpectsException(name),
            };
            if (isAssertion) { return true; }
            code = call;
        }

        // Follow the calls chained to it.
        for (; code.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax; code = (ExpressionSyntax)code.Parent)
        {
            if (code.Parent is MemberAccessExpressionSyntax access && access.Expression == code && ExpectsException(access.Name.Identifier.ValueText)) { return true; }
        }

        return false;
    }

    // Throws, ThrowsAnyAsync, ThrowExactly, ShouldThrow; not NotThrow.
    private static bool ExpectsException(string? name) =>
        name is not null && name.Contains("Throw") && !name.Contains("Not") && !name.StartsWith("ThrowIf", StringComparison.Ordinal);

    // The variable that holds a lambda.
    private static string? NameOf(AnonymousFunctionExpressionSyntax lambda)
    {
        SyntaxNode value = lambda;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax) { value = value.Parent; }
        return value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } assignment when assignment.Right == value => variable.Identifier.ValueText,
            _ => null,
        };
    }

    private static bool IsAssertedLater(string name, SyntaxNode code)
    {
        SyntaxNode scope = code.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? code.SyntaxTree.GetRoot();
        return scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name && IsAsserted(use));
    }

    private static string? Name(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        _ => null,
    };
}
