using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>
/// Receives what a stage finds wrong. Stages know attributes by their index in the declaration and arguments by name;
/// the analyzer turns both into a place in the source, the generator only counts.
/// </summary>
internal interface IProblems
{
    /// <summary>Reports a problem.</summary>
    /// <param name="rule">Which rule is broken.</param>
    /// <param name="attribute">Index of the attribute in the declaration, or -1 for the class itself.</param>
    /// <param name="argument">Name of the argument that is wrong, or null for the whole attribute.</param>
    /// <param name="details">Values of the message.</param>
    void Report(DiagnosticDescriptor rule, int attribute, string? argument, params object[] details);
}
