using System.Globalization;

namespace NNGen;

/// <summary>The calls during training: the methods of <see cref="Callback"/> without their <c>On</c>.</summary>
internal enum TrainingMoment
{
    TrainBegin,
    EpochBegin,
    BatchBegin,
    BatchEnd,
    ValidationBegin,
    EpochEnd,
    EpochClose,
    TrainClose,
    TrainEnd,
}

/// <summary>Calls callbacks in order and reports which one failed. A call allocates nothing.</summary>
internal sealed class CallbackList
{
    private readonly Callback[] callbacks;
    private readonly TrainingContext context;
    private int began;

    /// <exception cref="ArgumentException">A callback is null or given twice, or two set the learning rate.</exception>
    public CallbackList(IReadOnlyList<Callback>? callbacks, TrainingContext context)
    {
        this.callbacks = [.. callbacks ?? []];
        this.context = context;
        for (int i = 0; i < this.callbacks.Length; i++)
        {
            if (this.callbacks[i] is null) { throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Callback {i} is null."), nameof(callbacks)); }
            if (Array.IndexOf(this.callbacks, this.callbacks[i]) < i)
            {
                throw new ArgumentException($"The same {this.callbacks[i].GetType().Name} object is given twice (create two).", nameof(callbacks));
            }
        }

        // Each would undo what the other does.
        Callback[] rates = [.. this.callbacks.Where(callback => callback is LearningRateSchedule or ReduceOnPlateau)];
        if (rates.Length > 1 && rates.Any(callback => callback is LearningRateSchedule))
        {
            throw new ArgumentException(
                $"{rates[0].GetType().Name} and {rates[1].GetType().Name} both set the learning rate (choose one of them).", nameof(callbacks));
        }

        Names = NamesOf(this.callbacks);
        StopsOnNaN = this.callbacks.Any(callback => callback is StopOnNaN);
    }

    /// <summary>A name in checkpoints for every callback: its class, numbered from the second of a class on.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool StopsOnNaN { get; }

    /// <summary>Calls all callbacks.</summary>
    /// <exception cref="CallbackException">One failed.</exception>
    public void Raise(TrainingMoment moment)
    {
        if (moment is TrainingMoment.BatchEnd or TrainingMoment.EpochEnd) { context.PublishWarnings(); }
        foreach (Callback callback in callbacks)
        {
            Call(callback, moment);
            if (moment == TrainingMoment.TrainBegin) { began++; }
        }
    }

    /// <summary>Ends all callbacks that were started, even if one fails.</summary>
    /// <returns>The first failure; all others are warnings.</returns>
    public CallbackException? End()
    {
        CallbackException? first = null;
        context.PublishWarnings();
        EndAll(TrainingMoment.TrainClose);
        EndAll(TrainingMoment.TrainEnd);
        return first;

        void EndAll(TrainingMoment moment)
        {
            foreach (Callback callback in callbacks.AsSpan(0, began)) { EndOne(callback, moment); }
        }

        void EndOne(Callback callback, TrainingMoment moment)
        {
            try
            {
                Call(callback, moment);
            }
            catch (CallbackException problem)
            {
                if (first is not null) { context.AddWarning("End", problem.Message); }
                first ??= problem;
            }
            catch (OperationCanceledException)
            {
                // The training is over; there is nothing left to cancel.
            }
        }
    }

    /// <summary>The state of the callbacks, by their names in checkpoints.</summary>
    public SortedDictionary<string, CallbackState> SaveStates()
    {
        var states = new SortedDictionary<string, CallbackState>(StringComparer.Ordinal);
        for (int i = 0; i < callbacks.Length; i++)
        {
            var state = new CallbackState(Names[i]);
            Guarded(callbacks[i], nameof(Callback.SaveState), callback => callback.SaveState(state));
            if (!state.IsEmpty) { states.Add(Names[i], state); }
        }

        return states;
    }

    /// <summary>Restores the state of every callback; a new one has none.</summary>
    public void LoadStates(IReadOnlyDictionary<string, CallbackState> states)
    {
        for (int i = 0; i < callbacks.Length; i++)
        {
            if (states.TryGetValue(Names[i], out CallbackState? state))
            {
                Guarded(callbacks[i], nameof(Callback.LoadState), callback => callback.LoadState(state, context));
            }
        }
    }

    private void Call(Callback callback, TrainingMoment moment)
    {
        context.Current = callback;
        try
        {
            switch (moment)
            {
                case TrainingMoment.TrainBegin: callback.OnTrainBegin(context); break;
                case TrainingMoment.EpochBegin: callback.OnEpochBegin(context); break;
                case TrainingMoment.BatchBegin: callback.OnBatchBegin(context); break;
                case TrainingMoment.BatchEnd: callback.OnBatchEnd(context); break;
                case TrainingMoment.ValidationBegin: callback.OnValidationBegin(context); break;
                case TrainingMoment.EpochEnd: callback.OnEpochEnd(context); break;
                case TrainingMoment.EpochClose: callback.OnEpochClose(context); break;
                case TrainingMoment.TrainClose: callback.OnTrainClose(context); break;
                default: callback.OnTrainEnd(context); break;
            }
        }
        catch (Exception problem) when (!IsCancellation(problem))
        {
            throw new CallbackException(callback, $"On{moment}", context, problem);
        }
        finally
        {
            context.Current = null;
        }
    }

    private void Guarded(Callback callback, string method, Action<Callback> call)
    {
        context.Current = callback;
        try
        {
            call(callback);
        }
        catch (Exception problem)
        {
            throw new CallbackException(callback, method, context, problem);
        }
        finally
        {
            context.Current = null;
        }
    }

    private bool IsCancellation(Exception problem) =>
        problem is OperationCanceledException canceled
        && canceled.CancellationToken == context.CancellationToken
        && context.CancellationToken.IsCancellationRequested;

    private static string[] NamesOf(Callback[] callbacks)
    {
        var counts = new Dictionary<string, int>();
        return [.. callbacks.Select(callback =>
        {
            string name = callback.GetType().Name;
            int count = counts[name] = counts.GetValueOrDefault(name) + 1;
            return count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{count}");
        })];
    }
}
