using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.CodeFixes;

/// <summary>A reported diagnostic and its source.</summary>
internal sealed class Mistake
{
    private readonly SyntaxNode root;

    private Mistake(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        Diagnostic = diagnostic;
        this.root = root;
        Model = model;
        Cancellation = cancellation;
    }

    public Diagnostic Diagnostic { get; }

    public SemanticModel Model { get; }

    public CancellationToken Cancellation { get; }

    public string Id => Diagnostic.Id;

    public SyntaxTree SyntaxTree => root.SyntaxTree;

    /// <summary>The smallest node that contains the underlined code.</summary>
    public SyntaxNode Node => root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The first token that is underlined.</summary>
    public SyntaxToken Token => root.FindToken(Diagnostic.Location.SourceSpan.Start);

    /// <summary>The attribute that is underlined or contains the underlined code.</summary>
    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The type declaration that is underlined or contains the underlined code.</summary>
    public TypeDeclarationSyntax? Declaration => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The type of <see cref="Declaration"/>.</summary>
    public INamedTypeSymbol? Type =>
        Declaration is { } declaration ? Model.GetDeclaredSymbol(declaration, Cancellation) as INamedTypeSymbol : null;

    /// <summary>A property of the diagnostic, or null.</summary>
    public string? Property(string name) => Diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;

    /// <summary>An integer property of the diagnostic.</summary>
    public long? Number(string name) =>
        long.TryParse(Property(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>Reads the source around a diagnostic.</summary>
    /// <returns>Null if the diagnostic is not in the document.</returns>
    public static async Task<Mistake?> Read(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)) { return null; }
        return new Mistake(diagnostic, root, model, cancellation);
    }
}
