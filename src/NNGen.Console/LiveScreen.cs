using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NNGen;

/// <summary>Something that is redrawn in place until it is disposed; the cursor is hidden meanwhile.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LiveScreen : IDisposable
{
    private readonly IAnsiConsole console;
    private readonly TaskCompletionSource end = new();
    private readonly Task display;
    private readonly PosixSignalRegistration? interrupt;
    private LiveDisplayContext? context;

    /// <exception cref="InvalidOperationException">Something else is being redrawn on this console.</exception>
    public LiveScreen(IAnsiConsole console, IRenderable first)
    {
        this.console = console;

        // Spectre.Console redraws within a delegate; this one runs until the end is signaled.
        display = console.Live(first).StartAsync(async live =>
        {
            context = live;
            live.Refresh();
            await end.Task.ConfigureAwait(false);
        });
        if (display.IsFaulted)
        {
            throw new InvalidOperationException(
                "Something else is being redrawn on this console (trainings at the same time share one table: new LiveTable(), then AddRun for each).",
                display.Exception.InnerException);
        }

        // If Ctrl-C is not handled, it ends the process at once, without disposing anything.
        AppDomain.CurrentDomain.ProcessExit += ShowCursor;
        if (!OperatingSystem.IsBrowser()) { interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => ShowCursor(null, EventArgs.Empty)); }
    }

    public void Show(IRenderable drawing) => context!.UpdateTarget(drawing);

    public void Dispose()
    {
        interrupt?.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= ShowCursor;
        end.TrySetResult();
        display.GetAwaiter().GetResult();
    }

    private void ShowCursor(object? sender, EventArgs arguments)
    {
        // Not through the console: the thread that draws may hold its lock.
        console.Profile.Out.Writer.Write("\e[?25h");
        console.Profile.Out.Writer.Flush();
    }
}
