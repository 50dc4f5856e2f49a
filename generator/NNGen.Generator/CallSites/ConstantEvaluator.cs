using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Determines the values of expressions in one file at compile time: numbers, lengths, datasets. Anything uncertain is null, so that nothing is
/// reported about it.
/// </summary>
internal sealed partial class ConstantEvaluator(SemanticModel model, UsedNetworks networks, CancellationToken cancellation)
{
    /// <summary>The maximum depth to which locals and calls are followed; a local whose initializer refers to itself has no end.</summary>
    private const int MaxDepth = 40;

    private int depth;

    public UsedNetworks Networks => networks;

    public CancellationToken Cancellation => cancellation;

    public UsedNetwork? Network(ITypeSymbol? type) => networks.Find(type, cancellation);

    /// <summary>The locals of the body that contains an operation.</summary>
    public Assignments AssignmentsAround(IOperation operation) => networks.Assignments.GetValue(Root(operation), root => new Assignments(root));

    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent) { operation = parent; }
        return operation;
    }

    /// <summary>The initializer of a local or field that never changes; for any other expression, the expression itself.</summary>
    public IOperation? Resolve(IOperation? operation)
    {
        for (int i = 0; i < MaxDepth; i++)
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    if (AssignmentsAround(local).ValueOf(local.Local) is not { Part: null } assignment) { return operation; }
                    operation = assignment.Value;
                    break;
                case IFieldReferenceOperation field when FieldValue(field.Field) is { } value:
                    operation = value;
                    break;
                default:
                    return operation;
            }
        }

        return null;
    }

    public static IOperation? WithoutConversions(IOperation? operation)
    {
        while (operation is IConversionOperation conversion) { operation = conversion.Operand; }
        return operation;
    }

    /// <summary>
    /// The initializer of a read-only field that no constructor sets, if it is in this file; another file would need a separate semantic model.
    /// </summary>
    public IOperation? FieldValue(IFieldSymbol field)
    {
        if (!field.IsReadOnly
            || (!field.IsStatic && field.ContainingType.TypeKind != TypeKind.Class)
            || field.DeclaringSyntaxReferences.Length != 1
            || field.DeclaringSyntaxReferences[0].SyntaxTree != model.SyntaxTree
            || field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value })
        {
            return null;
        }

        return networks.IsSetElsewhere.GetOrAdd(field, IsSetElsewhere) ? null : model.GetOperation(value, cancellation);
    }

    private bool IsSetElsewhere(IFieldSymbol field) => field.ContainingType.DeclaringSyntaxReferences
        .SelectMany(part => part.GetSyntax(cancellation).DescendantNodes())
        .Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name && IsWritten(name));

    // The compiler lets only constructors write to a read-only field, so a search for assignments by name is sufficient.
    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode written = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return written.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == written,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None)
                || argument.FirstAncestorOrSelf<AssignmentExpressionSyntax>()?.Left.Span.Contains(written.Span) == true,
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or RefExpressionSyntax => true,
            _ => false,
        };
    }
}
