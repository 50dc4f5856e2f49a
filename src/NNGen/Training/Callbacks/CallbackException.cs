using System.Globalization;

namespace NNGen;

/// <summary>A callback threw an exception, which ended training. The network keeps what it has learned so far and is ready for use.</summary>
public sealed class CallbackException : Exception
{
    internal CallbackException(Callback callback, string method, TrainingContext context, Exception innerException)
        : base(MessageOf(callback, method, context, innerException), innerException)
    {
        Callback = callback;
        Epoch = context.Epoch;
        Batch = context.Batch;
        History = context.History;
    }

    /// <summary>The callback that failed.</summary>
    public Callback Callback { get; }

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; }

    /// <summary>The batch within its epoch, from 1; 0 before the first.</summary>
    public int Batch { get; }

    /// <summary>The finished epochs.</summary>
    public History History { get; }

    private static string MessageOf(Callback callback, string method, TrainingContext context, Exception problem)
    {
        string result = method == nameof(Callback.LoadState)
            ? "Training was not resumed; nothing was changed."
            : string.Create(
                CultureInfo.InvariantCulture, $"Training has ended; finished epochs: {context.History.Count}. The network keeps what it has learned.");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(context.Epoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"Epoch {context.Epoch}: the") : "The")} callback {callback.GetType().Name} failed in {method}: {problem.Message} ({result})");
    }
}
