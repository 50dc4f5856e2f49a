using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

/// <summary>
/// Computes operations number by number in double precision, index by index as they are defined: it shares no code with the compiler's schedules.
/// </summary>
/// <param name="samples">The number of samples of a batch.</param>
internal sealed class Interpreter(int samples)
{
    private readonly Dictionary<Tensor, double[]> values = [];

    public double[] this[Tensor tensor]
    {
        get => values[tensor];
        set => values[tensor] = value.Length == Length(tensor) ? value : throw new ArgumentException($"{tensor} has {Length(tensor)} numbers, not {value.Length}.");
    }

    public int Length(Tensor tensor) => tensor.Axes.Aggregate(1, (product, axis) => product * Size(axis));

    public void Run(IEnumerable<Operation> operations)
    {
        foreach (Operation operation in operations) { values[operation.Output] = Compute(operation); }
    }

    private double[] Compute(Operation operation)
    {
        var result = new double[Length(operation.Output)];
        switch (operation)
        {
            case Elementwise formula:
                foreach (var index in Indices(formula.Output.Axes))
                {
                    result[Offset(formula.Output, index)] = Evaluate(formula.Formula, [.. formula.Operands.Select(operand => this[operand][Offset(operand, index)])]);
                }

                break;
            case Contract contract:
                foreach (var index in Indices([.. contract.Output.Axes, .. contract.Summed]))
                {
                    result[Offset(contract.Output, index)] += this[contract.Left][Offset(contract.Left, index)] * this[contract.Right][Offset(contract.Right, index)];
                }

                break;
            case Reduce reduce:
                Array.Fill(result, reduce.By == Reduction.Sum ? 0 : double.NegativeInfinity);
                foreach (var index in Indices(reduce.Operand.Axes))
                {
                    ref double into = ref result[Offset(reduce.Output, index)];
                    double value = this[reduce.Operand][Offset(reduce.Operand, index)];
                    into = reduce.By == Reduction.Sum ? into + value : Math.Max(into, value);
                }

                break;
            case View view:
                foreach (var index in Indices(view.Output.Axes))
                {
                    if (Through(view.Source, view.Map, index) is { } at) { result[Offset(view.Output, index)] = this[view.Source][at]; }
                }

                break;
            case ViewTransposed view:
                foreach (var index in Indices(view.Source.Axes))
                {
                    if (Through(view.Output, view.Map, index) is { } at) { result[at] += this[view.Source][Offset(view.Source, index)]; }
                }

                break;
            case Gather gather:
                foreach (var index in Indices(gather.Output.Axes))
                {
                    int row = (int)this[gather.Indices][Offset(gather.Indices, index)];
                    result[Offset(gather.Output, index)] = this[gather.Table][(row * gather.Table.Axes[1].Size) + index[gather.Table.Axes[1]]];
                }

                break;
            case GatherTransposed gather:
                Axis column = gather.Output.Axes[1];
                foreach (var index in Indices(gather.Source.Axes))
                {
                    int row = (int)this[gather.Indices][Offset(gather.Indices, index)];
                    result[(row * column.Size) + index[column]] += this[gather.Source][Offset(gather.Source, index)];
                }

                break;
            default:
                throw new InvalidOperationException($"{operation} has no definition here.");
        }

        return result;
    }

    private static double Evaluate(Expression node, double[] operands) => node switch
    {
        Operand operand => operands[operand.Index],
        Constant constant => constant.Value,
        Unary { Function: Function.Exp } unary => Math.Exp(Evaluate(unary.Argument, operands)),
        Unary { Function: Function.Tanh } unary => Math.Tanh(Evaluate(unary.Argument, operands)),
        Unary { Function: Function.Log } unary => Math.Log(Evaluate(unary.Argument, operands)),
        Binary binary => (Evaluate(binary.Left, operands), Evaluate(binary.Right, operands), binary.Operator) switch
        {
            var (a, b, op) when op == BinaryOperator.Add => a + b,
            var (a, b, op) when op == BinaryOperator.Subtract => a - b,
            var (a, b, op) when op == BinaryOperator.Multiply => a * b,
            var (a, b, op) when op == BinaryOperator.Divide => a / b,
            var (a, b, op) when op == BinaryOperator.Max => Math.Max(a, b),
            var (a, b, _) => Math.Min(a, b),
        },
        Select select => Evaluate(select.Left, operands) > Evaluate(select.Right, operands) ? Evaluate(select.Then, operands) : Evaluate(select.Otherwise, operands),
        _ => throw new InvalidOperationException($"{node} has no definition here."),
    };

    /// <summary>The index in the viewed tensor for an index of a view; null if it is outside.</summary>
    private int? Through(Tensor source, EquatableArray<AffineIndex> map, IReadOnlyDictionary<Axis, int> index)
    {
        int offset = 0;
        for (int i = 0; i < map.Count; i++)
        {
            int at = map[i].Offset + map[i].Terms.Sum(term => term.Factor * index[term.Axis]);
            if (at < 0 || at >= Size(source.Axes[i])) { return null; }
            offset = (offset * Size(source.Axes[i])) + at;
        }

        return offset;
    }

    private int Offset(Tensor tensor, IReadOnlyDictionary<Axis, int> index) => tensor.Axes.Aggregate(0, (offset, axis) => (offset * Size(axis)) + index[axis]);

    private IEnumerable<IReadOnlyDictionary<Axis, int>> Indices(IEnumerable<Axis> axes)
    {
        Axis[] all = axes.ToArray();
        int count = all.Aggregate(1, (product, axis) => product * Size(axis));
        for (int n = 0; n < count; n++)
        {
            var index = new Dictionary<Axis, int>();
            int left = n;
            foreach (Axis axis in all.Reverse())
            {
                index[axis] = left % Size(axis);
                left /= Size(axis);
            }

            yield return index;
        }
    }

    private int Size(Axis axis) => axis.IsSamples ? samples : axis.Size;
}
