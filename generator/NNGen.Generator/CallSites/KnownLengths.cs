using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Diagnostics;

/// <content>Lengths of arrays, spans and memories.</content>
internal sealed partial class ConstantEvaluator
{
    /// <summary>The number of values of an array, span or memory, or null.</summary>
    public KnownLength? Length(IOperation? operation)
    {
        if (operation is null || depth >= MaxDepth) { return null; }
        depth++;
        var length = LengthOf(operation);
        depth--;
        return length is { Value: < 0 or > int.MaxValue } ? null : length;
    }

    private KnownLength? LengthOf(IOperation operation) => operation.Syntax switch
    {
        // Operations do not describe the contents of these.
        StackAllocArrayCreationExpressionSyntax stack => LengthOf(stack),
        ImplicitStackAllocArrayCreationExpressionSyntax stack => new KnownLength(stack.Initializer.Expressions.Count, stack),
        _ => operation switch
        {
            IConversionOperation conversion => LengthOf(conversion),
            IParenthesizedOperation inner => Length(inner.Operand),
            IArrayCreationOperation array => LengthOf(array),
            ICollectionExpressionOperation collection => LengthOf(collection),
            IConditionalOperation { WhenFalse: { } other } choice => Same(Length(choice.WhenTrue), Length(other)),
            ILocalReferenceOperation local when AssignmentsAround(local).ValueOf(local.Local) is { } assignment => Length(PartOf(assignment)),
            IFieldReferenceOperation field => Length(FieldValue(field.Field)),
            IObjectCreationOperation creation => LengthOf(creation),
            IInvocationOperation call => LengthOf(call),
            IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory } when IsSequence(memory.Type) => Length(memory),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation rows } => RowLength(rows),
            IImplicitIndexerReferenceOperation { Instance: IPropertyReferenceOperation rows, Argument: not IRangeOperation } => RowLength(rows),
            IArrayElementReferenceOperation { Indices: [var index] } element => Ranged(element.ArrayReference, index, operation),
            IImplicitIndexerReferenceOperation indexer => Ranged(indexer.Instance, indexer.Argument, operation),
            IInlineArrayAccessOperation access => Ranged(access.Instance, access.Argument, operation),
            IDefaultValueOperation value when IsSpan(value.Type) => new KnownLength(0, value.Syntax),
            _ => InlineLength(operation.Type) is { } size ? new KnownLength(size, null) : null,
        },
    };

    // The value itself, or its part if a tuple expression is deconstructed: var (x, y) = (new float[4], new float[3]).
    private static IOperation? PartOf(Assignment assignment) => assignment.Part is not { } part ? assignment.Value
        : WithoutConversions(assignment.Value) is ITupleOperation tuple && part < tuple.Elements.Length ? tuple.Elements[part]
        : null;

    private KnownLength? LengthOf(StackAllocArrayCreationExpressionSyntax stack)
    {
        if (stack.Type is not ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] }) { return null; }
        if (stack.Initializer is { } initializer) { return new KnownLength(initializer.Expressions.Count, stack); }
        return Number(model.GetOperation(size, cancellation)) is { } number ? new KnownLength(number, stack, Literal(size)) : null;
    }

    private KnownLength? LengthOf(IConversionOperation conversion)
    {
        if (!IsSequence(conversion.Type)) { return null; }
        if (InlineLength(conversion.Operand.Type) is { } size) { return new KnownLength(size, null); }
        bool isOurs = conversion.OperatorMethod is null || IsSequence(conversion.OperatorMethod.ContainingType);
        return isOurs ? Length(conversion.Operand) : null;
    }

    private KnownLength? LengthOf(IArrayCreationOperation array)
    {
        if (array.DimensionSizes is not [var size] || Number(size) is not { } number) { return null; }
        return new KnownLength(number, array.Syntax, array.Initializer is null ? Literal(size.Syntax) : null);
    }

    private KnownLength? LengthOf(ICollectionExpressionOperation collection)
    {
        if (!IsSequence(collection.Type)) { return null; }
        long count = 0;
        foreach (var element in collection.Elements)
        {
            if (element is not ISpreadOperation spread) { count++; }
            else if (Length(spread.Operand) is { } part) { count += part.Value; }
            else { return null; }
        }

        return new KnownLength(count, collection.Syntax);
    }

    // new Span<float>(array), (array, start, length), (pointer, length)
    private KnownLength? LengthOf(IObjectCreationOperation creation)
    {
        if (!IsSequence(creation.Type) || creation.Constructor is not { } constructor) { return null; }
        if (Argument(creation.Arguments, "length") is { } length) { return Counted(length, creation.Syntax); }
        return constructor.Parameters is [{ Name: "array" }] ? Length(Argument(creation.Arguments, "array")) : null;
    }

    private KnownLength? LengthOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Network(method.ContainingType) is { } network) { return OutputLength(call, network); }
        switch ((method.ContainingType?.Name, method.Name))
        {
            case ("MemoryExtensions", "AsSpan" or "AsMemory") when IsIn(method, "System"):
            case ("Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", "Slice") when IsIn(method, "System"):
                return Sliced(call);
            case ("Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory", "ToArray") when IsIn(method, "System"):
                return Length(call.Instance);
            case ("MemoryMarshal", "CreateSpan" or "CreateReadOnlySpan"):
            case ("GC", "AllocateArray" or "AllocateUninitializedArray") when IsIn(method, "System"):
                return Counted(Argument(call.Arguments, "length"), call.Syntax);
            case ("Array", "Empty") when IsIn(method, "System"):
                return new KnownLength(0, call.Syntax);
            case ("Enumerable", "ToArray"):
                return Enumerated(Argument(call.Arguments, "source"));
            default:
                return null;
        }
    }

    // data.Rows[i], data.TargetRows[^1]
    private KnownLength? RowLength(IPropertyReferenceOperation rows) => IsDataset(rows.Property.ContainingType) && Dataset(rows.Instance) is { } dataset
        ? rows.Property.Name switch
        {
            "Rows" when dataset.Features is { } features => new KnownLength(features, dataset.Source),
            "TargetRows" when dataset.Targets is { } targets => new KnownLength(targets, dataset.Source),
            _ => null,
        }
        : null;

    // Arrays that a network returns: one output, or one per sample.
    private KnownLength? OutputLength(IInvocationOperation call, UsedNetwork network)
    {
        if (call.TargetMethod is not { ReturnType: IArrayTypeSymbol, Parameters: [{ Type: var input }] } || !IsSpanOf(input, network.Precision)) { return null; }
        if (call.TargetMethod.Name == "Predict") { return new KnownLength(network.OutputSize, call.Syntax, null, network); }
        return call.TargetMethod.Name == "PredictBatch" && Length(Argument(call.Arguments, "inputs")) is { } inputs
            ? new KnownLength(inputs.Value / network.InputSize * network.OutputSize, call.Syntax)
            : null;
    }

    private KnownLength? Enumerated(IOperation? source)
    {
        source = source is IConversionOperation conversion ? conversion.Operand : source;
        if (IsSequence(source?.Type)) { return Length(source); }
        return source is IInvocationOperation { TargetMethod: { ContainingType.Name: "Enumerable" } method } call
            ? method.Name switch
            {
                "Range" or "Repeat" => Counted(Argument(call.Arguments, "count"), call.Syntax),
                "Select" => Enumerated(Argument(call.Arguments, "source")),
                _ => null,
            }
            : null;
    }

    private KnownLength? Sliced(IInvocationOperation call)
    {
        if (Argument(call.Arguments, "length") is { } length) { return Counted(length, call.Syntax); }
        var source = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        if (Argument(call.Arguments, "range") is { } range) { return Ranged(source, range, call); }
        if (Argument(call.Arguments, "start") is not { } start) { return call.Arguments.Length < 2 && call.Instance is null ? Length(source) : null; }
        return IsInteger(start.Type) && Number(start) is { } first && Length(source) is { } whole
            ? whole with { Value = whole.Value - first, Size = null, Giver = null }
            : null;
    }

    private KnownLength? Ranged(IOperation? source, IOperation? argument, IOperation whole)
    {
        if (argument is not IRangeOperation range || !(IsSequence(source?.Type) || InlineLength(source?.Type) is not null)) { return null; }
        if (End(range.LeftOperand, (0, false)) is not var (start, startIsFromEnd) || End(range.RightOperand, (0, true)) is not var (end, endIsFromEnd)) { return null; }
        if (startIsFromEnd == endIsFromEnd)
        {
            long count = startIsFromEnd ? start - end : end - start;
            return new KnownLength(count, whole.Syntax, start == 0 && !startIsFromEnd ? Literal(range.RightOperand?.Syntax) : null);
        }

        return (InlineLength(source?.Type) is { } size ? new KnownLength(size, null) : Length(source)) is { } length
            ? length with { Value = startIsFromEnd ? end - (length.Value - start) : length.Value - end - start, Size = null, Giver = null }
            : null;
    }

    // One end of a range: a number from the start, or from the end.
    private (long Number, bool IsFromEnd)? End(IOperation? index, (long, bool) otherwise)
    {
        index = index is IConversionOperation { Type.Name: "Index" } conversion ? conversion.Operand : index;
        return index switch
        {
            null => otherwise,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat => Number(hat.Operand) is { } fromEnd ? (fromEnd, true) : null,
            _ => IsInteger(index.Type) && Number(index) is { } number ? (number, false) : null,
        };
    }

    private KnownLength? Counted(IOperation? count, SyntaxNode source) =>
        Number(count) is { } number ? new KnownLength(number, source, Literal(count?.Syntax)) : null;

    private static KnownLength? Same(KnownLength? one, KnownLength? other) => one is not null && one.Value == other?.Value ? one : null;

    private static SyntaxNode? Literal(SyntaxNode? number) => number is LiteralExpressionSyntax ? number : null;

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string parameter) =>
        arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name == parameter)?.Value;

    /// <summary>The size of an <c>[InlineArray(n)]</c>.</summary>
    private static long? InlineLength(ITypeSymbol? type) => type is { IsValueType: true, TypeKind: TypeKind.Struct }
        && type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "InlineArrayAttribute") is { ConstructorArguments: [{ Value: int size }] }
            ? size
            : null;

    /// <summary>Whether a type is a span of a network's elements: generated members take these; overloads of users take other types.</summary>
    public static bool IsSpanOf(ITypeSymbol type, Precision precision) => IsSpan(type)
        && type is INamedTypeSymbol { TypeArguments: [{ SpecialType: var element }] }
        && element == (precision == Precision.Double ? SpecialType.System_Double : SpecialType.System_Single);

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Int32;

    private static bool IsSpan(ITypeSymbol? type) => type?.Name is "Span" or "ReadOnlySpan" && IsInSystem(type);

    /// <summary>Whether a type is an array, a span or a memory, as the members of a network take.</summary>
    private static bool IsSequence(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 }
        || IsSpan(type)
        || (type?.Name is "Memory" or "ReadOnlyMemory" && IsInSystem(type));

    private static bool IsInSystem(ITypeSymbol type) => type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsIn(IMethodSymbol method, string name) => method.ContainingNamespace is { } space && space.Name == name && space.ContainingNamespace.IsGlobalNamespace;
}
