using System.Globalization;

namespace NNGen;

/// <content>Changes of the values: published as a whole, or in place.</content>
public sealed partial class ParameterBlock<T>
{
    /// <summary>Represents a training step among the writers.</summary>
    private static readonly object Step = new();

    /// <summary>
    /// Opens a copy of the values for writing. Predictions, and readers of <see cref="Values"/>, use the old values until the editor is
    /// disposed; then the copy replaces them atomically.
    /// </summary>
    /// <remarks>Each edit allocates a block; <see cref="EditInPlace"/> does not.</remarks>
    /// <exception cref="InvalidOperationException">Another editor is open, or a trainer is taking a step on another thread.</exception>
    public Editor Edit()
    {
        var copy = new ParameterValues<T>(Description);
        lock (Changes)
        {
            Take(copy, "edited");
            Current.Span.CopyTo(copy.Writable);
        }

        return new Editor(this, copy);
    }

    /// <summary>
    /// Opens the values themselves for writing, without a copy: for loops that change them in every step, if nothing else uses the network meanwhile.
    /// </summary>
    /// <remarks>
    /// Allocates nothing. A concurrent prediction may read some values from before the change and some from after it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another editor is open, or a trainer is taking a step on another thread.</exception>
    public Editor EditInPlace()
    {
        lock (Changes)
        {
            ParameterValues<T> values = Current;
            Take(values, "edited");
            return new Editor(this, values);
        }
    }

    /// <summary>Replaces all values atomically: a concurrent prediction uses either the old or the new ones, never a mixture.</summary>
    /// <param name="values">
    /// The new values, <see cref="Count"/> of them, in the order of <see cref="NetworkDescription.Parameters"/>; they are copied.
    /// </param>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    /// <exception cref="InvalidOperationException">An editor is open, or a trainer is taking a step on another thread.</exception>
    public void Replace(ReadOnlySpan<T> values)
    {
        if (values.Length != Count)
        {
            string expected = Description.StateCount == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{Count} parameters")
                : string.Create(CultureInfo.InvariantCulture, $"{Count} values: {Description.ParameterCount} parameters and {Description.StateCount} values of state");
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"values has {values.Length} values, but {Description.Name} has {expected}."), nameof(values));
        }

        var copy = new ParameterValues<T>(Description);
        values.CopyTo(copy.Writable);
        lock (Changes)
        {
            Take(copy, "replaced");
            Publish(copy);
            Volatile.Write(ref writer, null);
        }
    }

    /// <summary>The values for a training step, which may change them in place (<see cref="MarkChanged"/>) until <see cref="EndStep"/>.</summary>
    /// <exception cref="InvalidOperationException">An editor is open, or another trainer is taking a step.</exception>
    internal ParameterValues<T> BeginStep()
    {
        Take(Step, "trained");
        return Current;
    }

    /// <summary>Ends what <see cref="BeginStep"/> began.</summary>
    internal void EndStep() => Volatile.Write(ref writer, null);

    /// <summary>Marks the values as changed in place.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref version);

    /// <summary>Begins training of many steps, such as <c>Fit</c>; between two of them, callbacks may change the values.</summary>
    /// <exception cref="InvalidOperationException">Another one is running.</exception>
    internal void BeginFit()
    {
        if (Interlocked.Exchange(ref fitting, true))
        {
            throw new InvalidOperationException(
                $"{Description.Name} is being trained by another Fit; two at once would undo each other's steps (wait for its end, or train separate networks).");
        }
    }

    /// <summary>Ends what <see cref="BeginFit"/> began.</summary>
    internal void EndFit() => Volatile.Write(ref fitting, false);

    private void Close(ParameterValues<T> values)
    {
        lock (Changes)
        {
            // A second Dispose does nothing.
            if (writer != values) { return; }
            Publish(values);
            Volatile.Write(ref writer, null);
        }
    }

    /// <summary>Publishes the values before the version, so that readers of the new version find them.</summary>
    private void Publish(ParameterValues<T> values)
    {
        Volatile.Write(ref current, values);
        MarkChanged();
    }

    /// <summary>Allows one change at a time: otherwise one of two would be lost.</summary>
    /// <param name="change">The values of an editor, or <see cref="Step"/>.</param>
    /// <param name="verb">What is done to the parameters, for messages.</param>
    private void Take(object change, string verb)
    {
        if (Interlocked.CompareExchange(ref writer, change, null) is not { } other) { return; }
        (string what, string fix) = other == Step
            ? ("a trainer takes a step on another thread", "train a network on one thread at a time; maxDegreeOfParallelism gives a step more threads")
            : ("an editor of them is open", "dispose it first: using (var editor = network.Parameters.Edit()) { ... }");
        throw new InvalidOperationException(
            $"The parameters of {Description.Name} cannot be {verb} while {what}, or one of the two changes would be lost ({fix}).");
    }

    /// <summary>Write access to the parameters, until it is disposed.</summary>
    public readonly ref struct Editor
    {
        private readonly ParameterBlock<T> owner;
        private readonly ParameterValues<T> values;

        internal Editor(ParameterBlock<T> owner, ParameterValues<T> values) => (this.owner, this.values) = (owner, values);

        /// <summary>All values.</summary>
        public Span<T> Values => values.Writable;

        /// <summary>A parameter's values by its name.</summary>
        /// <param name="name">A name of <see cref="NetworkDescription.Parameters"/>.</param>
        /// <exception cref="ArgumentException">No parameter has that name.</exception>
        public Span<T> this[string name]
        {
            get
            {
                ParameterDescription parameter = owner.Find(name);
                return values.Writable.Slice(parameter.Offset, parameter.Count);
            }
        }

        /// <summary>The values of a layer's parameter: <c>editor[net.Dense1.Weight]</c>.</summary>
        /// <param name="parameter">A view of the network whose parameters are edited.</param>
        /// <exception cref="ArgumentException">The view belongs to another network.</exception>
        public Span<T> this[ParameterView<T> parameter] => parameter.Block == owner
            ? parameter.Of(values.Writable)
            : throw new ArgumentException(
                $"{parameter.Name} is a view of another network's parameters than those that are edited (take the view from the same network).", nameof(parameter));

        /// <summary>Ends the change: the network uses the written values from now on.</summary>
        public void Dispose() => owner.Close(values);
    }
}
