using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule.Nests;

/// <summary>
/// The sums of the gates of a stage of one sample, of one vector of units after another: in registers, first over what arrives, then over what the products read.
/// </summary>
/// <param name="cell">The cell.</param>
/// <param name="stage">The stage.</param>
/// <param name="features">The number of values that arrive.</param>
/// <param name="padded">The number of units in whole vectors.</param>
/// <param name="group">The number of values that are loaded together of what the products read.</param>
internal sealed class StageSums(Cell cell, Stage stage, int features, int padded, int group)
{
    public Stage Stage => stage;

    public int Features => features;

    public int Gates => stage.Products.Count;

    /// <summary>Whether a gate of the stage needs only the sum of what arrives and of the recurrent product.</summary>
    public IReadOnlyList<bool> AreAdded { get; } = [.. Enumerable.Range(stage.First, stage.Products.Count).Select(gate => cell.Formulas.Any(formula =>
        formula.Formula == new Operand(0) + new Operand(1) && IsOf(formula, cell, gate)))];

    /// <summary>The number of sums of a unit: of each gate one, or two.</summary>
    public int Count => Gates + AreAdded.Count(isAdded => !isAdded);

    /// <summary>Length of the packed weights and biases: for each vector of units, the biases, then the weights input by input.</summary>
    public int PackedLength => padded * (Count + ((features + cell.Units) * Gates));

    /// <summary>The number of sets of accumulators, which alternate so that additions need not wait for one another.</summary>
    private int Turns => group == 1 ? 1 : 2 * Gates >= Machine.SumsInFlight ? 2 : 4;

    /// <summary>The number of multiply-adds in its code.</summary>
    public int PrintedSize => 3 * Math.Max(group, Turns) * Gates;

    /// <summary>A description for readers.</summary>
    public string Text => $"{Count} {(Count == 1 && cell.Stages.Count > 1 ? "sum" : "sums")}{(Turns == 1 ? "" : $" × {Turns} turns of inputs")}";

    /// <summary>Whether a formula is the sum of both products of a gate, which is in one register already.</summary>
    public bool IsSum(Elementwise formula) => Enumerable.Range(0, Gates).Any(i => AreAdded[i] && IsOf(formula, cell, stage.First + i));

    /// <summary>The name of the sum to which one of both products of a gate is added.</summary>
    public string Sum(int gate, bool isArriving, int turn) => (isArriving || AreAdded[gate - stage.First] ? "a" : "b") + $"{gate}" + (turn == 0 ? "" : $"_{turn}");

    /// <summary>The sums of a turn; what arrives has fewer turns if it has fewer numbers.</summary>
    public IEnumerable<string> Names(int turn) => Enumerable.Range(stage.First, Gates).SelectMany(gate =>
        AreAdded[gate - stage.First] ? new[] { Sum(gate, true, turn) } : turn == 0 || turn < features ? [Sum(gate, true, turn), Sum(gate, false, turn)] : [Sum(gate, false, turn)]);

    /// <summary>Writes the statements of one vector of units.</summary>
    /// <param name="nest">Receives the statements.</param>
    /// <param name="arriving">What arrives.</param>
    /// <param name="carried">What the products read.</param>
    /// <param name="slot">The place of a sum.</param>
    public void Build(Nest nest, Place arriving, Place carried, Func<string, Place> slot)
    {
        StartSums(nest);
        nest.Refer("x", arriving);
        Multiply(nest, features, isArriving: true, group: 1);
        nest.Refer("h", carried);
        Multiply(nest, cell.Units, isArriving: false, group);
        AddTurns(nest);
        foreach (string sum in Names(0)) { nest.Store(sum, slot(sum)); }
    }

    /// <summary>Whether the operands of a formula are both products of a gate.</summary>
    private static bool IsOf(Elementwise formula, Cell cell, int gate) =>
        formula.Operands.Count == 2 && formula.Operands[0] == cell.Arriving[gate] && formula.Operands[1] == cell.Products[gate];

    private void StartSums(Nest nest)
    {
        nest.Let(Names(0).Select((name, i) => new Binding(name, Vector.Load(new Place("w", Whole.Width * i)))));
        for (int turn = 1; turn < Turns; turn++) { nest.Let(Names(turn).Select(name => new Binding(name, Vector.Zero))); }
        nest.Advance("w", Whole.Width * Count);
    }

    private void AddTurns(Nest nest)
    {
        for (int distance = 1; distance < Turns; distance *= 2)
        {
            for (int turn = 0; turn + distance < Turns; turn += 2 * distance)
            {
                int to = turn, from = turn + distance;
                nest.Together(() =>
                {
                    foreach (string name in Names(from)) { nest.Add(new AddTo(InTurn(name, to), name)); }
                });
            }
        }
    }

    /// <summary>The same sum in another turn.</summary>
    private static string InTurn(string sum, int turn) => sum.Split('_')[0] + (turn == 0 ? "" : $"_{turn}");

    private void Multiply(Nest nest, int inputs, bool isArriving, int group)
    {
        int round = Math.Max(Turns, group), left = inputs % round;
        string source = isArriving ? "x" : "h";
        if (left < inputs) { nest.For("i", 0, inputs - left, round, () => Round(round)); }
        if (left > 0) { nest.Scope(() => Round(left)); }

        void Round(int count)
        {
            int grouped = count / group * group;
            for (int i = 0; i < count; i++)
            {
                if (group > 1 && i < grouped)
                {
                    if (i % group == 0) { nest.Let($"q{i / group}", new Group(new Place(source, i))); }
                    nest.Let($"v{i}", new Spread($"q{i / group}", i % group));
                }
                else { nest.Let($"v{i}", Vector.Broadcast(new Place(source, i))); }

                int input = i;
                nest.Together(() =>
                {
                    for (int gate = 0; gate < Gates; gate++)
                    {
                        string sum = Sum(stage.First + gate, isArriving, input % Turns);
                        nest.Add(new Set(sum, new MultiplyAdd($"v{input}", Vector.Load(new Place("w", Whole.Width * ((input * Gates) + gate))), sum)));
                    }
                });
            }

            nest.Advance(source, count);
            nest.Advance("w", Whole.Width * (count * Gates));
        }
    }
}
