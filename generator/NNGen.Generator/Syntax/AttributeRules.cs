using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Syntax;

/// <summary>The rules about the attributes of a declaration that need no shapes: the input, names, ranges of arguments.</summary>
internal static class AttributeRules
{
    /// <summary>Reports the violations.</summary>
    /// <param name="network">The declaration.</param>
    /// <param name="isComplete">Whether all attributes could be read; only then is an absent attribute the user's mistake.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(NetworkDeclaration network, bool isComplete, IProblems problems)
    {
        CheckInput(network, isComplete, problems);
        CheckNames(network, problems);
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            if (network.Attributes[i].Block is null) { ArgumentRules.Check(network.Attributes[i], i, network.Precision, problems); }
        }
    }

    private static void CheckInput(NetworkDeclaration network, bool isComplete, IProblems problems)
    {
        int inputs = 0;
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            if (!network.Attributes[i].IsInput) { continue; }
            if (inputs++ == 0 && i > 0) { problems.Report(Rules.InputNotFirst, i, null, network.Attributes[0].Kind); }
        }

        if (inputs == 0 && isComplete) { problems.Report(Rules.NoInput, DiagnosticLocations.Class, null, network.Name); }
    }

    private static void CheckNames(NetworkDeclaration network, IProblems problems)
    {
        var owners = new Dictionary<string, string>();
        HashSet<string>? all = null;
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            var attribute = network.Attributes[i];
            if (!attribute.HasPosition || attribute.SharesParameters || attribute.Text("Name") is not { } name) { continue; }
            if (!IsName(name))
            {
                string valid = Free(Valid(name, attribute.Kind));
                problems.Report(Rules.InvalidName, i, "Name", SuggestedFix.Rename(valid), attribute.Kind, name, valid);
            }
            else if (owners.TryGetValue(attribute.Path, out string owner))
            {
                string free = Free(name);
                problems.Report(Rules.DuplicateName, i, "Name", SuggestedFix.Rename(free), name, owner, free);
            }
            else
            {
                owners.Add(attribute.Path, attribute.Kind);
            }
        }

        // The name, or else its stem with the next number. Suggested names count as used, so that all suggestions can be applied together.
        string Free(string name)
        {
            all ??= new HashSet<string>(network.Attributes.Select(attribute => attribute.Text("Name")).OfType<string>());
            if (all.Add(name)) { return name; }
            string stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            int number = int.TryParse(name.Substring(stem.Length), out int own) && own < int.MaxValue - network.Attributes.Count ? own : 1;
            string free;
            do { free = $"{stem}{++number}"; }
            while (!all.Add(free));
            return free;
        }
    }

    private static string Valid(string name, string kind)
    {
        string letters = new(name.Select(character => char.IsLetterOrDigit(character) || character is '_' or '-' ? character : '_').ToArray());
        return letters.Trim('_').Length == 0 ? kind.ToLowerInvariant()
            : char.IsLetter(letters[0]) || letters[0] == '_' ? letters
            : "_" + letters;
    }

    // A name that begins with a digit could be confused with a position: tensors of unnamed layers are named 0.weight, 1.weight, ...
    private static bool IsName(string name) =>
        name.Length > 0
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');
}
