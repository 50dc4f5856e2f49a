using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace NNGen.Generator.Tests;

/// <summary>
/// Finds code that writes or sorts in the culture of the machine and that neither CA1305 nor a list of banned symbols can detect: in
/// interpolated strings, in sums and lists of strings, in the text of a record, and in the order of strings.
/// </summary>
internal static class CultureFinder
{
    /// <summary>The findings in one file: line and code.</summary>
    /// <param name="model">The file.</param>
    /// <param name="interpolationIsInvariant">Whether the project's own interpolated strings are invariant already.</param>
    public static IEnumerable<string> Find(SemanticModel model, bool interpolationIsInvariant)
    {
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            bool isFound = node switch
            {
                InterpolatedStringExpressionSyntax text => !interpolationIsInvariant && WritesNumbers(model, text) && !HasProvider(model, text),
                BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => AddsNumber(model, sum),
                AssignmentExpressionSyntax sum when sum.IsKind(SyntaxKind.AddAssignmentExpression) =>
                    model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String && IsNumber(model.GetTypeInfo(sum.Right).Type),
                InvocationExpressionSyntax call => names.Contains(NameOf(call))
                    && model.GetOperation(call) is IInvocationOperation operation && (WritesNumber(operation) || SortsStrings(operation)),
                BaseObjectCreationExpressionSyntax made => model.GetOperation(made) is IObjectCreationOperation operation && SortsStrings(operation),
                RecordDeclarationSyntax record => model.GetDeclaredSymbol(record) is { } type && record == First(type) && HasTextOfNumbers(type),
                _ => false,
            };
            if (isFound)
            {
                string line = node.ToString().Split('\n')[0].Trim();
                yield return $"{Path.GetRelativePath(Repository.Root, node.SyntaxTree.FilePath)}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {line}";
            }
        }
    }

    /// <summary>Methods that are checked; binding every call would take most of the time.</summary>
    private static readonly HashSet<string> names =
    [
        nameof(ToString), nameof(string.Join), nameof(string.Concat), "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending",
        "MinBy", "MaxBy", "Min", "Max", "Sort", "BinarySearch",
    ];

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };

    private static SyntaxNode First(INamedTypeSymbol type) => type.DeclaringSyntaxReferences[0].GetSyntax();

    private static bool WritesNumbers(SemanticModel model, InterpolatedStringExpressionSyntax text) =>
        text.Contents.OfType<InterpolationSyntax>().Any(hole => IsNumber(model.GetTypeInfo(hole.Expression).Type) && !IsCount(model, hole));

    // A count is never negative and has the same digits everywhere; the same is true of constants, and of integers in hexadecimal.
    private static bool IsCount(SemanticModel model, InterpolationSyntax hole)
    {
        if (hole.FormatClause is { } format) { return format.FormatStringToken.ValueText.StartsWith('x'); }
        return model.GetConstantValue(hole.Expression) is { HasValue: true, Value: int and >= 0 }
            || model.GetSymbolInfo(hole.Expression).Symbol is { Name: "Count" or "Length" or "GetLength" };
    }

    // string.Create(CultureInfo.InvariantCulture, $"..."), text.Append(CultureInfo.InvariantCulture, $"..."), FormattableString.Invariant($"...").
    private static bool HasProvider(SemanticModel model, InterpolatedStringExpressionSyntax text)
    {
        SyntaxNode whole = text;
        while (whole.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax) { whole = whole.Parent; }
        return whole.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && (method.Parameters.Any(parameter => parameter.Type.Name == nameof(IFormatProvider))
                || method is { Name: "Invariant", ContainingType.Name: nameof(FormattableString) });
    }

    private static bool AddsNumber(SemanticModel model, BinaryExpressionSyntax sum) =>
        model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String
        && (IsNumber(model.GetTypeInfo(sum.Left).Type) || IsNumber(model.GetTypeInfo(sum.Right).Type))
        && !model.GetConstantValue(sum).HasValue;

    // Calls that take no provider, and write or read numbers: T.ToString(), string.Join and Concat of numbers. What a handler of interpolated strings boxes
    // is a matter of the interpolated string.
    private static bool WritesNumber(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method is { Name: nameof(ToString), Parameters.Length: 0 }) { return IsNumber(call.Instance?.Type); }
        return method.ContainingType.SpecialType == SpecialType.System_String
            && method.Name is nameof(string.Join) or nameof(string.Concat)
            && (method.TypeArguments.Any(IsNumber) || call.Descendants().OfType<IConversionOperation>().Any(boxing =>
                boxing.Type?.SpecialType == SpecialType.System_Object && IsNumber(boxing.Operand.Type) && boxing.Syntax.Parent is not InterpolationSyntax));
    }

    private static bool SortsStrings(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        bool isSort = method.ContainingType.Name switch
        {
            nameof(Enumerable) => method.Name is "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Order" or "OrderDescending"
                or "MinBy" or "MaxBy" || (method.Name is "Min" or "Max" && method.ReturnType.SpecialType == SpecialType.System_String),
            nameof(Array) or "List" or "MemoryExtensions" => method.Name is "Sort" or "BinarySearch",
            _ => false,
        };
        ITypeSymbol? key = method.TypeArguments.LastOrDefault() ?? method.ContainingType.TypeArguments.FirstOrDefault();
        return isSort && key?.SpecialType == SpecialType.System_String && !HasComparer(method);
    }

    private static bool SortsStrings(IObjectCreationOperation made) =>
        made.Type is INamedTypeSymbol { Name: "SortedDictionary" or "SortedSet" or "SortedList" or "PriorityQueue" } type
        && type.TypeArguments.First().SpecialType == SpecialType.System_String
        && !HasComparer(made.Constructor!);

    private static bool HasComparer(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type.Name is "IComparer" or "Comparison");

    /// <summary>Whether the compiler writes a record's text, from members that are numbers.</summary>
    private static bool HasTextOfNumbers(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public
        && type.GetMembers(nameof(ToString)).OfType<IMethodSymbol>().All(method => method.IsImplicitlyDeclared)
        && type.GetMembers("PrintMembers").OfType<IMethodSymbol>().All(method => method.IsImplicitlyDeclared)
        && type.GetMembers().Any(member => member is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
            && IsNumber(member switch { IPropertySymbol property => property.Type, IFieldSymbol field => field.Type, _ => null }));

    /// <summary>Whether the text of a value depends on the culture. An enum's and a character's does not.</summary>
    private static bool IsNumber(ITypeSymbol? type) => type switch
    {
        null or { TypeKind: TypeKind.Enum } or { SpecialType: SpecialType.System_Char or SpecialType.System_Boolean } => false,
        { Name: nameof(Guid) or nameof(Version) or nameof(TimeSpan) } => false,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsNumber(nullable.TypeArguments[0]),
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(constraint => IsNumber(constraint)),
        { Name: nameof(IFormattable) } => true,
        { ContainingNamespace: var space } when space?.ToString()?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true => false,
        _ => type.AllInterfaces.Any(known => known.Name == nameof(IFormattable)),
    };
}
