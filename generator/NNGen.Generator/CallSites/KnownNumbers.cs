using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <content>Integers: constants, variables that never change, and arithmetic with both.</content>
internal sealed partial class ConstantEvaluator
{
    /// <summary>The value of an integer expression, or null.</summary>
    public long? Number(IOperation? operation)
    {
        if (operation is null) { return null; }
        if (operation.ConstantValue is { HasValue: true, Value: var constant }) { return Whole(constant); }
        if (depth >= MaxDepth) { return null; }
        depth++;
        long? number = NumberOf(operation);
        depth--;
        return number is null || IsInRange(number.Value, operation.Type) ? number : null;
    }

    private long? NumberOf(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => Number(conversion.Operand),
        IParenthesizedOperation inner => Number(inner.Operand),
        ILocalReferenceOperation local when AssignmentsAround(local).ValueOf(local.Local) is { Part: null } assignment => Number(assignment.Value),
        IFieldReferenceOperation field => Number(FieldValue(field.Field)),
        IBinaryOperation { OperatorMethod: null } binary => Arithmetic(binary),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } instance } => Length(instance)?.Value,
        IPropertyReferenceOperation { Instance: { } instance, Property: { Name: "FeatureCount" or "ClassCount" or "TargetCount" } property } =>
            Dataset(instance) is not { } dataset ? null
            : property.Name == "FeatureCount" ? dataset.Features
            : property.Name == "ClassCount" ? dataset.Classes
            : dataset.Targets,
        _ => null,
    };

    private long? Arithmetic(IBinaryOperation binary)
    {
        if (Number(binary.LeftOperand) is not { } left || Number(binary.RightOperand) is not { } right) { return null; }

        // Both fit an int, as IsInRange has made sure, so no product overflows a long.
        return binary.OperatorKind switch
        {
            BinaryOperatorKind.Add => left + right,
            BinaryOperatorKind.Subtract => left - right,
            BinaryOperatorKind.Multiply => left * right,
            BinaryOperatorKind.Divide when right != 0 => left / right,
            BinaryOperatorKind.Remainder when right != 0 => left % right,
            _ => null,
        };
    }

    private static long? Whole(object? constant) => constant switch
    {
        int value => value,
        long value and >= int.MinValue and <= int.MaxValue => value,
        short value => value,
        byte value => value,
        sbyte value => value,
        ushort value => value,
        uint value and <= int.MaxValue => value,
        _ => null,
    };

    // If the number would overflow or be truncated, its value is unknown.
    private static bool IsInRange(long number, ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_IntPtr } => number is >= int.MinValue and <= int.MaxValue,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } => IsInRange(number, inner),
        { SpecialType: SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_UIntPtr } => number is >= 0 and <= int.MaxValue,
        _ => false,
    };
}
