using System.Globalization;
using System.Text;
using Spectre.Console;

namespace NNGen.Tests;

/// <summary>
/// A terminal that shows its input like a window: it interprets the sequences that are used here, breaks long lines, and fails at unknown
/// sequences.
/// </summary>
internal sealed class Terminal : TextWriter, IAnsiConsoleOutput
{
    private readonly List<StringBuilder> lines = [new()];
    private readonly StringBuilder pending = new();
    private readonly StringBuilder everything = new();
    private int row;
    private int column;

    public Terminal(int width, int height = 24, bool isTerminal = true)
    {
        Width = width;
        Height = height;
        IsTerminal = isTerminal;
        NewLine = "\n";
    }

    public override Encoding Encoding => Encoding.UTF8;

    public TextWriter Writer => this;

    public bool IsTerminal { get; }

    public int Width { get; set; }

    public int Height { get; }

    public bool IsCursorVisible { get; private set; } = true;

    /// <summary>Whether the cursor is at the beginning of an empty line, where a prompt belongs.</summary>
    public bool IsAtPrompt => column == 0 && lines[row].ToString().Trim().Length == 0;

    /// <summary>How often the cursor was hidden.</summary>
    public int TimesHidden { get; private set; }

    /// <summary>Everything that was ever written.</summary>
    public string Written => everything.ToString();

    /// <summary>The visible text.</summary>
    public string Text => string.Join('\n', lines.Select(line => line.ToString().TrimEnd())).TrimEnd('\n');

    /// <summary>A console of Spectre.Console in this terminal.</summary>
    public IAnsiConsole Console(bool colors = false, bool unicode = true, bool interactive = true, bool ansi = true)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = this,
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Capabilities.Unicode = unicode;
        return console;
    }

    public void SetEncoding(Encoding encoding)
    {
    }

    public override void Write(char value)
    {
        everything.Append(value);
        if (pending.Length > 0)
        {
            pending.Append(value);
            if (pending.Length == 2) { Assert.Equal('[', value); }
            else if (char.IsLetter(value)) { Obey(); }
        }
        else if (value == '\e') { pending.Append(value); }
        else if (value == '\r') { column = 0; }
        else if (value == '\n') { NewRow(); }
        else
        {
            Assert.False(char.IsControl(value), $"Control character {(int)value}.");
            Put(value);
        }
    }

    private void NewRow()
    {
        column = 0;
        row++;
        if (row == lines.Count) { lines.Add(new StringBuilder()); }
    }

    private void Put(char value)
    {
        if (column == Width) { NewRow(); }
        StringBuilder line = lines[row];
        while (line.Length <= column) { line.Append(' '); }
        line[column++] = value;
    }

    private void Obey()
    {
        string sequence = pending.ToString()[2..];
        pending.Clear();
        switch (sequence)
        {
            case "?25l":
                IsCursorVisible = false;
                TimesHidden++;
                break;
            case "?25h":
                IsCursorVisible = true;
                break;
            case "J":
                lines[row].Length = Math.Min(lines[row].Length, column);
                lines.RemoveRange(row + 1, lines.Count - row - 1);
                break;
            case "2K":
                lines[row].Clear();
                break;
            case [.. string count, 'A']:
                row -= int.Parse(count, CultureInfo.InvariantCulture);
                Assert.True(row >= 0, "Above the window.");
                break;
            case [.., 'm']:
                break;
            default:
                Assert.Fail($"Unknown sequence ESC[{sequence}");
                break;
        }
    }
}
