using System.Globalization;

namespace NNGen;

/// <content>How the values change: published as a whole, or in place.</content>
public sealed partial class ParameterBlock<T>
{
    /// <summary>Stands for a training step among those that change the values.</summary>
    private static readonly object Step = new();

    /// <summary>
    /// Opens a copy of the values for writing. Predictions, and readers of <see cref="Values"/>, go on with the old values until the editor is disposed; then the copy
    /// takes their place in one step.
    /// </summary>
    /// <remarks>Each edit allocates a block; <see cref="EditInPlace"/> does not.</remarks>
    /// <exception cref="InvalidOperationException">Another editor is open, or a trainer takes a step on another thread.</exception>
    public Editor Edit()
    {
        var copy = new ParameterValues<T>(Count);
        lock (Changes)
        {
            Take(copy, "edited");
            Current.Span.CopyTo(copy.Writable);
        }

        return new Editor(this, copy);
    }

    /// <summary>
    /// Opens the values themselves for writing, without a copy: for loops that change them in every step, of a network that nobody else uses meanwhile.
    /// </summary>
    /// <remarks>
    /// Allocates nothing. A prediction on another thread may read some of the values from before the change and some from after it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another editor is open, or a trainer takes a step on another thread.</exception>
    public Editor EditInPlace()
    {
        lock (Changes)
        {
            ParameterValues<T> values = Current;
            Take(values, "edited");
            return new Editor(this, values);
        }
    }

    /// <summary>Replaces all values in one step: a prediction that runs at the same time uses the old ones or the new ones, never some of each.</summary>
    /// <param name="values">The new values, <see cref="Count"/> of them, in the order of <see cref="NetworkDescription.Parameters"/>; they are copied.</param>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    /// <exception cref="InvalidOperationException">An editor is open, or a trainer takes a step on another thread.</exception>
    public void Replace(ReadOnlySpan<T> values)
    {
        if (values.Length != Count)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"values has {values.Length} values, but {Description.Name} has {Count} parameters."), nameof(values));
        }

        var copy = new ParameterValues<T>(Count);
        values.CopyTo(copy.Writable);
        lock (Changes)
        {
            Take(copy, "replaced");
            Publish(copy);
            Volatile.Write(ref writer, null);
        }
    }

    /// <summary>The values for a training step, which may change them in place (<see cref="MarkChanged"/>) until <see cref="EndStep"/>.</summary>
    /// <exception cref="InvalidOperationException">An editor is open, or another trainer takes a step.</exception>
    internal ParameterValues<T> BeginStep()
    {
        Take(Step, "trained");
        return Current;
    }

    /// <summary>Ends what <see cref="BeginStep"/> began.</summary>
    internal void EndStep() => Volatile.Write(ref writer, null);

    /// <summary>Says that the values have changed in place.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref version);

    /// <summary>Begins a training of many steps, such as <c>Fit</c>; between two of them callbacks may change the values.</summary>
    /// <exception cref="InvalidOperationException">One is under way.</exception>
    internal void BeginFit()
    {
        if (Interlocked.Exchange(ref fitting, true))
        {
            throw new InvalidOperationException(
                $"{Description.Name} is being trained by another Fit; two at once would undo each other's steps (wait for its end, or train a network of each one's own).");
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

    /// <summary>The values first: who sees the new version finds them.</summary>
    private void Publish(ParameterValues<T> values)
    {
        Volatile.Write(ref current, values);
        MarkChanged();
    }

    /// <summary>One change at a time: of two, one would be lost.</summary>
    /// <param name="change">The values of an editor, or <see cref="Step"/>.</param>
    /// <param name="verb">What is to be done with the parameters.</param>
    private void Take(object change, string verb)
    {
        if (Interlocked.CompareExchange(ref writer, change, null) is not { } other) { return; }
        (string what, string fix) = other == Step
            ? ("a trainer takes a step on another thread", "train a network on one thread at a time; maxDegreeOfParallelism gives a step more threads")
            : ("an editor of them is open", "dispose it first: using (var editor = network.Parameters.Edit()) { ... }");
        throw new InvalidOperationException(
            $"The parameters of {Description.Name} cannot be {verb} while {what}, or one of the two changes would be lost ({fix}).");
    }

    /// <summary>Write access to the parameters, for as long as it is not disposed.</summary>
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

        /// <summary>Ends the change: the values that were written are the network's from now on.</summary>
        public void Dispose() => owner.Close(values);
    }
}
