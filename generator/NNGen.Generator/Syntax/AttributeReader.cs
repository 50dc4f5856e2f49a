using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>Reads an attribute: its explicit arguments, by name, and their locations.</summary>
internal sealed class AttributeReader(IProblems problems, DiagnosticLocations? locations, CancellationToken cancellation)
{
    /// <summary>Whether all attributes so far could be read; if not, the C# compiler has reported an error.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Reads an attribute.</summary>
    /// <param name="data">The attribute, whose class belongs to NNGen.</param>
    /// <param name="index">Its index in the declaration, which identifies it in problems and locations.</param>
    public AttributeDeclaration Read(AttributeData data, int index)
    {
        var syntax = (AttributeSyntax?)data.ApplicationSyntaxReference?.GetSyntax(cancellation);
        var written = syntax?.ArgumentList?.Arguments.ToArray() ?? [];
        string kind = KnownAttributes.Kind(data.AttributeClass!);
        if (syntax is not null && index != DiagnosticLocations.Class) { locations?.Add(index, null, syntax.GetLocation()); }

        var arguments = new List<ArgumentDeclaration>();
        var parameters = data.AttributeConstructor?.Parameters ?? [];
        var positional = AssignToParameters(written, parameters);
        if (data.AttributeConstructor is null || data.ConstructorArguments.Length != parameters.Length) { IsComplete = false; }
        for (int i = 0; i < Math.Min(parameters.Length, data.ConstructorArguments.Length); i++)
        {
            if (positional[i].Count == 0) { continue; }
            AddLocations(index, parameters[i].Name, positional[i]);
            Add(arguments, index, kind, parameters[i].Name, data.ConstructorArguments[i]);
        }

        var named = written.Where(argument => argument.NameEquals is not null).ToList();
        if (named.Count != data.NamedArguments.Length || named.Any(argument => IsNumberOfMember(argument, data))) { IsComplete = false; }
        foreach (var argument in named)
        {
            AddLocations(index, argument.NameEquals!.Name.Identifier.ValueText, [argument]);
        }

        foreach (var argument in data.NamedArguments)
        {
            Add(arguments, index, kind, argument.Key, argument.Value);
        }

        return new AttributeDeclaration(kind, arguments.ToEquatableArray())
        {
            HasWeights = KnownAttributes.HasWeights(data.AttributeClass),
            IsScale = KnownAttributes.IsScale(data.AttributeClass),
            IsLoss = KnownAttributes.IsLoss(data.AttributeClass),
            NeverHasBias = KnownAttributes.NeverHasBias(data.AttributeClass),
            IsSeparable = KnownAttributes.IsSeparable(data.AttributeClass),
            IsRecurrent = KnownAttributes.IsRecurrent(data.AttributeClass),
            ReadsMask = KnownAttributes.ReadsMask(data.AttributeClass),
            ReadsIds = KnownAttributes.ReadsIds(data.AttributeClass),
            HasState = KnownAttributes.HasState(data.AttributeClass),
            MergesValues = KnownAttributes.MergesValues(data.AttributeClass),
            HasPosition = KnownAttributes.IsLayer(data.AttributeClass) && !KnownAttributes.MergesValues(data.AttributeClass),
        };
    }

    /// <summary>Whether a member of an enumeration is written as a number, which C# reports, and yet reads.</summary>
    public static bool IsNumberOfMember(AttributeArgumentSyntax argument, AttributeData data) =>
        argument is { NameEquals.Name.Identifier.ValueText: var name, Expression: LiteralExpressionSyntax { Token.Value: int and not 0 } }
        && data.NamedArguments.Any(named => named.Key == name && named.Value.Kind == TypedConstantKind.Enum);

    // The explicit arguments of each parameter: none for a default value, several for an expanded params list.
    private static List<AttributeArgumentSyntax>[] AssignToParameters(
        AttributeArgumentSyntax[] written, IReadOnlyList<IParameterSymbol> parameters)
    {
        var assigned = parameters.Select(_ => new List<AttributeArgumentSyntax>()).ToArray();
        int next = 0;
        foreach (var argument in written.Where(argument => argument.NameEquals is null))
        {
            int position = Math.Min(next++, parameters.Count - 1);
            for (int i = 0; argument.NameColon is { Name.Identifier.ValueText: var name } && i < parameters.Count; i++)
            {
                if (parameters[i].Name == name) { position = i; }
            }

            if (position >= 0) { assigned[position].Add(argument); }
        }

        return assigned;
    }

    private void Add(List<ArgumentDeclaration> arguments, int index, string kind, string name, TypedConstant constant)
    {
        if (arguments.Any(argument => string.Equals(argument.Name, name, StringComparison.OrdinalIgnoreCase))) { IsComplete = false; }
        else if (Read(name, constant) is { } argument) { arguments.Add(argument); }
        else { IsComplete = false; }

        if (constant is { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type } && !HasMember(type, constant.Value))
        {
            string value = Convert.ToString(constant.Value, CultureInfo.InvariantCulture);
            problems.Report(Rules.ArgumentOutOfRange, index, name, kind, name, value, $"a member of {type.Name}");
        }
    }

    private static bool HasMember(INamedTypeSymbol type, object? value) =>
        type.GetMembers().OfType<IFieldSymbol>().Any(field => field.HasConstantValue && Equals(field.ConstantValue, value));

    private static ArgumentDeclaration? Read(string name, TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Array when constant.IsNull => new(name, 0, 0, null, default),
        TypedConstantKind.Array when constant.Values.Any(value => value.Kind == TypedConstantKind.Error) => null,
        TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => new(name, 0, 0, null, default)
        {
            Texts = constant.Values.Select(value => value.Value as string ?? "").ToEquatableArray(),
        },
        // User-defined attributes may nest arrays, whose Value property throws.
        TypedConstantKind.Array => new(
            name, 0, 0, null, constant.Values.Select(value => value.Kind == TypedConstantKind.Array ? 0 : ToInteger(value.Value)).ToEquatableArray()),
        TypedConstantKind.Enum => new(name, ToInteger(constant.Value), 0, null, default),
        TypedConstantKind.Primitive => constant.Value switch
        {
            null => new(name, 0, 0, null, default),
            string text => new(name, 0, 0, text, default),
            bool flag => new(name, flag ? 1 : 0, flag ? 1 : 0, null, default),
            float number => new(name, 0, number, null, default),
            double number => new(name, 0, number, null, default),
            var integer => new(name, ToInteger(integer), ToInteger(integer), null, default),
        },
        TypedConstantKind.Type => new(name, 0, 0, (constant.Value as ITypeSymbol)?.ToDisplayString(), default),
        _ => null,
    };

    private static long ToInteger(object? value) => value switch
    {
        char character => character,
        ulong large => (long)Math.Min(large, long.MaxValue),
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => 0,
    };

    private void AddLocations(int index, string name, List<AttributeArgumentSyntax> written)
    {
        if (locations is null) { return; }
        var first = written[0].Expression;
        var whole = TextSpan.FromBounds(first.SpanStart, written[written.Count - 1].Expression.Span.End);
        locations.Add(index, name, Location.Create(first.SyntaxTree, whole));

        // Elements of an expanded params list or of an array have separate locations.
        var elements = first switch
        {
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.AsEnumerable(),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.AsEnumerable(),
            _ => written.Select(argument => argument.Expression),
        };
        int element = 0;
        foreach (var expression in elements)
        {
            locations.Add(index, $"{name}[{element++}]", expression.GetLocation());
        }
    }
}
