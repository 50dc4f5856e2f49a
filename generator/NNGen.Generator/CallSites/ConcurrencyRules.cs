using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Finds networks that predict on one thread while they are trained on another, if both are started in the same method without a wait in between.
/// Only lambdas passed directly to <c>Task.Run</c>, <c>Parallel</c> and similar methods are examined.
/// </summary>
internal static class ConcurrencyRules
{
    private enum Start
    {
        None,

        /// <summary>Runs while the method continues.</summary>
        Background,

        /// <summary>Runs several times concurrently.</summary>
        Many,

        /// <summary>Runs concurrently with the other lambdas of the same call.</summary>
        Alongside,
    }

    public static void Check(NetworkUse use)
    {
        if (Subject(use.ConstantEvaluator, use.Call, use.Method) is not { } network || IsLocked(use.Syntax)) { return; }
        var training = Thread.Of(use.Call);
        foreach (var operation in ConstantEvaluator.Root(use.Call).Descendants())
        {
            if (operation is not IInvocationOperation call
                || call.TargetMethod.Name is not ("Predict" or "PredictBatch" or "Classify" or "ClassifyBatch" or "Evaluate" or "Forward")
                || !SymbolEqualityComparer.Default.Equals(Receiver(call), network)
                || IsLocked(call.Syntax)
                || !AreConcurrent(training, Thread.Of(call)))
            {
                continue;
            }

            use.Report(Rules.UsedWhileTrained, use.NamePlace, use.Method.Name, network.Name, call.TargetMethod.Name, NetworkUse.Line(call.Syntax));
            return;
        }
    }

    // The network that a call trains: by its own Fit, or by a step of a trainer created for it.
    private static ISymbol? Subject(ConstantEvaluator evaluator, IInvocationOperation call, IMethodSymbol method)
    {
        if (method.Name is not ("Fit" or "Step")) { return null; }
        if (ConstantEvaluator.IsOurs(method.ContainingType, "TrainingExtensions")) { return Receiver(call); }
        if (!ConstantEvaluator.IsOurs(method.ContainingType, "Trainer")) { return null; }
        return ConstantEvaluator.WithoutConversions(evaluator.Resolve(call.Instance)) switch
        {
            IInvocationOperation { TargetMethod.Name: "CreateTrainer" } made => Receiver(made),
            IObjectCreationOperation { Arguments: [{ Value: var network }, ..] } => Symbol(network),
            _ => null,
        };
    }

    private static ISymbol? Receiver(IInvocationOperation call) => Symbol(call.Instance ?? call.Arguments.FirstOrDefault()?.Value);

    private static ISymbol? Symbol(IOperation? operation) => ConstantEvaluator.WithoutConversions(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    private static bool AreConcurrent(Thread one, Thread other)
    {
        if (one.Lambda is not null && one.Lambda == other.Lambda) { return one.Start == Start.Many; }
        if (one.Start == Start.Alongside && other.Start == Start.Alongside) { return one.Anchor == other.Anchor; }

        // The later one starts in the block that has started the earlier one, without a wait in between.
        var (first, second) = one.Anchor.SpanStart < other.Anchor.SpanStart ? (one, other) : (other, one);
        return first.Start == Start.Background
            && !first.Anchor.Span.Contains(second.Anchor.Span)
            && Function(first.Anchor) == Function(second.Anchor)
            && first.Anchor.FirstAncestorOrSelf<StatementSyntax>() is { Parent: { } block } statement
            && block is BlockSyntax or GlobalStatementSyntax
            && (block is GlobalStatementSyntax || block.Span.Contains(second.Anchor.Span))
            && !Waits(statement, first.Lambda!, second.Anchor.SpanStart);
    }

    private static bool Waits(StatementSyntax statement, SyntaxNode lambda, int end)
    {
        SyntaxNode scope = statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent!;
        return scope.DescendantTokens(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(statement.SpanStart, end))
            .Any(token => token.SpanStart >= statement.SpanStart
                && token.Span.End <= end
                && !lambda.Span.Contains(token.Span)
                && (token.IsKind(SyntaxKind.AwaitKeyword)
                    || (token.IsKind(SyntaxKind.IdentifierToken)
                        && (token.ValueText.StartsWith("Wait", StringComparison.Ordinal)
                            || token.ValueText is "Result" or "Join" or "GetResult" or "WhenAll" or "WhenAny" or "ContinueWith" or "Unwrap"))));
    }

    private static SyntaxNode? Function(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);

    private static bool IsLocked(SyntaxNode node) => node.Ancestors().Any(ancestor => ancestor is LockStatementSyntax);

    /// <summary>Where a call runs: in a lambda, with the call that starts it, or in the method itself.</summary>
    private sealed record Thread(Start Start, SyntaxNode? Lambda, SyntaxNode Anchor)
    {
        public static Thread Of(IInvocationOperation call)
        {
            for (IOperation? operation = call; operation is not null; operation = operation.Parent)
            {
                if (operation is not IAnonymousFunctionOperation lambda) { continue; }
                var starter = Starter(lambda);
                if (starter is not null && KindOf(starter) is not Start.None and var start) { return new Thread(start, lambda.Syntax, starter.Syntax); }

                // It is unknown when any other lambda runs.
                return new Thread(Start.None, lambda.Syntax, call.Syntax);
            }

            return new Thread(Start.None, null, call.Syntax);
        }

        // The call with the lambda as argument; Parallel.Invoke takes its lambdas as an array.
        private static IOperation? Starter(IAnonymousFunctionOperation lambda)
        {
            var operation = lambda.Parent;
            while (operation is IDelegateCreationOperation or IConversionOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation)
            {
                operation = operation.Parent;
            }

            return operation is IInvocationOperation or IObjectCreationOperation ? operation : null;
        }

        private static Start KindOf(IOperation starter)
        {
            var method = starter is IInvocationOperation call ? call.TargetMethod : ((IObjectCreationOperation)starter).Constructor;
            return (method?.ContainingType?.Name, method?.Name) switch
            {
                ("Task", "Run") or ("TaskFactory", "StartNew") or ("ThreadPool", "QueueUserWorkItem" or "UnsafeQueueUserWorkItem") => Start.Background,
                ("Parallel", "For" or "ForEach" or "ForAsync" or "ForEachAsync") => Start.Many,
                ("Parallel", "Invoke") => Start.Alongside,
                _ => Start.None,
            };
        }
    }
}
