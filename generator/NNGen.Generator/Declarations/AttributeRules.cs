using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Declarations;

/// <summary>The rules about the attributes of a declaration that need no shapes: the input, names, ranges of arguments.</summary>
internal static class AttributeRules
{
    /// <summary>Reports what is wrong.</summary>
    /// <param name="network">The declaration.</param>
    /// <param name="isComplete">Whether nothing is missing from it: only then is an absent attribute the user's mistake.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(NetworkDeclaration network, bool isComplete, IProblems problems)
    {
        CheckInput(network, isComplete, problems);
        CheckNames(network, problems);
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            ArgumentRules.Check(network.Attributes[i], i, network.Precision, problems);
        }
    }

    private static void CheckInput(NetworkDeclaration network, bool isComplete, IProblems problems)
    {
        int inputs = 0;
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            if (network.Attributes[i].Kind != "Input") { continue; }
            if (inputs++ > 0) { problems.Report(Rules.SeveralInputs, i, null, network.Name); }
            else if (i > 0) { problems.Report(Rules.InputNotFirst, i, null, network.Attributes[0].Kind); }
        }

        if (inputs == 0 && isComplete) { problems.Report(Rules.NoInput, SourcePlaces.Class, null, network.Name); }
    }

    private static void CheckNames(NetworkDeclaration network, IProblems problems)
    {
        var owners = new Dictionary<string, string>();
        for (int i = 0; i < network.Attributes.Count; i++)
        {
            var attribute = network.Attributes[i];
            if (attribute.Text("Name") is not { } name) { continue; }
            if (!IsName(name)) { problems.Report(Rules.InvalidName, i, "Name", attribute.Kind, name); }
            else if (owners.TryGetValue(name, out string owner)) { problems.Report(Rules.DuplicateName, i, "Name", name, owner); }
            else { owners.Add(name, attribute.Kind); }
        }
    }

    // A name that begins with a digit could be taken for a position: tensors of unnamed layers are called 0.weight, 1.weight, ...
    private static bool IsName(string name) =>
        name.Length > 0
        && (char.IsLetter(name[0]) || name[0] == '_')
        && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '-');
}
