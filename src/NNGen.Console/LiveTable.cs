using Spectre.Console;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>
/// A live table of several trainings, a row each: epoch, batch, loss, metrics, validation, learning rate, time and time left.
/// </summary>
/// <remarks>
/// <para>
/// <c>using var table = new LiveTable();</c>, then <c>callbacks: [table.AddRun("rate 0.01")]</c> for each training. The trainings may run on any
/// threads. Columns that do not fit into the window are left out, the least important first.
/// </para>
/// <para>
/// Colors follow the console (<c>NO_COLOR</c> turns them off). If nothing can be redrawn (output goes to a file, a pipe or a log of a
/// continuous build), each finished epoch is one plain line with the run's name before it.
/// </para>
/// </remarks>
public sealed class LiveTable : IDisposable
{
    /// <summary>Smooth to the eye, and a table, which takes about a millisecond to draw, stays below a hundredth of the time.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly IAnsiConsole console;
    private readonly List<LiveProgress> runs = [];
    private LiveScreen? screen;
    private long lastDrawn;
    private bool isDisposed;

    /// <summary>A table on the console's standard output.</summary>
    public LiveTable()
        : this(AnsiConsole.Console, AnsiConsole.Console.CanRedraw() && !IsContinuousBuild, TimeProvider.System)
    {
    }

    /// <summary>A table on a console of Spectre.Console.</summary>
    /// <param name="console">Where to draw. It is redrawn if it is an interactive terminal that knows ANSI sequences.</param>
    public LiveTable(IAnsiConsole console)
        : this(console ?? throw new ArgumentNullException(nameof(console)), console.CanRedraw(), TimeProvider.System)
    {
    }

    internal LiveTable(IAnsiConsole console, bool isLive, TimeProvider clock)
    {
        this.console = console;
        IsLive = isLive;
        Clock = clock;
    }

    /// <summary>Whether the table is redrawn while trainings run; otherwise each finished epoch is one plain line.</summary>
    public bool IsLive { get; }

    internal TimeProvider Clock { get; }

    private static bool IsContinuousBuild => Environment.GetEnvironmentVariable("CI") is { Length: > 0 } value && value is not ("false" or "0");

    /// <summary>Adds a row. It waits until its training begins.</summary>
    /// <param name="name">The name of the row, such as what is different in this training.</param>
    /// <returns>The callback to give to that training.</returns>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public LiveProgress AddRun(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var run = new LiveProgress(this, name, ownsTable: false);
        Add(run);
        return run;
    }

    /// <summary>Draws the table one last time, with all rows, and shows the cursor again. Trainings that still run are no longer shown.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) { return; }
            foreach (LiveProgress run in runs) { run.Leave(); }
            Close();
            isDisposed = true;
        }
    }

    internal void Add(LiveProgress run)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            runs.Add(run);
        }
    }

    /// <summary>Draws the current state of the runs, unless it was drawn just before or another thread is drawing.</summary>
    internal void Draw(bool force)
    {
        if (!IsLive) { return; }
        if (force) { gate.Enter(); }
        else if (Clock.GetElapsedTime(Interlocked.Read(ref lastDrawn)) < Interval || !gate.TryEnter()) { return; }
        try
        {
            if (isDisposed) { return; }
            Interlocked.Exchange(ref lastDrawn, Clock.GetTimestamp());
            IRenderable table = Render(console.Profile.Height - 3);
            if (screen is null) { screen = new LiveScreen(console, table); }
            else { screen.Show(table); }
        }
        finally
        {
            gate.Exit();
        }
    }

    /// <summary>The line of a finished epoch, if nothing is redrawn.</summary>
    internal void WriteEpoch(LiveProgress run, in FitProgress progress)
    {
        using var line = new StringWriter();
        new ConsoleProgress(line).Report(progress);
        WriteLine(Prefix(run) + line.ToString().TrimEnd());
    }

    /// <summary>A message above the table.</summary>
    internal void WriteMessage(LiveProgress run, string message)
    {
        if (!IsLive)
        {
            WriteLine(Prefix(run) + Texts.OneLine(message));
            return;
        }

        lock (gate) { console.Write(new LineAbove((run.Name.Length > 0 ? run.Name + ": " : "") + Texts.OneLine(message))); }
    }

    /// <summary>Draws all rows and leaves them on the screen; the next drawing begins a new table.</summary>
    internal void Close()
    {
        lock (gate)
        {
            if (screen is null) { return; }
            try
            {
                screen.Show(Render(int.MaxValue));
            }
            finally
            {
                screen.Dispose();
                screen = null;
            }
        }
    }

    private static string Prefix(LiveProgress run) => run.Name.Length > 0 ? $"[{run.Name}] " : "";

    // Not limited to the width of the console: a log does not break lines.
    private void WriteLine(string line)
    {
        lock (gate)
        {
            console.Profile.Out.Writer.WriteLine(line);
            console.Profile.Out.Writer.Flush();
        }
    }

    private IRenderable Render(int maxHeight) =>
        TableLayout.Render([.. runs.Select(run => run.View)], console.Profile.Width - 1, maxHeight, console.Profile.Capabilities.Unicode);
}
