namespace NNGen;

/// <summary>Shows training on the console like Keras: a bar that is redrawn while an epoch runs, and its metrics.</summary>
/// <remarks>
/// If the output goes to a file or a pipe, one plain line is written for every finished epoch instead. Pass it to <c>Fit</c> as
/// <c>progress: new ConsoleProgress()</c>. One object shows one training at a time.
/// </remarks>
public sealed class ConsoleProgress : IProgress<FitProgress>
{
    /// <summary>Keras's interval: it looks smooth, and does not slow training.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly TextWriter writer;
    private readonly bool isInteractive;
    private readonly Func<int> windowWidth;
    private readonly TimeProvider clock;
    private readonly bool isUnicode;
    private long lastDrawn;
    private int lastLength;

    /// <summary>Shows progress on the console's standard output.</summary>
    public ConsoleProgress()
        : this(Console.Out, !Console.IsOutputRedirected, ConsoleWidth, TimeProvider.System)
    {
    }

    /// <summary>Writes one plain line for every finished epoch, for example into a log.</summary>
    /// <param name="writer">The writer; it is not closed.</param>
    public ConsoleProgress(TextWriter writer)
        : this(writer ?? throw new ArgumentNullException(nameof(writer)), isInteractive: false, ConsoleWidth, TimeProvider.System)
    {
    }

    internal ConsoleProgress(TextWriter writer, bool isInteractive, Func<int> windowWidth, TimeProvider clock)
    {
        this.writer = writer;
        this.isInteractive = isInteractive;
        this.windowWidth = windowWidth;
        this.clock = clock;
        isUnicode = writer.Encoding.WebName.StartsWith("utf", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Shows the progress; draws at most every 50 ms, and always when an epoch is finished.</summary>
    /// <param name="value">The report of <c>Fit</c>.</param>
    public void Report(FitProgress value)
    {
        if (isInteractive) { Redraw(value); }
        else if (value.IsEpochEnd) { writer.WriteLine(ProgressLine.Plain(value)); }

        if (value.Warnings is { } warnings)
        {
            // The line with the bar is left; the next report draws a new one below it.
            if (isInteractive && !value.IsEpochEnd) { writer.WriteLine(); }
            foreach (string warning in warnings.Split('\n')) { writer.WriteLine("Warning: " + warning); }
            lastLength = 0;
        }
    }

    private void Redraw(in FitProgress value)
    {
        bool isFirst = value.Batch == 1 && !value.IsEpochEnd;
        if (isFirst)
        {
            writer.WriteLine(ProgressLine.Title(value));
            lastLength = 0;
        }
        else if (!value.IsEpochEnd && clock.GetElapsedTime(lastDrawn) < Interval)
        {
            return;
        }

        lastDrawn = clock.GetTimestamp();
        string line = ProgressLine.Bar(value, windowWidth() - 1, isUnicode);
        writer.Write('\r');
        writer.Write(line.PadRight(Math.Min(lastLength, Math.Max(windowWidth() - 1, line.Length))));
        lastLength = line.Length;
        if (value.IsEpochEnd) { writer.WriteLine(); }
        writer.Flush();
    }

    private static int ConsoleWidth()
    {
        const int Usual = 80;
        try
        {
            return Console.WindowWidth > 1 ? Console.WindowWidth : Usual;
        }
        catch (IOException)
        {
            return Usual;
        }
    }
}
