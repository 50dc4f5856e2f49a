using Spectre.Console;

namespace NNGen;

internal static class ConsoleAbilities
{
    /// <summary>Whether what was drawn can be drawn anew: in a terminal that knows the sequences for it, with somebody before it.</summary>
    public static bool CanRedraw(this IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true };
}
