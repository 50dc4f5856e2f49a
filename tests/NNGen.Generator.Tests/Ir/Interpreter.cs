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
        foreach (Operation operation in operations)
        {
            // Several results, at once.
            if (operation is Scan scan) { new InterpretedScan(this, samples).Run(scan); }
            else if (operation is ScanTransposed transposed) { new InterpretedScan(this, samples).Run(transposed); }
            else { values[operation.Output] = Compute(operation); }
        }
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
            case Normalize normalize:
                foreach (var index in Indices(normalize.Output.Axes))
                {
                    double At(Tensor? tensor, double otherwise) => tensor is null ? otherwise : this[tensor][Offset(tensor, index)];
                    result[Offset(normalize.Output, index)] =
                        ((At(normalize.Source, 0) - At(normalize.Mean, 0)) * At(normalize.Scale, 1) * At(normalize.Gain, 1)) + At(normalize.Shift, 0);
                }

                break;
            case BatchSum sum:
                foreach (var index in Indices(sum.Operands.SelectMany(operand => operand.Axes).Distinct()))
                {
                    result[Offset(sum.Output, index)] += Evaluate(sum.Formula, [.. sum.Operands.Select(operand => this[operand][Offset(operand, index)])]);
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
            case Reshape reshape:
                this[reshape.Source].CopyTo(result, 0);
                break;
            case Concatenate concatenate:
                // An axis of one number may be left out, so each tensor is read as its runs of numbers.
                int runs = samples * concatenate.Output.Features.Take(concatenate.Axis).Aggregate(1, (product, axis) => product * axis.Size);
                int start = 0;
                foreach (double[] part in concatenate.Sources.Select(source => this[source]))
                {
                    int length = part.Length / runs;
                    for (int run = 0; run < runs; run++) { Array.Copy(part, run * length, result, (run * (result.Length / runs)) + start, length); }
                    start += length;
                }

                break;
            case Convolve convolution:
                foreach (Tap tap in Taps(convolution.Window, convolution.Window.FiltersOfGroup))
                {
                    result[tap.Result] += this[convolution.Source][tap.Source] * this[convolution.Weights][tap.Weight];
                }

                break;
            case ConvolveTransposed convolution:
                foreach (Tap tap in Taps(convolution.Window, convolution.Window.FiltersOfGroup))
                {
                    result[tap.Source] += this[convolution.Source][tap.Result] * this[convolution.Weights][tap.Weight];
                }

                break;
            case ConvolveWeights convolution:
                foreach (Tap tap in Taps(convolution.Window, convolution.Window.FiltersOfGroup))
                {
                    result[tap.Weight] += this[convolution.Gradient][tap.Result] * this[convolution.Source][tap.Source];
                }

                break;
            case Pool pool:
                foreach (IGrouping<int, Tap> window in Windows(pool.Window))
                {
                    double[] numbers = [.. window.Select(tap => this[pool.Source][tap.Source])];
                    result[window.Key] = pool.By == Pooling.Largest ? numbers.Max() : numbers.Sum() / (pool.By == Pooling.Mean ? numbers.Length : pool.Window.Taps);
                }

                break;
            case PoolTransposed pool:
                foreach (IGrouping<int, Tap> window in Windows(pool.Window))
                {
                    double gradient = this[pool.Source][window.Key];
                    if (pool.By == Pooling.Largest) { result[window.MaxBy(tap => this[pool.Pooled][tap.Source])!.Source] += gradient; }
                    else
                    {
                        foreach (Tap tap in window) { result[tap.Source] += gradient / (pool.By == Pooling.Mean ? window.Count() : pool.Window.Taps); }
                    }
                }

                break;
            case BeforeEnd end:
                int steps = result.Length / samples;
                for (int i = 0; i < result.Length; i++)
                {
                    (int sample, int step) = Math.DivRem(i, steps);
                    bool isThere = end.Padding < 0 ? step < this[end.Source][sample] : this[end.Source].Skip(i).Take(steps - step).Any(id => id != end.Padding);
                    result[i] = isThere ? 1 : 0;
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
                    if (row != gather.Constant) { result[(row * column.Size) + index[column]] += this[gather.Source][Offset(gather.Source, index)]; }
                }

                break;
            default:
                throw new InvalidOperationException($"{operation} has no definition here.");
        }

        return result;
    }

    /// <summary>A multiply-add of a convolution, by the positions of its three numbers.</summary>
    private sealed record Tap(int Result, int Source, int Weight);

    /// <summary>The taps of each window of a pooling, by the position of the result.</summary>
    private IEnumerable<IGrouping<int, Tap>> Windows(Window window) => Taps(window with { Groups = window.Channels }, 1).GroupBy(tap => tap.Result);

    /// <summary>All multiply-adds of a convolution whose source number is not in the padding.</summary>
    private IEnumerable<Tap> Taps(Window window, int filtersOfGroup)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            for (int y = 0; y < window.OutHeight; y++)
            {
                for (int x = 0; x < window.OutWidth; x++)
                {
                    for (int filter = 0; filter < window.Filters; filter++)
                    {
                        for (int ky = 0; ky < window.Rows.Kernel; ky++)
                        {
                            for (int kx = 0; kx < window.Columns.Kernel; kx++)
                            {
                                int row = (y * window.Rows.Stride) + (ky * window.Rows.Dilation) - window.Rows.Before;
                                int column = (x * window.Columns.Stride) + (kx * window.Columns.Dilation) - window.Columns.Before;
                                if (row < 0 || row >= window.Height || column < 0 || column >= window.Width) { continue; }
                                for (int channel = 0; channel < window.ChannelsOfGroup; channel++)
                                {
                                    int read = (filter / filtersOfGroup * window.ChannelsOfGroup) + channel;
                                    yield return new Tap(
                                        (((((sample * window.OutHeight) + y) * window.OutWidth) + x) * window.Filters) + filter,
                                        (((((sample * window.Height) + row) * window.Width) + column) * window.Channels) + read,
                                        (((((filter * window.ChannelsOfGroup) + channel) * window.Rows.Kernel) + ky) * window.Columns.Kernel) + kx);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>The value of a formula.</summary>
    public static double Evaluate(Expression node, double[] operands) => node switch
    {
        Operand operand => operands[operand.Index],
        Constant constant => constant.Value,
        Unary unary => Evaluate(unary.Function, Evaluate(unary.Argument, operands)),
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

    private static double Evaluate(Function function, double x) => function switch
    {
        Function.Abs => Math.Abs(x),
        Function.Sign => Math.Sign(x),
        Function.Exp => Math.Exp(x),
        Function.ExpOfMagnitude => Math.Exp(-Math.Abs(x)),
        Function.Expm1 => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1,
        Function.Log => Math.Log(x),
        Function.Log1p or Function.Log1pOfUnit => Math.Abs(x) < 1e-5 ? x - (x * x / 2) : Math.Log(1 + x),
        Function.Sqrt => Math.Sqrt(x),
        Function.Tanh or Function.TanhOfCell => Math.Tanh(x),
        Function.Sigmoid or Function.SigmoidOfCell => 1 / (1 + Math.Exp(-x)),
        Function.Erf => NNGen.Tests.OracleFunctions.Erf(x),
        Function.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        _ => throw new InvalidOperationException($"{function} has no definition here."),
    };

    /// <summary>The index in the viewed tensor for an index of a view; null if it is outside.</summary>
    private int? Through(Tensor source, EquatableArray<AffineIndex> map, IReadOnlyDictionary<Axis, int> index)
    {
        int offset = 0;
        for (int i = 0; i < map.Count; i++)
        {
            int at = map[i].Offset + map[i].Terms.Sum(term => term.Factor * (term.Modulus == 0 ? index[term.Axis] / term.Divisor : index[term.Axis] / term.Divisor % term.Modulus));
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
