namespace NNGen.Tests;

/// <summary>The gradients of all that a unit of a cell reads.</summary>
internal sealed record CellSlopes(double[] Arriving, double[] Products, double Previous, double PreviousCell);

/// <summary>What one unit of a recurrent layer computes in a step, from the sums of its gates and from what it carried.</summary>
internal abstract record OracleCell(int Gates)
{
    private static readonly ActivationLayerAttribute[] activations =
        [new TanhAttribute(), new SigmoidAttribute(), new ReLUAttribute(), new HardSigmoidAttribute(), new SoftsignAttribute(), new LinearAttribute()];

    public static OracleCell Of(RecurrentAttribute attribute)
    {
        var activation = Formula.Of(attribute.Activation);
        return attribute switch
        {
            LSTMAttribute lstm => new OracleLongCell(activation, Formula.Of(lstm.GateActivation)),
            GRUAttribute gru => new OracleGatedCell(activation, Formula.Of(gru.GateActivation)),
            _ => new OracleSimpleCell(activation),
        };
    }

    /// <summary>What it carries to the next step; the second number is an LSTM's cell.</summary>
    public abstract (double Next, double NextCell) Next(double[] arriving, double[] products, double previous, double previousCell);

    /// <summary>The gradients of the same, from those of its results.</summary>
    public abstract CellSlopes Back(double[] arriving, double[] products, double previous, double previousCell, double dNext, double dNextCell);

    internal sealed record Formula(Func<double, double> Value, Func<double, double> Slope)
    {
        public static Formula Of(CellActivation activation)
        {
            (Func<double, double> value, Func<double, double> slope) = OracleFunctions.Of(activations[(int)activation]);
            return new Formula(value, slope);
        }
    }
}

internal sealed record OracleSimpleCell(OracleCell.Formula Activation) : OracleCell(1)
{
    public override (double Next, double NextCell) Next(double[] arriving, double[] products, double previous, double previousCell) => (Activation.Value(arriving[0] + products[0]), 0);

    public override CellSlopes Back(double[] arriving, double[] products, double previous, double previousCell, double dNext, double dNextCell)
    {
        double d = dNext * Activation.Slope(arriving[0] + products[0]);
        return new CellSlopes([d], [d], 0, 0);
    }
}

internal sealed record OracleLongCell(OracleCell.Formula Activation, OracleCell.Formula Gate) : OracleCell(4)
{
    public override (double Next, double NextCell) Next(double[] arriving, double[] products, double previous, double previousCell)
    {
        double[] sums = Sums(arriving, products);
        double next = (Gate.Value(sums[1]) * previousCell) + (Gate.Value(sums[0]) * Activation.Value(sums[2]));
        return (Gate.Value(sums[3]) * Activation.Value(next), next);
    }

    public override CellSlopes Back(double[] arriving, double[] products, double previous, double previousCell, double dNext, double dNextCell)
    {
        double[] sums = Sums(arriving, products);
        double next = Next(arriving, products, previous, previousCell).NextCell;
        double dCell = dNextCell + (dNext * Gate.Value(sums[3]) * Activation.Slope(next));
        double[] slopes =
        [
            dCell * Activation.Value(sums[2]) * Gate.Slope(sums[0]), dCell * previousCell * Gate.Slope(sums[1]), dCell * Gate.Value(sums[0]) * Activation.Slope(sums[2]),
            dNext * Activation.Value(next) * Gate.Slope(sums[3]),
        ];
        return new CellSlopes(slopes, slopes, 0, dCell * Gate.Value(sums[1]));
    }

    private static double[] Sums(double[] arriving, double[] products) => [.. arriving.Zip(products, (a, b) => a + b)];
}

internal sealed record OracleGatedCell(OracleCell.Formula Activation, OracleCell.Formula Gate) : OracleCell(3)
{
    public override (double Next, double NextCell) Next(double[] arriving, double[] products, double previous, double previousCell)
    {
        double reset = Gate.Value(arriving[0] + products[0]), update = Gate.Value(arriving[1] + products[1]);
        return (((1 - update) * Activation.Value(arriving[2] + (reset * products[2]))) + (update * previous), 0);
    }

    public override CellSlopes Back(double[] arriving, double[] products, double previous, double previousCell, double dNext, double dNextCell)
    {
        double reset = Gate.Value(arriving[0] + products[0]), update = Gate.Value(arriving[1] + products[1]), sum = arriving[2] + (reset * products[2]);
        double dSum = dNext * (1 - update) * Activation.Slope(sum);
        double dReset = dSum * products[2] * Gate.Slope(arriving[0] + products[0]), dUpdate = dNext * (previous - Activation.Value(sum)) * Gate.Slope(arriving[1] + products[1]);
        return new CellSlopes([dReset, dUpdate, dSum], [dReset, dUpdate, dSum * reset], dNext * update, 0);
    }
}
