using System.Globalization;

namespace NNGen;

/// <content>How the values change: published as a whole, or in place.</content>
public sealed partial class ParameterBlock<T>
{
    /// <summary>
    /// Opens a copy of the values for writing. Predictions, and readers of <see cref="Values"/>, go on with the old values until the editor is disposed; then the copy
    /// takes their place in one step.
    /// </summary>
    /// <remarks>Each edit allocates a block; <see cref="EditInPlace"/> does not.</remarks>
    /// <exception cref="InvalidOperationException">Another editor is open.</exception>
    public Editor Edit()
    {
        var copy = new ParameterValues<T>(Count);
        if (Interlocked.CompareExchange(ref edited, copy, null) is not null) { throw AnEditorIsOpen("edited"); }
        Current.Span.CopyTo(copy.Writable);
        return new Editor(this, copy);
    }

    /// <summary>
    /// Opens the values themselves for writing, without a copy: for loops that change them in every step, of a network that nobody else uses meanwhile.
    /// </summary>
    /// <remarks>
    /// Allocates nothing. A prediction on another thread may read some of the values from before the change and some from after it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Another editor is open.</exception>
    public Editor EditInPlace()
    {
        ParameterValues<T> values = Current;
        if (Interlocked.CompareExchange(ref edited, values, null) is not null) { throw AnEditorIsOpen("edited"); }
        return new Editor(this, values);
    }

    /// <summary>Replaces all values in one step: a prediction that runs at the same time uses the old ones or the new ones, never some of each.</summary>
    /// <param name="values">The new values, <see cref="Count"/> of them, in the order of <see cref="NetworkDescription.Parameters"/>; they are copied.</param>
    /// <exception cref="ArgumentException">The number of values is wrong.</exception>
    /// <exception cref="InvalidOperationException">An editor is open.</exception>
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
            ThrowIfEdited("replaced");
            Publish(copy);
        }
    }

    /// <summary>The values of a training step, which changes them in place and then calls <see cref="MarkChanged"/>.</summary>
    /// <exception cref="InvalidOperationException">An editor is open: its copy would undo the step.</exception>
    internal ParameterValues<T> ForTraining()
    {
        ThrowIfEdited("trained");
        return Current;
    }

    /// <summary>Says that the values have changed in place.</summary>
    internal void MarkChanged() => Interlocked.Increment(ref version);

    private void Close(ParameterValues<T> values)
    {
        lock (Changes)
        {
            // A second Dispose does nothing.
            if (edited != values) { return; }
            Publish(values);
            Volatile.Write(ref edited, null);
        }
    }

    /// <summary>The values first: who sees the new version finds them.</summary>
    private void Publish(ParameterValues<T> values)
    {
        Volatile.Write(ref current, values);
        MarkChanged();
    }

    private void ThrowIfEdited(string verb)
    {
        if (Volatile.Read(ref edited) is not null) { throw AnEditorIsOpen(verb); }
    }

    private InvalidOperationException AnEditorIsOpen(string verb) => new(
        $"The parameters of {Description.Name} cannot be {verb} while an editor of them is open, or one of the two changes would be lost "
        + "(dispose it first: using (var editor = network.Parameters.Edit()) { ... }).");

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

        /// <summary>Ends the change: the values that were written are the network's from now on.</summary>
        public void Dispose() => owner.Close(values);
    }
}
