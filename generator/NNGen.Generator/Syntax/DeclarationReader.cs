using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// Reads the attributes of a network in their order: a use of a block is replaced by the block's layers, and every layer gets the name of its tensors in
/// files.
/// </summary>
internal sealed class DeclarationReader(AttributeReader reader, IProblems problems, DiagnosticLocations? locations, CancellationToken cancellation)
{
    /// <summary>The maximum number of attributes with those of blocks: networks are deep, but not infinite.</summary>
    private const int MaxAttributes = 10_000;

    private readonly List<AttributeDeclaration> attributes = [];
    private readonly AttributeReader inner = new(Silence.Instance, null, cancellation);
    private bool isTooLong;
    private int uses;

    /// <summary>Whether all attributes could be read.</summary>
    public bool IsComplete => reader.IsComplete && inner.IsComplete && !isTooLong;

    public EquatableArray<AttributeDeclaration> Attributes => attributes.ToEquatableArray();

    /// <summary>Reads the attributes of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="parts">Its attributes, in their order.</param>
    public void Read(INamedTypeSymbol type, IEnumerable<AttributeData> parts) => Read([type], parts.ToList(), new Scope(""), null);

    /// <param name="chain">The class, and those whose blocks contain it, innermost first.</param>
    /// <param name="parts">Its attributes.</param>
    /// <param name="scope">The names of its tensors.</param>
    /// <param name="use">The index of the attribute that uses it, if it is a block.</param>
    /// <param name="isFrozen">Whether its layers are not trained.</param>
    private void Read(IReadOnlyList<INamedTypeSymbol> chain, IReadOnlyList<AttributeData> parts, Scope scope, int? use, bool isFrozen = false)
    {
        int number = uses++;
        // Blocks with the same name are repetitions of one sequence.
        IEnumerable<string> blocks = parts.Where(part => KnownAttributes.UsedBlock(part.AttributeClass) is not null).Select(Name).OfType<string>();
        HashSet<string> repeated = [.. blocks.GroupBy(block => block).Where(group => group.Count() > 1).Select(group => group.Key)];
        foreach (AttributeData data in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            int index = attributes.Count;
            if (isTooLong) { return; }
            if (index >= MaxAttributes)
            {
                isTooLong = true;
                problems.Report(Rules.TooLarge, use ?? DiagnosticLocations.Class, null, "The network", "more", "attributes, with those of its blocks", MaxAttributes);
                return;
            }

            AttributeDeclaration attribute = (use is null ? reader : inner).Read(data, index);
            if (use is { } outer)
            {
                attribute = attribute with { Block = chain[0].Name, Use = number, IsFrozen = isFrozen };
                locations?.AddInside(index, outer, chain[0].Name, data.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation());
            }

            string? name = attribute.Text("Name");
            if (attribute.Kind == "Residual")
            {
                attributes.Add(attribute);
                scope.Enter();
            }
            else if (attribute.Kind == "Shortcut")
            {
                attributes.Add(attribute);
                scope.Open(name ?? "shortcut");
            }
            else if (attribute.Kind == "EndResidual")
            {
                scope.Close();
                attributes.Add(attribute);
            }
            else if (KnownAttributes.UsedBlock(data.AttributeClass) is { } block)
            {
                attributes.Add(attribute);
                Expand(chain, block, attribute, scope, isFrozen || !attribute.Flag("Trainable", true), isCounted: attribute.Has("Repeat") || (name is not null && repeated.Contains(name)), use ?? index);
            }
            else if (attribute.HasWeights && (attribute.Text("Shared") is not null || scope.IsShared))
            {
                attributes.Add(attribute with { Path = attribute.Text("Shared") is { } owner ? scope.InScope(owner) : scope.Path(name), SharesParameters = true });
            }
            else { attributes.Add(attribute.HasPosition ? attribute with { Path = scope.Path(name) } : attribute); }
        }
    }

