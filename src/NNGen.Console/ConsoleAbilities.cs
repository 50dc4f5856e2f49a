using Spectre.Console;

namespace NNGen;

internal static class ConsoleAbilities
{
    /// <summary>Whether output can be redrawn: in an interactive terminal that supports ANSI sequences.</summary>
    public static bool CanRedraw(this IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };
}
