using System.Collections.Generic;

namespace NNGen.Generator.CSharp;

/// <summary>
/// Prints the statements of a pass that the threads of a team execute together: statements that one thread executes for all, and products that they
/// share. All threads wait before a shared product, for its operands, and after it, unless another shared product follows.
/// </summary>
/// <param name="writer">Receives the lines.</param>
/// <param name="hasTeam">Whether all threads go through the pass; otherwise one thread executes everything, and no synchronization is printed.</param>
internal sealed class SharedLines(CodeWriter writer, bool hasTeam)
{
    private readonly List<string> led = [];
    private bool isOpen;

    /// <summary>Prints statements that all threads execute without waiting.</summary>
    public void Begin(string line)
    {
        writer.Line(line);
        isOpen = hasTeam;
    }

    /// <summary>Adds statements for one thread.</summary>
    public void Lead(params string[] lines)
    {
        if (isOpen) { Wait(); }
        led.AddRange(lines);
    }

    /// <summary>Prints a product that all threads share.</summary>
    public void Share(params string[] lines)
    {
        Flush();
        Wait();
        foreach (string line in lines) { writer.Line(line); }
        isOpen = true;
    }

    /// <summary>Ends a section.</summary>
    public void End()
    {
        Flush();
        if (isOpen) { Wait(); }
    }

    private void Flush()
    {
        if (led.Count == 0) { return; }
        if (hasTeam)
        {
            using (writer.Braces("if (team.Leads)")) { Print(); }
        }
        else { Print(); }

        led.Clear();
    }

    private void Print()
    {
        foreach (string line in led) { writer.Line(line); }
    }

    private void Wait()
    {
        writer.Line("team.Wait();");
        isOpen = false;
    }
}
