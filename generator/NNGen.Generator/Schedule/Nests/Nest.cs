using System;
using System.Collections.Generic;
using System.Linq;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>Builds the statements of a kernel.</summary>
internal sealed class Nest
{
    private List<Statement> statements = [];

    public EquatableArray<Statement> Statements => statements.ToEquatableArray();

    public void Add(Statement statement) => statements.Add(statement);

    /// <summary>A loop; if it has a single iteration, its variable is a constant.</summary>
    public void For(string variable, Whole start, Whole end, Whole step, Action body) => Add(new For(variable, start, end, step, Inside(body)));

    /// <summary>Whether the threads of a team share the loops that are written with <see cref="ForAll"/>.</summary>
    public bool IsShared { get; private set; }

    /// <summary>A loop from 0, of whose iterations each thread executes a part if they are shared. They are independent of one another.</summary>
    /// <param name="variable">Its variable.</param>
    /// <param name="end">The end of all iterations.</param>
    /// <param name="step">The step.</param>
    /// <param name="body">Writes its statements.</param>
    /// <param name="before">Writes the statements before it, with the start of this thread's iterations.</param>
    public void ForAll(string variable, Whole end, Whole step, Action body, Action<Whole>? before = null)
    {
        (Whole first, Whole last) = (0, end);
        if (IsShared && step is Number { Value: 1 }) { (first, last) = (new Share(end, IsEnd: false), new Share(end, IsEnd: true)); }
        else if (IsShared)
        {
            Whole count = (end + step - 1) / step;
            Define(variable + "First", new Share(count, IsEnd: false) * step);
            Define(variable + "End", new Share(count, IsEnd: true) * step);
            (first, last) = (variable + "First", variable + "End");
        }

        before?.Invoke(first);
        For(variable, first, last, step, body);
    }

    /// <summary>Writes statements whose loops all threads share.</summary>
    public void Shared(Action body)
    {
        IsShared = true;
        body();
        IsShared = false;
    }

    /// <summary>Writes statements that one thread executes for all.</summary>
    public void Lead(Action body) => Add(new Lead(Inside(body)));

    /// <summary>A loop over whole runs of rows; a scope if there is only one.</summary>
    public void Rows(int start, int count, int height, Action body) => Rows("row", start, count, height, body);

    /// <summary>The same with another variable.</summary>
    public void Rows(string variable, int start, int count, int height, Action body)
    {
        if (count > 1)
        {
            For(variable, start, start + (count * height), height, body);
            return;
        }

        Scope(() =>
        {
            Add(new Define(variable, start, IsConstant: true));
            body();
        });
    }

    public void Scope(Action body) => Add(new Scope(Inside(body)));

    public void If(Condition condition, Action then, Action? otherwise = null) =>
        Add(new If(condition, Inside(then), otherwise is null ? default : Inside(otherwise)));

    public void Let(string name, Vector value) => Add(new Let(new EquatableArray<Binding>([new Binding(name, value)])));

    public void Let(IEnumerable<Binding> bindings) => Add(new Let(bindings.ToEquatableArray()));

    public void Define(string name, Whole value) => Add(new Define(name, value));

    public void Refer(string name, Place place) => Add(new Refer(name, place));

    public void Advance(string reference, Whole elements) => Add(new Advance(reference, elements));

    public void Store(Vector value, Place place) => Add(new Store(value, place));

    /// <summary>Writes short statements on one line.</summary>
    public void Together(Action body) => Add(new Together(Inside(body)));

    private EquatableArray<Statement> Inside(Action body)
    {
        List<Statement> outer = statements;
        statements = [];
        body();
        EquatableArray<Statement> inner = Statements;
        statements = outer;
        return inner;
    }
}
