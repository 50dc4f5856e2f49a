using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// The assignments to the locals of one body of code. A local that is written once has one value for its whole lifetime. The value of any other
/// local (written again, incremented, passed by reference, its address taken, captured and changed) is unknown.
/// </summary>
internal sealed class Assignments
{
    private readonly Dictionary<ILocalSymbol, Assignment?> byLocal = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ILocalSymbol, bool> isOnlyRead = new(SymbolEqualityComparer.Default);

    /// <param name="root">The body: the outermost operation.</param>
    public Assignments(IOperation root)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: { } local } declarator:
                    var initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
                    if (local.RefKind != RefKind.None) { AddUnknown(local); }
                    else if (initializer is not null) { Add(local, initializer.Value, null); }
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                    if (assignment.IsRef) { AddUnknown(target.Local); }
                    else { Add(target.Local, assignment.Value, null); }
                    break;
                case IDeconstructionAssignmentOperation deconstruction:
                    AddParts(deconstruction);
                    break;
                case ILocalReferenceOperation reference:
                    if (IsOtherWrite(reference)) { AddUnknown(reference.Local); }
                    if (!IsRead(reference)) { isOnlyRead[reference.Local] = false; }
                    break;
            }
        }
    }

    /// <summary>The one value of a local, or null.</summary>
    public Assignment? ValueOf(ILocalSymbol local) => byLocal.TryGetValue(local, out var value) ? value : null;

    /// <summary>Whether a local is only read, so that an array keeps the elements that it was created with.</summary>
    public bool IsOnlyRead(ILocalSymbol local) => !isOnlyRead.ContainsKey(local);

    private void AddParts(IDeconstructionAssignmentOperation deconstruction)
    {
        if (Unwrapped(deconstruction.Target) is not ITupleOperation tuple) { return; }
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            if (Unwrapped(tuple.Elements[i]) is ILocalReferenceOperation part) { Add(part.Local, deconstruction.Value, i); }
        }
    }

    private static IOperation Unwrapped(IOperation target) =>
        target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;

    private void Add(ILocalSymbol local, IOperation value, int? part) =>
        byLocal[local] = byLocal.ContainsKey(local) ? null : new Assignment(value, part);

    private void AddUnknown(ILocalSymbol local) => byLocal[local] = null;

    // Every way to write to a local, except the assignments that Add has collected.
    private static bool IsOtherWrite(ILocalReferenceOperation reference)
    {
        // Writing to a field of a tuple or struct writes to the local that holds it.
        IOperation written = reference;
        while (written.Parent is IFieldReferenceOperation field && field.Instance == written) { written = field; }

        switch (written.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == written:
                return written != reference;
            case IAssignmentOperation assignment when assignment.Target == written:
                return assignment is not IDeconstructionAssignmentOperation;
            case IIncrementOrDecrementOperation or IAddressOfOperation:
                return true;
            case IArgumentOperation { Parameter: null or { RefKind: RefKind.Ref or RefKind.Out } }:
                return true;
        }

        var syntax = written.Syntax;
        if (syntax.Parent is RefExpressionSyntax || syntax.Parent is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword })
        {
            return true;
        }

        // A deeper tuple on the left of a deconstruction, or a declaration elsewhere: out var, a pattern.
        var outer = written.Parent;
        int depth = 0;
        for (; outer is IDeclarationExpressionOperation or ITupleOperation; outer = outer.Parent) { depth += outer is ITupleOperation ? 1 : 0; }
        bool isTarget = outer is IDeconstructionAssignmentOperation deconstruction && deconstruction.Target.Syntax.Span.Contains(syntax.Span);
        return isTarget ? depth > 1 || written != reference : reference.IsDeclaration;
    }

    // Passing it to NNGen, converting it to a read-only span or reading its length does not change elements.
    private static bool IsRead(ILocalReferenceOperation reference)
    {
        if (reference.IsDeclaration) { return true; }
        var parent = reference.Parent;
        if (parent is IConversionOperation { Type.Name: "ReadOnlySpan" or "ReadOnlyMemory" }) { return true; }
        while (parent is IConversionOperation) { parent = parent.Parent; }
        return parent switch
        {
            IPropertyReferenceOperation { Property.Name: "Length" } => true,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.ContainingNamespace: { Name: "NNGen", ContainingNamespace.IsGlobalNamespace: true } } } => true,
            ISimpleAssignmentOperation assignment => assignment.Target == reference,
            _ => false,
        };
    }
}

/// <summary>The value that a local is set to.</summary>
/// <param name="Value">The value.</param>
/// <param name="Part">The part of the value, if a tuple is deconstructed.</param>
internal sealed record Assignment(IOperation Value, int? Part);
