using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NNGen.Generator.Tests;

namespace NNGen.Articles.Tests;

/// <summary>Parts of a sample's file, as the page on the articles shows them.</summary>
internal static class SourceExcerpt
{
    /// <summary>Members of a file, one after another: a type without its members, a method, or some statements of a method.</summary>
    /// <param name="file">The file, in <c>samples/Articles</c>.</param>
    /// <param name="members">Names, each with a first and last statement from 1 if need be: <c>OneUnit, Run 2-5</c>.</param>
    public static string Read(string file, string members)
    {
        string text = File.ReadAllText(Repository.PathOf($"samples/Articles/{file}")).ReplaceLineEndings("\n");
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return string.Join("\n\n", members.Split(", ").Select(member => Member(root, member.Split(' '), file)));
    }

    private static string Member(Microsoft.CodeAnalysis.SyntaxNode root, string[] words, string file)
    {
        MemberDeclarationSyntax[] found = [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(member => NameOf(member) == words[0])];
        Assert.True(found.Length > 0, $"{file} has no member {words[0]}.");
        string text = found[0].ToFullString();
        if (words.Length > 1)
        {
            int[] range = [.. words[1].Split('-').Select(int.Parse)];
            var body = ((MethodDeclarationSyntax)found[0]).Body!.Statements;
            Assert.True(range[^1] <= body.Count, $"{file}: {words[0]} has {body.Count} statements.");
            text = string.Concat(body.Skip(range[0] - 1).Take(range[^1] - range[0] + 1).Select(statement => statement.ToFullString()));
        }
        else if (found[0] is TypeDeclarationSyntax { OpenBraceToken.RawKind: not 0 } type && type.Members.Count > 0)
        {
            text = text[..(type.OpenBraceToken.SpanStart - type.FullSpan.Start)];
        }

        string[] lines = text.Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}
