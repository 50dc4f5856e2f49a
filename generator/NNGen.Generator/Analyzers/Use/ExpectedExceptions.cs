using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Analyzers;

/// <summary>
/// Tells code that makes a mistake on purpose: a test of the exception (<c>Assert.Throws(() => net.Predict(new float[63]))</c>), or a
/// <c>try</c> that catches the very exception which the mistake throws.
/// </summary>
internal static class ExpectedExceptions
{
    private static readonly string[] OfFiles = ["ParameterMismatchException", "SafeTensorsException"];
    private static readonly string[] OfLosses = ["InvalidOperationException"];
    private static readonly string[] OfArguments = ["ArgumentException", "ArgumentOutOfRangeException"];

    /// <summary>Whether the exception that follows from breaking a rule is expected around a call.</summary>
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
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax asserting, Expression: AnonymousFunctionExpressionSyntax }
                    when IsAssertion(asserting):
                    return true;
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    // Assert.Throws, ThrowsAny, ThrowsAsync, ThrowsExactly, ThrowsException; Record.Exception.
    private static bool IsAssertion(InvocationExpressionSyntax call)
    {
        string? name = Name(call.Expression);
        return name is not null && (name.StartsWith("Throw", StringComparison.Ordinal)
            || (name is "Exception" or "ExceptionAsync" && call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && Name(owner) == "Record"));
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
