using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NNGen.Generator.Diagnostics;

namespace NNGen.CodeFixes;

/// <summary>
/// The base class of all fixes: a fix defines how to fix a mistake; this class offers it, for one mistake and for all of the same kind.
/// </summary>
internal abstract class NetworkFix : CodeFixProvider
{
    private readonly ImmutableArray<string> ids;

    /// <summary>A fix of some rules.</summary>
    protected NetworkFix(params DiagnosticDescriptor[] rules) => ids = rules.Select(rule => rule.Id).ToImmutableArray();

    public sealed override ImmutableArray<string> FixableDiagnosticIds => ids;

    public sealed override FixAllProvider GetFixAllProvider() => new MergedFixes(this);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var suggestion in await Find(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                var solution = context.Document.Project.Solution;
                context.RegisterCodeFix(
                    CodeAction.Create(suggestion.Title, cancellation => MergedFixes.Apply(solution, suggestion.Edits, cancellation), suggestion.Key), diagnostic);
            }
        }
    }

    /// <summary>The possible fixes of a reported mistake; none if the source is too broken.</summary>
    public async Task<IReadOnlyList<SuggestedFix>> Find(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // If dotnet format fixes several rules, it passes the first mistake of any rule to every fix.
        if (!ids.Contains(diagnostic.Id) || diagnostic.Properties.ContainsKey(BlockDiagnostic.Block)) { return []; }
        var mistake = await Mistake.Read(document, diagnostic, cancellation).ConfigureAwait(false);
        return mistake is null ? [] : SuggestedFixes(mistake).Where(suggestion => suggestion.Edits.Count > 0).ToList();
    }

    /// <summary>The possible fixes of a mistake, the most likely first.</summary>
    protected abstract IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake);

    /// <summary>A suggestion that is the same for all mistakes of this fix.</summary>
    protected SuggestedFix SuggestedFix(string title, params IEnumerable<Edit> edits) => SuggestedFix(title, "", edits);

    /// <summary>One of several suggestions that this fix offers.</summary>
    /// <param name="title">The title in the editor.</param>
    /// <param name="way">Distinguishes the suggestions: a fix-all applies the same one everywhere.</param>
    /// <param name="edits">The edits.</param>
    protected SuggestedFix SuggestedFix(string title, string way, IEnumerable<Edit> edits) => new(title, $"{GetType().Name} {way}", edits.ToList());
}
