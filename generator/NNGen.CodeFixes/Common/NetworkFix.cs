using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.CodeFixes;

/// <summary>What all fixes share: a fix says how a mistake is fixed, this class offers it, once and for all mistakes alike.</summary>
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

    /// <summary>The ways to fix a reported mistake; none where the source is too broken to say.</summary>
    public async Task<IReadOnlyList<SuggestedFix>> Find(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // dotnet format, told to fix several rules, offers every fix the first mistake of any.
        if (!ids.Contains(diagnostic.Id)) { return []; }
        var mistake = await Mistake.Read(document, diagnostic, cancellation).ConfigureAwait(false);
        return mistake is null ? [] : SuggestedFixes(mistake).Where(suggestion => suggestion.Edits.Count > 0).ToList();
    }

    /// <summary>The ways to fix a mistake, the likeliest first.</summary>
    protected abstract IEnumerable<SuggestedFix> SuggestedFixes(Mistake mistake);

    /// <summary>A suggestion that is offered alike for all mistakes of this fix.</summary>
    protected SuggestedFix SuggestedFix(string title, params IEnumerable<Edit> edits) => SuggestedFix(title, "", edits);

    /// <summary>One of several suggestions that this fix offers.</summary>
    /// <param name="title">What the editor offers.</param>
    /// <param name="way">Tells the several apart: a fix-all takes the same way everywhere.</param>
    /// <param name="edits">The edits.</param>
    protected SuggestedFix SuggestedFix(string title, string way, IEnumerable<Edit> edits) => new(title, $"{GetType().Name} {way}", edits.ToList());
}
