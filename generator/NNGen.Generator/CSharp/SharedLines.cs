using System.Collections.Generic;

namespace NNGen.Generator.CSharp;

/// <summary>
/// Prints the statements of a pass that the threads of a team make together: what one of them does for all, and products that they share. All wait before a shared product, for what it reads, and
/// behind it, unless a shared one follows.
/// </summary>
/// <param name="writer">Receives the lines.</param>
/// <param name="isShared">Whether there is any product to share; otherwise one thread does everything, and nothing is said.</param>
internal sealed class SharedLines(CodeWriter writer, bool isShared)
{
    private readonly List<string> led = [];
    private bool isOpen;

    /// <summary>Prints what all threads share and need not wait for.</summary>
    public void Begin(string line)
    {
        writer.Line(line);
        isOpen = isShared;
    }

    /// <summary>Adds lines for one thread.</summary>
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
        if (isShared)
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
