using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;
using NNGen.Generator.Schedule;

namespace NNGen.Generator.Tests;

/// <summary>The memory of values that only the steps of one section read.</summary>
public class ValuePlanTests
{
    private static readonly Kernel Any = new("Any", default, "", default, default, ReturnsFlag: false, default);

    [Fact]
    public void A_place_is_free_after_the_last_reader_of_all_branches()
    {
        (Tensor a, Tensor left, Tensor right, Tensor sum, Tensor last) = (Value("a", 10), Value("left", 10), Value("right", 10), Value("sum", 10), Value("last", 10));
        ValuePlan plan = Plan([a], [Step([a], left), Step([left], right), Step([a, right], sum), Step([sum], last)]);

        Assert.Equal(30, plan.Rows);
        Assert.Equal([0, 10, 20, 10, 0], Rows(plan, a, left, right, sum, last));
    }

    [Fact]
    public void A_value_that_others_read_has_no_place()
    {
        (Tensor a, Tensor b, Tensor c) = (Value("a", 4), Value("b", 5), Value("c", 6));
        ValuePlan plan = Plan([a], [Step([a], b), Step([b], c)], kept: b);

        Assert.Equal([a, c], plan.Slots.Select(slot => slot.Tensor));
    }

    [Fact]
    public void A_change_of_axes_lives_as_long_as_its_last_reader()
    {
        (Tensor a, Tensor b, Tensor flat, Tensor c, Tensor d) = (Value("a", 6), Value("b", 6), Value("flat", 6), Value("c", 6), Value("d", 6));
        ValuePlan plan = Plan([a], [Step([a], b), Step([a], c), Step([flat, c], d)], aliases: [new Reshape(flat, b)]);

        Assert.Equal([0, 6, 6, 12, 0], Rows(plan, a, b, flat, c, d));
    }

    [Fact]
    public void A_result_takes_the_place_of_an_operand_that_its_step_reads_last()
    {
        (Tensor a, Tensor b, Tensor sum) = (Value("a", 8), Value("b", 8), Value("sum", 8));
        Step add = Step([a, b], sum) with { InPlace = new EquatableArray<InPlace>([new(sum, a), new(sum, b)]) };

        ValuePlan last = Plan([a], [Step([a], b), add]), again = Plan([a], [Step([a], b), add, Step([a, b, sum], Value("next", 8))]);

        Assert.Equal((16, 0), (last.Rows, Rows(last, sum)[0]));
        Assert.Equal((32, 16), (again.Rows, Rows(again, sum)[0]));
    }

    [Fact]
    public void A_result_does_not_take_the_place_of_an_operand_that_its_step_reads_under_two_names()
    {
        (Tensor a, Tensor flat, Tensor b) = (Value("a", 8), Value("flat", 8), Value("b", 8));
        Step step = Step([a, flat], b) with { InPlace = new EquatableArray<InPlace>([new(b, a)]) };

        Assert.Equal(8, Rows(Plan([], [Step([], a), step], aliases: [new Reshape(flat, a)]), b)[0]);
    }

    [Fact]
    public void Two_results_of_a_step_do_not_take_the_place_of_one_operand()
    {
        (Tensor a, Tensor b, Tensor c) = (Value("a", 8), Value("b", 8), Value("c", 8));
        Step step = Step([a], b, c) with { InPlace = new EquatableArray<InPlace>([new(b, a), new(c, a)]) };

        Assert.Equal([0, 0, 8], Rows(Plan([a], [step]), a, b, c));
    }

    /// <summary>Values of a chain of convolutions, and of residual blocks whose sums are written in the place of what they add.</summary>
    [Theory]
    [InlineData("[Input(24, 24, 3), Conv2D(8, 3), ReLU, Conv2D(16, 3), ReLU, MaxPool2D(2), Conv2D(32, 3), ReLU, GlobalAveragePool, Dense(4), MeanSquaredError]", 3)]
    [InlineData("[Input(16, 16, 8), Conv2D(8, 3, Padding = Padding.Same), ReLU, Residual, Conv2D(8, 3, Padding = Padding.Same), ReLU, Conv2D(8, 3, Padding = Padding.Same), EndResidual, ReLU, Conv2D(8, 3), GlobalAveragePool, Dense(4), MeanSquaredError]", 2)]
    public void A_prediction_has_the_rows_of_few_neighbors(string layers, int neighbors)
    {
        NetworkSchedule schedule = Schedule(layers);
        int[] sizes = [.. schedule.PredictionPlan!.Slots.Select(slot => slot.Tensor.Size)];
        int most = Enumerable.Range(0, sizes.Length - neighbors + 1).Max(i => sizes.Skip(i).Take(neighbors).Sum());

        Assert.InRange(schedule.PredictionPlan.Rows, 1, most);
    }

    [Fact]
    public void Values_that_fit_into_the_caches_have_no_plan() =>
        Assert.Null(Schedule("[Input(64), Dense(32), ReLU, Dense(10), Softmax, CrossEntropy]").PredictionPlan);

    [Fact]
    public void Rows_of_training_are_shared_by_values_of_equal_size_whose_lifetimes_are_apart()
    {
        NetworkSchedule schedule = Schedule("[Input(16, 16, 8), Conv2D(16, 3), BatchNorm, ReLU, Conv2D(16, 3, Padding = Padding.Same), BatchNorm, ReLU, GlobalAveragePool, Dense(4), MeanSquaredError]");
        Slot[] slots = [.. schedule.Workspace.Slots];

        Assert.Contains(slots, slot => slots.Any(other => other.Tensor != slot.Tensor && other.Row == slot.Row));
        Assert.All(slots, slot => Assert.All(slots, other => Assert.True(
            slot.Row == other.Row ? slot.Tensor.Size == other.Tensor.Size : slot.Row + slot.Tensor.Size <= other.Row || other.Row + other.Tensor.Size <= slot.Row,
            $"{slot.Tensor} and {other.Tensor} overlap.")));
    }

    private static NetworkSchedule Schedule(string layers)
    {
        NetworkGraph? graph = NetworkInference.Infer(ParserGenerator.Run(Compile.Source($"[Network] {layers} public partial class Net;")).Single()!.Declaration, new Ignore());
        return CompiledNetwork.Of(graph!).Schedule;
    }

    private static Tensor Value(string name, int size) => new(name, new EquatableArray<Axis>([Axis.Samples, new Axis(name, size)]));

    private static Step Step(Tensor[] read, params Tensor[] written) =>
        new(Any, read.Concat(written).Select(tensor => new KernelArgument(tensor)).ToEquatableArray(), written.ToEquatableArray());

    private static ValuePlan Plan(Tensor[] given, Step[] steps, Tensor? kept = null, Operation[]? aliases = null) =>
        ValuePlan.Of(given, steps, new Aliases(aliases ?? [], _ => false), tensor => tensor == kept);

    private static int[] Rows(ValuePlan plan, params Tensor[] tensors) => [.. tensors.Select(tensor => plan.Slots.Single(slot => slot.Tensor == tensor).Row)];

    private sealed class Ignore : IProblems
    {
        public void Report(Microsoft.CodeAnalysis.DiagnosticDescriptor rule, int attribute, string? argument, SuggestedFix? suggestion, object[] details)
        {
        }
    }
}
