using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace NNGen.Generator.Tests;

/// <summary>A word that NNGen does not use, with what is used instead.</summary>
/// <param name="Pattern">Finds the word in any case; a space also matches the end of a line.</param>
/// <param name="Instead">The field's word.</param>
internal sealed record BannedWord([StringSyntax(StringSyntaxAttribute.Regex)] string Pattern, string Instead)
{
    private readonly Regex regex = new(
        $@"\b(?:{Pattern.Replace(" ", @"\s+", StringComparison.Ordinal)})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Every use of the word in a file, such as <c>line 3: 'mend' (write 'fix')</c>.</summary>
    public IEnumerable<string> In(IEnumerable<TextSegment> file) =>
        from segment in file
        from match in regex.Matches(segment.Text)
        let line = segment.Line + segment.Text.AsSpan(0, match.Index).Count('\n')
        let use = string.Join(' ', match.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        select $"line {line}: '{use}' (write '{Instead}')";
}

/// <summary>What is searched, and for which words.</summary>
internal static class BannedWords
{
    /// <summary>
    /// The files of a folder and its subfolders, and how their text is read. Code is added with a line such as
    /// <c>new("src", "*.cs", TextSegment.OfCode)</c>.
    /// </summary>
    public static readonly SearchedFiles[] Searched =
    [
        new("", "*.md", TextSegment.OfMarkdown),
        new("benchmarks", "*.cs", TextSegment.OfCode),
        new("samples", "*.cs", TextSegment.OfCode),
        new("src", "*.cs", TextSegment.OfCode),
        new("generator", "*.cs", TextSegment.OfCode),
        new("tests", "*.cs", TextSegment.OfCode),
    ];

    public static readonly BannedWord[] All =
    [
        // Private words for what the field has a name for.
        new("ask(s|ed|ing)? for", "prefetch, require, request"),
        new("far (weights?|gradients?|layers?|parameters?|memory)", "exceeds L2"),
        new("doors?", "argument checks"),
        new("mend(s|ed|ing)?", "fix, code fix, suggested fix"),
        new("(?<!decimal )places", "locations"),
        new("knowledge", "constant evaluator"),
        new("(?<!(syntax|expression|directory|work|source) )trees?", "fixed-order sum, pairwise sum"),
        new("strips?", "packed columns"),
        new("(?<!dependency )chains", "accumulators"),
        new("pivots?", "logits"),
        new("(network|model)('s)? (head|body)|(head|body) of (a|the|its) (network|model)", "output layer, trunk"),
        new("tapes?", "workspace"),
        new("exponents? of (a |the )?(logits?|outputs?|softmax)|softmax('s)? exponents?", "exponential"),
        new("explained(?! variance)", "targets · logits, described"),
        new("rides?", "is vectorized"),

        // Phrases that a native writer would not use.
        new("beside", "next to, in addition to"),
        new("of (its|their|his|her|our|your|one's) own", "its own ..., separate, custom"),
        new("(?<!there )(is|are|was|were) no(?! longer| better| worse| more| less)", "is not a"),
        new("(multiply-adds?|instructions?|labels|features|values?|lines?|bytes) an? (sample|panel|epoch|image|vector)", "per sample"),
        new("(activations?|layers?|formulas?|bias|loss|softmax|sigmoid) behind", "after"),
        new("behind (a|an|the|each|another) (activation|layer|formula|softmax|sigmoid|product|bias|loss)", "after"),

        // American spelling.
        new(
            @"\w*(colour|behaviour|neighbour|favour|grey|centre|licence|labell(?!edby)|modell|cancell(ed|ing)|analys(ed|ing))\w*",
            "the American spelling"),
        new(
            @"\w*(optim|initial|regular|normal|minim|maxim|vector|special|serial|standard|recogn|general|summar|organ|quant|penal|categor"
            + "|parallel|visual)is(e|ed|er|ers|es|ing|ation|ations)",
            "the American spelling"),
    ];
}
