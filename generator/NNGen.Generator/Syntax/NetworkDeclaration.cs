using System.Linq;

namespace NNGen.Generator.Syntax;

/// <summary>A class marked <c>[Network]</c> as written: names and attribute arguments, without inference.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">
/// The types it is nested in, outermost first, as headers of their partial declarations (<c>partial class Outer&lt;T&gt;</c>).
/// </param>
/// <param name="Name">The name of the class.</param>
/// <param name="Accessibility">Its accessibility as keywords (<c>public</c>, <c>internal</c>, <c>private protected</c>, ...).</param>
/// <param name="Precision">The element type of the network.</param>
/// <param name="Attributes">Its input, layer and loss attributes in source order.</param>
internal sealed record NetworkDeclaration(
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string Accessibility,
    Precision Precision,
    EquatableArray<AttributeDeclaration> Attributes)
{
    /// <summary>Whether it can compute streams, one step at a time.</summary>
    public bool IsStreaming { get; init; }

    /// <summary>Whether the code consists of plain loops over single numbers, for readers.</summary>
    public bool IsReadable { get; init; }

    // Few networks of a project have the same name.
    public override int GetHashCode() => Name.GetHashCode();

    /// <summary>Whether its only input is token ids, so that it also takes integers.</summary>
    public bool TakesTokens => Attributes.Where(attribute => attribute.IsInput).Take(2).ToArray() is [{ Kind: "Tokens" }];
}

/// <summary>Mirrors <c>NNGen.Precision</c>.</summary>
internal enum Precision
{
    Single,
    Double,
}
