using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>A call that the rules check, with known values around it and methods to report.</summary>
internal sealed class NetworkUse(OperationAnalysisContext context, InvocationExpressionSyntax syntax, IInvocationOperation call, ConstantEvaluator evaluator)
{
    /// <summary>The maximum length of source text in messages; longer text is truncated.</summary>
    private const int MaxQuote = 40;

    private static readonly ImmutableDictionary<string, string?> NoProperties = ImmutableDictionary<string, string?>.Empty;

    public InvocationExpressionSyntax Syntax => syntax;

    public IInvocationOperation Call => call;

    public IMethodSymbol Method => call.TargetMethod;

    public ConstantEvaluator ConstantEvaluator => evaluator;

    /// <summary>An explicit argument, by the name of its parameter.</summary>
    public IOperation? Argument(string parameter) => call.Arguments
        .FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name == parameter)?.Value;

    /// <summary>Reports at a location.</summary>
    public void Report(DiagnosticDescriptor rule, SyntaxNode place, params object[] details)
    {
        if (!ExpectedExceptions.Surround(syntax, rule)) { context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), InvariantText.Details(details))); }
    }

    /// <summary>Reports a wrong number, with the data that a code fix needs to correct it.</summary>
    public void ReportNumber(DiagnosticDescriptor rule, SyntaxNode place, SyntaxNode? size, long? expected, params object[] details)
    {
        if (ExpectedExceptions.Surround(syntax, rule)) { return; }
        var properties = expected is { } number
            ? NoProperties.Add(FixProperties.Expected, InvariantText.Of(number))
            : NoProperties;
        var additional = size is null || expected is null ? [] : ImmutableArray.Create(size.GetLocation());
        context.ReportDiagnostic(Diagnostic.Create(rule, place.GetLocation(), additional, properties, InvariantText.Details(details)));
    }

    /// <summary>The method's name in the call.</summary>
    public SyntaxNode NamePlace => syntax.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var other => other,
    };

    /// <summary>A number of things: <c>1 value</c>, <c>2 values</c>.</summary>
    public static string Count(long number, string thing) =>
        $"{number} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>Source text in a message: <c>'image'</c>.</summary>
    public static string Quote(SyntaxNode node) => $"'{Text(node)}'";

    /// <summary>
    /// The explanation after a number in a message: its arithmetic, and the expression and line that it comes from unless that is the argument
    /// itself: <c> (2 × 64 + 2; new float[130], line 3)</c>.
    /// </summary>
    public static string Origin(SyntaxNode argument, SyntaxNode? source, string? arithmetic = null)
    {
        string text = arithmetic ?? "";
        if (source is not null && source.Span != argument.Span)
        {
            string place = argument.Span.Contains(source.Span) ? "" : $", line {Line(source)}";
            text += $"{(text.Length > 0 ? "; " : "")}{Text(source)}{place}";
        }

        return text.Length == 0 ? "" : $" ({text})";
    }

    /// <summary>The line on which a node begins, from 1.</summary>
    public static int Line(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>Source text as one line.</summary>
    public static string Text(SyntaxNode node)
    {
        // A long initializer has thousands of tokens; only the first few are shown.
        var text = new System.Text.StringBuilder();
        int end = -1;
        foreach (var token in node.DescendantTokens())
        {
            if (end >= 0 && token.SpanStart > end) { text.Append(' '); }
            text.Append(token.Text);
            end = token.Span.End;
            if (text.Length > MaxQuote) { return text.ToString(0, MaxQuote - 1).Replace('\n', ' ').Replace('\r', ' ') + "…"; }
        }

        return text.ToString().Replace('\n', ' ').Replace('\r', ' ');
    }
}
