using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>
/// The mistakes of a block that do not depend on what arrives, reported in its class, once, however often it is used: regions begin and end in it,
/// and so do the names of its values.
/// </summary>
internal static class BlockRules
{
    /// <summary>Reports the violations.</summary>
    /// <param name="contents">The attributes of the block, in their order.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(IReadOnlyList<AttributeDeclaration> contents, IProblems problems)
    {
        CheckRegions(contents, problems);
        CheckMarks(contents, problems);
    }

    private static void CheckRegions(IReadOnlyList<AttributeDeclaration> contents, IProblems problems)
    {
        var open = new Stack<(int Attribute, bool HasShortcut)>();
        for (int i = 0; i < contents.Count; i++)
        {
            string kind = contents[i].Kind;
            if (kind == "Residual") { open.Push((i, false)); }
            else if (kind is "Shortcut" or "EndResidual" && open.Count == 0) { problems.NotOpened(i, kind); }
            else if (kind == "EndResidual") { open.Pop(); }
            else if (kind == "Shortcut" && open.Peek().HasShortcut) { problems.SecondShortcut(i); }
            else if (kind == "Shortcut") { open.Push((open.Pop().Attribute, true)); }
        }

        // Which layer gives the shape that arrives is not known here; most blocks end with their region.
        foreach ((int attribute, _) in open) { problems.NotClosed(attribute, contents.Count - 1 > attribute ? contents.Count - 1 : null); }
    }

    private static void CheckMarks(IReadOnlyList<AttributeDeclaration> contents, IProblems problems)
    {
        var given = new Dictionary<string, (int Attribute, string Argument)>();
        var read = new HashSet<string>();
        bool isKnown = true; // which names are read
        for (int i = 0; i < contents.Count; i++)
        {
            foreach ((string name, string argument) in contents[i].MarksRead())
            {
                if (given.ContainsKey(name)) { read.Add(name); }
                else
                {
                    problems.UnknownMark(i, argument, name, given.Keys, contents.Skip(i));
                    isKnown = false;
                }
            }

            foreach ((string name, string argument) in contents[i].MarksGiven())
            {
                if (given.ContainsKey(name)) { problems.DuplicateMark(i, argument, name); }
                else { given.Add(name, (i, argument)); }
            }
        }

        foreach (KeyValuePair<string, (int Attribute, string Argument)> mark in given.Where(mark => isKnown && !read.Contains(mark.Key)))
        {
            problems.UnusedMark(mark.Value.Attribute, contents[mark.Value.Attribute].Kind == "As" ? null : mark.Value.Argument, mark.Key);
        }
    }
}
