using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <summary>What is known about a dataset.</summary>
/// <param name="Features">The number of values per sample.</param>
/// <param name="Classes">The number of classes, for samples with classes.</param>
/// <param name="Targets">The number of values per target, for samples with target values.</param>
/// <param name="HasLabels">Whether samples have classes rather than target values, or null.</param>
/// <param name="Source">The expression that creates it: <c>Datasets.Digits()</c>.</param>
internal sealed record KnownDataset(long? Features, long? Classes, long? Targets, bool? HasLabels, SyntaxNode Source);

/// <content>Datasets: from <c>[DatasetShape]</c> or the arguments of <c>Dataset.Create</c>, and through methods that do not change the columns.</content>
internal sealed partial class ConstantEvaluator
{
    /// <summary>The sizes of a dataset's samples, or null.</summary>
    public KnownDataset? Dataset(IOperation? operation)
    {
        if (operation is null || depth >= MaxDepth) { return null; }
        depth++;
        var dataset = operation switch
        {
            // Also a (train, test) pair: both parts have the columns of the whole.
            IConversionOperation conversion => Dataset(conversion.Operand),
            IParenthesizedOperation inner => Dataset(inner.Operand),
            ILocalReferenceOperation local => AssignmentsAround(local).ValueOf(local.Local) is { } assignment ? OfAssignment(assignment) : null,
            IFieldReferenceOperation { Instance: { Type.IsTupleType: true } pair } => IsSplit(Resolve(pair)) ? Dataset(pair) : null,
            IFieldReferenceOperation field => Dataset(FieldValue(field.Field)),
            IImplicitIndexerReferenceOperation { Instance: { } whole } when IsDataset(whole.Type) => Dataset(whole),
            IInvocationOperation call => DatasetOf(call),
            _ => null,
        };
        depth--;
        return dataset;
    }

    // For a deconstructed pair, only the result of Split is known: another pair may hold any two datasets.
    private KnownDataset? OfAssignment(Assignment assignment) =>
        assignment.Part is null || IsSplit(Resolve(WithoutConversions(assignment.Value))) ? Dataset(assignment.Value) : null;

    private static bool IsSplit(IOperation? pair) => pair is IInvocationOperation { TargetMethod: { Name: "Split" or "SplitEnd" } method } && IsDataset(method.ContainingType);

    private KnownDataset? DatasetOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (IsDataset(method.ContainingType)) { return Derived(call); }
        if (IsOurs(method.ContainingType, "Dataset"))
        {
            return method.Name == "Create" ? Created(call) : method.Name == "FromLabels" ? FromLabels(call) : null;
        }

        if (method.Name == "Transform" && IsOurs(method.ContainingType, "FeatureScaler")) { return Dataset(Argument(call.Arguments, "data")); }
        return method.OriginalDefinition.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "DatasetShapeAttribute") is { } shape
            ? Stated(shape, call)
            : null;
    }

    private KnownDataset? Derived(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "Slice" or "Take" or "Shuffle" or "SelectRows" or "Split" or "SplitEnd" or "MapFeatures" or "Scale" or "Convert" or "ToDouble" or "ToSingle":
                return Dataset(call.Instance);
            case "OneHot" when Dataset(call.Instance) is { HasLabels: not false } dataset:
                return dataset with { Targets = dataset.Classes, Classes = null, HasLabels = false };
            default:
                return null;
        }
    }

    // [DatasetShape(Features = 2, ClassesFrom = nameof(arms))]
    private KnownDataset Stated(AttributeData shape, IInvocationOperation call)
    {
        long? features = Size("Features");
        long? classes = Size("Classes");
        long? targets = Size("Targets");
        bool? hasClasses = classes is not null || shape.NamedArguments.Any(argument => argument.Key == "ClassesFrom") ? true
            : targets is not null ? false
            : null;
        return new KnownDataset(features, classes, targets, hasClasses, call.Syntax);

        long? Size(string name)
        {
            foreach (var pair in shape.NamedArguments)
            {
                if (pair.Key == name && pair.Value.Value is int and > 0 and var number) { return number; }

                // A default value counts like an explicit one.
                if (pair.Key == name + "From" && pair.Value.Value is string parameter)
                {
                    return Number(call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value);
                }
            }

            return null;
        }
    }

    private KnownDataset Created(IInvocationOperation call) => new(
        Columns(call, "features", "featureCount"), null, Columns(call, "targets", "targetCount"), false, call.Syntax);

    private KnownDataset FromLabels(IInvocationOperation call)
    {
        var given = Argument(call.Arguments, "classCount");
        var names = Argument(call.Arguments, "classNames");
        long? classes = null;
        if (given is not null) { classes = Number(given); }
        else if (names is not null) { classes = Length(names is IConversionOperation conversion ? conversion.Operand : names)?.Value; }
        else if (Elements(Argument(call.Arguments, "labels")) is { Count: > 0 } labels)
        {
            long highest = 1;
            foreach (var label in labels)
            {
                if (Number(label) is not { } number) { return new KnownDataset(Columns(call, "features", "featureCount"), null, null, true, call.Syntax); }
                highest = System.Math.Max(highest, number);
            }

            classes = highest + 1;
        }

        return new KnownDataset(Columns(call, "features", "featureCount"), classes, null, true, call.Syntax);
    }

    /// <summary>The number of values per row: the given count, the other dimensions of a table, or the length of the first row.</summary>
    public long? Columns(IInvocationOperation call, string values, string count)
    {
        if (Argument(call.Arguments, count) is { } columns) { return Number(columns); }
        if (Argument(call.Arguments, values) is not { } table) { return null; }
        if (Resolve(WithoutConversions(table)) is IArrayCreationOperation { DimensionSizes: [_, var second] }) { return Number(second); }
        if (Resolve(WithoutConversions(table)) is IArrayCreationOperation { DimensionSizes: [_, var height, var width] }) { return Number(height) * Number(width); }
        return table.Type is IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol } && Elements(table) is { Count: > 0 } rows ? Length(rows[0])?.Value : null;
    }

    /// <summary>The elements of an array or collection expression, if they are unchanged since its creation, or null.</summary>
    public IReadOnlyList<IOperation>? Elements(IOperation? operation)
    {
        operation = WithoutConversions(operation);
        if (operation is ILocalReferenceOperation local)
        {
            var assignments = AssignmentsAround(local);
            if (!assignments.IsOnlyRead(local.Local) || assignments.ValueOf(local.Local) is not { Part: null, Value: var value }) { return null; }
            operation = WithoutConversions(value);
        }

        return operation switch
        {
            IArrayCreationOperation { DimensionSizes.Length: 1, Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation { Elements: var elements } when !elements.Any(element => element is ISpreadOperation) => elements,
            _ => null,
        };
    }

    /// <summary>Whether a type is <c>NNGen.Dataset&lt;T&gt;</c>.</summary>
    public static bool IsDataset(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1 } && IsOurs(type, "Dataset");

    /// <summary>Whether a type of NNGen has this name.</summary>
    public static bool IsOurs(ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "NNGen", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