    private void Expand(IReadOnlyList<INamedTypeSymbol> chain, INamedTypeSymbol block, AttributeDeclaration use, Scope scope, bool isFrozen, bool isCounted, int outermost)
    {
        if (block.TypeKind == TypeKind.Error)
        {
            isTooLong = true; // the C# compiler reports it
            return;
        }

        if (chain.Contains(block, SymbolEqualityComparer.Default))
        {
            string names = string.Join(" → ", chain.TakeWhile(outer => !SymbolEqualityComparer.Default.Equals(outer, block)).Select(outer => outer.Name).Reverse().Prepend(block.Name).Append(block.Name));
            problems.Report(Rules.InvalidBlock, outermost, null, block.Name, $"contains itself: {names}", "remove one of the uses");
            return;
        }

        bool isNetwork = KnownAttributes.HasNetwork(block);
        if (!isNetwork && !KnownAttributes.HasBlock(block))
        {
            problems.Report(Rules.InvalidBlock, outermost, null, block.Name, "is neither a block nor a network", "mark it [Block]");
            return;
        }

        if (block.GetAttributes().Count(part => KnownAttributes.IsInput(part.AttributeClass)) > 1)
        {
            problems.Report(Rules.InvalidBlock, outermost, null, block.Name, "is a network with several inputs", "one value arrives at a block");
            return;
        }

        // Of a network, its layers.
        AttributeData[] parts = [.. Parts(block).Where(part =>
            !KnownAttributes.IsInput(part.AttributeClass) && !KnownAttributes.IsLoss(part.AttributeClass) && (!isNetwork || KnownAttributes.Kind(part.AttributeClass!) != "Output"))];
        long repeat = use.Integer("Repeat", 1);
        Scope sequence = use.Text("Shared") is { } shared ? scope.Again(shared, isCounted) : scope.Sequence(use.Text("Name"), isCounted);
        for (long i = 0; i < repeat && !isTooLong; i++) { Read([block, .. chain], parts, sequence.Next(), outermost, isFrozen); }
    }

    private static string? Name(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Name").Value.Value as string;

    /// <summary>The attributes of a class that are parts of a network, in the order of the source.</summary>
    public static IEnumerable<AttributeData> Parts(INamedTypeSymbol type) => type.GetAttributes()
        .Where(attribute => KnownAttributes.IsPart(attribute.AttributeClass))
        .OrderBy(attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, System.StringComparer.Ordinal)
        .ThenBy(attribute => attribute.ApplicationSyntaxReference?.Span.Start ?? 0);

    /// <summary>The names of tensors inside a class, a repetition or a shortcut: PyTorch's modules.</summary>
    private sealed class Scope(string prefix, bool isShared = false)
    {
        private readonly Dictionary<string, Scope> sequences = [];
        private readonly Stack<Scope> regions = new();
        private int position;
        private int repetition;
        private bool isCounted;

        private Scope Innermost => regions.Count > 0 ? regions.Peek() : this;

        /// <summary>The name of a layer: as declared, or its position.</summary>
        public string Path(string? name)
        {
            Scope scope = Innermost;
            int at = scope.position++;
            return $"{scope.Prefix}{name ?? InvariantText.Of(at)}";
        }

        public string Prefix => prefix;

        /// <summary>Whether its layers have the parameters of earlier ones with the same names.</summary>
        public bool IsShared => isShared;

        /// <summary>The name of another layer in the same module.</summary>
        public string InScope(string name) => Innermost.Prefix + name;

        /// <summary>The modules of an earlier block once more.</summary>
        public Scope Again(string name, bool isCounted) =>
            new($"{Innermost.Prefix}{name}", true) { isCounted = isCounted || (Innermost.sequences.TryGetValue(name, out Scope? earlier) && earlier.isCounted) };

        /// <summary>A residual region, whose layers are in the module around it.</summary>
        public void Enter() => regions.Push(Innermost);

        /// <summary>The layers of a shortcut, a module in itself.</summary>
        public void Open(string name)
        {
            Close();
            Scope scope = Innermost;
            string unique = name;
            for (int i = 2; scope.sequences.ContainsKey(unique); i++) { unique = $"{name}{i}"; }
            var region = new Scope($"{scope.Prefix}{unique}.", scope.IsShared);
            scope.sequences.Add(unique, region);
            regions.Push(region);
        }

        /// <summary>The end of a region, or of the part of it before its shortcut.</summary>
        public void Close()
        {
            if (regions.Count > 0) { regions.Pop(); }
        }

        /// <summary>The repetitions of a block; those of an earlier one with the same name are counted on.</summary>
        public Scope Sequence(string? name, bool isCounted)
        {
            Scope scope = Innermost;
            name ??= InvariantText.Of(scope.position);
            if (!scope.sequences.TryGetValue(name, out Scope? sequence))
            {
                scope.position++;
                scope.sequences.Add(name, sequence = new Scope($"{scope.Prefix}{name}", scope.IsShared));
            }

            sequence.isCounted |= isCounted;
            return sequence;
        }

        /// <summary>The next repetition.</summary>
        public Scope Next()
        {
            int at = repetition++;
            return new Scope(isCounted || at > 0 ? $"{prefix}.{InvariantText.Of(at)}." : $"{prefix}.", isShared);
        }
    }
}
