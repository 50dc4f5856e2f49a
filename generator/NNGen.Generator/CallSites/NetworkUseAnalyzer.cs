using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Reports calls of a network that cannot succeed, if that is certain at compile time. Calls are selected by name, so that other code costs almost
/// nothing; the operations are those that the compiler creates once for all analyzers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NetworkUseAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.OfUse;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!KnownAttributes.AreReferenced(start.Compilation)) { return; }
            var networks = new UsedNetworks(start.Compilation);
            var files = new ProjectFiles(start.Options.AdditionalFiles);
            start.RegisterOperationAction(operation => Analyze(operation, networks, files), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, UsedNetworks networks, ProjectFiles files)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsOfInterest(call)
            || call is not { Syntax: InvocationExpressionSyntax syntax, SemanticModel: { } model, TargetMethod.ContainingType: { } owner })
        {
            return;
        }

        var evaluator = new ConstantEvaluator(model, networks, context.CancellationToken);
        var use = new NetworkUse(context, syntax, call, evaluator);
        IgnoredResults.Check(use, evaluator.Network(owner));
        if (ConstantEvaluator.IsOurs(owner, "Dataset") && call.Instance is null)
        {
            DatasetRules.CheckParts(use);
        }
        else if (Trained(call) is { } type && evaluator.Network(type) is { } network && !IsUsersOwn(call.TargetMethod, type, network))
        {
            LengthRules.Check(use, network);
            LabelRules.Check(use, network);
            LossRules.Check(use, network);
            BatchRules.Check(use, network);
            DatasetRules.Check(use, network);
            FileRules.Check(use, network, files);
            ConcurrencyRules.Check(use);
        }
    }

    // Parameters of the same names in a handwritten member can have any meaning: an image of any width, a dataset that it scales.
    private static bool IsUsersOwn(IMethodSymbol method, ITypeSymbol network, UsedNetwork known) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, network)
        && !GeneratedMembers.Collisions(method, known.Precision, takesTokens: KnownAttributes.IsFirstInput(network, KnownAttributes.Tokens)).Any()
        && NamedArguments.Parameters(method, known) is null;

    /// <summary>The network of a call: the call is a method of the network or of its trainer, or an extension method.</summary>
    private static ITypeSymbol? Trained(IInvocationOperation call)
    {
        var owner = call.TargetMethod.ContainingType;
        if (new[] { "TrainingExtensions", "DatasetPrediction", "ThresholdDecisions" }.Any(name => ConstantEvaluator.IsOurs(owner, name)))
        {
            return call.TargetMethod.TypeArguments is [var extended, ..] ? extended : null;
        }

        if (ConstantEvaluator.IsOurs(owner, "IPredictor")) { return call.Instance?.Type is INamedTypeSymbol { TypeArguments: [var self, _] } network && ConstantEvaluator.IsOurs(network, "INetwork") ? self : null; }
        if (ConstantEvaluator.IsOurs(owner, "Trainer") || ConstantEvaluator.IsOurs(owner, "INetwork")) { return owner.TypeArguments is [var argument, ..] ? argument : null; }

        // net.Parameters.Load(...)
        if (ConstantEvaluator.IsOurs(owner, "ParameterFile") && call.Arguments is [{ Value: var parameters }, ..])
        {
            return ConstantEvaluator.WithoutConversions(parameters) is IPropertyReferenceOperation { Property: { Name: "Parameters", ContainingType: var holder } } ? holder : null;
        }

        return owner;
    }

    private static bool IsOfInterest(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "Predict" or "PredictBatch" or "Classify" or "ClassifyBatch" or "Gradients" or "Forward" or "Backward" or "Step" or "Fit" or "FitAsync" or "Evaluate" or "Load"
            or "JoinInputs" or "JoinTargets" or "SplitOutputs" or "CreateDataset" => true,
        "Create" or "FromLabels" => call.Arguments.Length >= 2,
        var name => call.Syntax.Parent is ExpressionStatementSyntax && IgnoredResults.IsNameOfDataset(name),
    };
}
