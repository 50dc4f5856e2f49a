using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace NNGen.CodeFixes;

/// <summary>
/// Fixes all mistakes of a document, project or solution in one step. Suggested fixes with the same edit (two networks in one
/// class that is not partial) share it. A fix that conflicts with an earlier one is left for the next run; it is never applied in part.
/// </summary>
internal sealed class MergedFixes(NetworkFix fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var edits = new List<Edit>();
        foreach (var (document, diagnostic) in await Diagnostics(context).ConfigureAwait(false))
        {
            var suggestions = await fix.Find(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            // Without a key (dotnet format has none if it found another rule's mistake first), the most likely suggestion is applied.
            string? key = context.CodeActionEquivalenceKey;
            if (suggestions.FirstOrDefault(suggestion => key is null || suggestion.Key == key) is { } suggestion) { Merge(edits, suggestion.Edits); }
        }

        // If nothing can be changed, the action returns the unchanged solution: without an action, dotnet format reports a broken fix.
        var solution = context.Solution;
        return CodeAction.Create(
            "Fix all", cancellation => Apply(solution, edits, cancellation), context.CodeActionEquivalenceKey);
    }

    /// <summary>A solution with changed texts.</summary>
    public static async Task<Solution> Apply(Solution solution, IReadOnlyList<Edit> edits, CancellationToken cancellation)
    {
        var changed = solution;
        foreach (var file in edits.GroupBy(edit => edit.SyntaxTree))
        {
            if (solution.GetDocumentId(file.Key) is not { } id) { continue; }
            var text = await file.Key.GetTextAsync(cancellation).ConfigureAwait(false);
            // Insertions come before a replacement that starts at the same position; the sort is stable.
            var changes = file
                .OrderBy(edit => edit.Span.Start)
                .ThenBy(edit => edit.Span.Length > 0)
                .Select(edit => new TextChange(edit.Span, edit.Text));
            changed = changed.WithDocumentText(id, text.WithChanges(changes));
        }

        return changed;
    }

    private static void Merge(List<Edit> edits, IReadOnlyList<Edit> more)
    {
        var added = more.Where(edit => !edits.Any(edit.Equals)).ToList();
        if (!added.Any(edit => edits.Any(edit.Overlaps))) { edits.AddRange(added); }
    }

    private static async Task<IReadOnlyList<(Document, Diagnostic)>> Diagnostics(FixAllContext context)
    {
        if (context is { Scope: FixAllScope.Document, Document: { } document })
        {
            return InOrder(document, await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
        }

        var found = new List<(Document, Diagnostic)>();
        var projects = context.Scope == FixAllScope.Solution
            ? context.Solution.Projects.Where(project => project.Language == context.Project.Language)
            : [context.Project];
        foreach (var project in projects)
        {
            var diagnostics = await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            foreach (var group in diagnostics.GroupBy(diagnostic => project.GetDocument(diagnostic.Location.SourceTree)))
            {
                if (group.Key is { } file) { found.AddRange(InOrder(file, group)); }
            }
        }

        return found;
    }

    private static IReadOnlyList<(Document, Diagnostic)> InOrder(Document document, IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Where(diagnostic => diagnostic.Location.IsInSource)
        .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
        .Select(diagnostic => (document, diagnostic))
        .ToImmutableArray();
}
