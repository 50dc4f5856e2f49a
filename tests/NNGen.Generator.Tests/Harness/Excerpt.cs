using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>A part of a generated file.</summary>
internal static class Excerpt
{
    /// <summary>A member with the comment above it, or some of its statements, moved to the left margin.</summary>
    /// <param name="code">The generated file.</param>
    /// <param name="path">The member's name, with its type's where several types have one; of overloads, the first.</param>
    /// <param name="statements">The first and last statement, from 1, such as <c>2-4</c>; <c>heading</c> for the comment above the member; empty for the whole member.</param>
    public static string Of(string code, string path, string statements = "")
    {
        string name = path.Split('.')[^1];
        var root = CSharpSyntaxTree.ParseText(code).GetRoot();
        var member = root.DescendantNodes().OfType<MemberDeclarationSyntax>().FirstOrDefault(member => member switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text == name
                && (path == name || ((TypeDeclarationSyntax)method.Parent!).Identifier.Text == path.Split('.')[0]),
            ClassDeclarationSyntax or StructDeclarationSyntax => ((TypeDeclarationSyntax)member).Identifier.Text == name,
            _ => false,
        });
        Assert.True(member is not null, $"The generated file has no {path}.");
        string text = member.ToFullString();
        if (statements == "heading")
        {
            text = member.GetLeadingTrivia().ToFullString();
        }
        else if (statements.Length > 0)
        {
            int[] range = [.. statements.Split('-').Select(int.Parse)];
            var body = ((MethodDeclarationSyntax)member).Body!.Statements;
            text = string.Concat(body.Skip(range[0] - 1).Take(range[^1] - range[0] + 1).Select(statement => statement.ToFullString()));
        }
        else if (member is ClassDeclarationSyntax type)
        {
            text = text[..(type.OpenBraceToken.SpanStart - type.FullSpan.Start)];
        }

        string[] lines = text.Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }
}
