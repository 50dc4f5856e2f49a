using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Layers;

namespace NNGen.Generator.Tests;

/// <summary>The gradients of loops over steps, compared with central differences, for each cell and in both directions.</summary>
[Trait("Category", "Slow")]
public sealed class ScanGradientTests
{
    private const int Steps = 4;

    private const int Units = 2;

    private static readonly Axis s = Axis.Samples, t = new("t", Steps);

    // Mirrors NNGen.CellActivation.
    private const int Tanh = 0, Sigmoid = 1, ReLU = 2, HardSigmoid = 3, Softsign = 4, Linear = 5;

    public static TheoryData<string, int, int, bool, bool, bool> Cases()
    {
        var cases = new TheoryData<string, int, int, bool, bool, bool>();
        foreach ((string kind, int activation, int gate) in new[]
        {
            ("SimpleRNN", Tanh, Sigmoid), ("SimpleRNN", ReLU, Sigmoid), ("GRU", Tanh, Sigmoid), ("GRU", Softsign, HardSigmoid), ("ResetBefore", Tanh, Sigmoid),
            ("ResetBefore", Softsign, HardSigmoid), ("LSTM", Tanh, Sigmoid), ("LSTM", Linear, Softsign),
        })
        {
            foreach (bool isReversed in new[] { false, true })
            {
                cases.Add(kind, activation, gate, isReversed, false, false);
                cases.Add(kind, activation, gate, isReversed, true, true);
            }

            cases.Add(kind, activation, gate, false, true, false);
            cases.Add(kind, activation, gate, true, false, true);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_recurrence_has_the_gradients_of_all_that_it_reads(string kind, int activation, int gate, bool isReversed, bool hasInitial, bool hasEnds) => GradientRulesTests.Check(
        program =>
        {
            Scan scan = Write(program, kind, activation, gate, isReversed, hasInitial, hasEnds);
            Tensor[] read = [scan.Source, .. scan.Products.SelectMany(product => new[] { product.Weights, product.Bias! }), .. scan.Initial];

            // All steps, and everything that is carried at the end.
            Tensor all = scan.Kept[0].All;
            return (scan.Final.Count == 1
                ? program.Elementwise("result", new Operand(0) * new Operand(1), all, scan.Final[0])
                : program.Elementwise("result", (new Operand(0) * new Operand(1)) + new Operand(2), all, scan.Final[0], scan.Final[1]), read);
        },
        (interpreter, tensor, random) => tensor.Name switch
        {
            "isThere" => Ends(interpreter.Length(tensor) / Steps),
            _ => [.. Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => (random.NextDouble() * 1.6) - 0.7)],
        },
        given: ["isThere"]);

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("GRU")]
    [InlineData("ResetBefore")]
    [InlineData("LSTM")]
    public void A_sample_that_ends_early_carries_what_it_had_at_its_end(string kind)
    {
        const int Samples = 3;
        var program = new ProgramBuilder();
        Scan scan = Write(program, kind, Tanh, Sigmoid, isReversed: false, hasInitial: true, hasEnds: true);
        var random = new Random(2);
        var interpreter = new Interpreter(Samples);
        foreach (Tensor tensor in scan.Inputs) { interpreter[tensor] = [.. Enumerable.Range(0, interpreter.Length(tensor)).Select(_ => random.NextDouble() - 0.5)]; }
        interpreter[scan.IsThere!] = Ends(Samples);
        interpreter.Run([scan]);

        double[] all = interpreter[scan.Kept[0].All], final = interpreter[scan.Final[0]];
        for (int sample = 0; sample < Samples; sample++)
        {
            int length = Length(sample);
            for (int unit = 0; unit < Units; unit++)
            {
                double[] steps = [.. Enumerable.Range(0, Steps).Select(step => all[(((sample * Steps) + step) * Units) + unit])];
                Assert.Equal(length, steps.Distinct().Count());
                Assert.All(steps[(length - 1)..], value => Assert.Equal(final[(sample * Units) + unit], value));
            }
        }
    }

    private static Scan Write(ProgramBuilder program, string kind, int activation, int gate, bool isReversed, bool hasInitial, bool hasEnds)
    {
        Axis units = new("units", Units);
        var cells = new Cells("rnn", units, hasEnds);
        (ActivationFormula formula, ActivationFormula gates) = (ActivationFormula.Of(activation), ActivationFormula.Of(gate));
        Cell cell = kind switch { "LSTM" => cells.Long(formula, gates), "GRU" => cells.Gated(formula, gates), "ResetBefore" => cells.ResetBefore(formula, gates), _ => cells.Simple(formula) };
        Axis sums = new("sums", Units * cell.Gates);
        Tensor source = program.Declare("source", [s, t, sums]);
        StageProduct[] products = [.. cell.Stages.Select((stage, i) =>
        {
            Axis rows = cell.Stages.Count == 1 ? sums : new($"sums{i}", Units * stage.Products.Count);
            return new StageProduct(
                program.Declare("weights", [rows, new("from", Units)]), program.Declare("bias", [rows]), i == 0 ? null : program.Declare("operand", [s, units]));
        })];
        Tensor[] final = [.. cell.Next.Select((_, i) => program.Declare($"final{i}", [s, units]))];
        Tensor[] initial = hasInitial ? [.. cell.Next.Select((_, i) => program.Declare($"initial{i}", [s, units]))] : [];
        Tensor? isThere = hasEnds ? program.Declare("isThere", [s, t]) : null;
        var scan = new Scan(
            final.ToEquatableArray(), new EquatableArray<Kept>([new Kept(cell.Next[0], program.Declare("all", [s, t, units]))]), program.Declare("stepSums", [s, sums]), source, products.ToEquatableArray(),
            initial.ToEquatableArray(), isThere, cell, Steps, isReversed);
        Scan keeping = ScanGradient.Keeping(scan, program);
        program.Add(keeping);
        return keeping;
    }

    /// <summary>Samples of 1, 3 and 4 steps.</summary>
    private static int Length(int sample) => sample switch { 0 => 1, 1 => 3, _ => Steps };

    private static double[] Ends(int samples) => [.. Enumerable.Range(0, samples * Steps).Select(i => i % Steps < Length(i / Steps) ? 1.0 : 0)];
}
