using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

/// <summary>Loops over steps and their adjoints, number by number: sample by sample, step by step, unit by unit.</summary>
/// <param name="interpreter">Has the operands, and receives the results.</param>
/// <param name="samples">The number of samples of a batch.</param>
internal sealed class InterpretedScan(Interpreter interpreter, int samples)
{
    public void Run(Scan scan)
    {
        int units = scan.Cell.Units;
        foreach (Tensor output in scan.Outputs) { interpreter[output] = new double[interpreter.Length(output)]; }
        for (int k = 0; k < scan.Initial.Count; k++) { interpreter[scan.Initial[k]].CopyTo(interpreter[scan.Final[k]], 0); }
        foreach ((int sample, int step) in Order(scan.Steps, scan.IsReversed))
        {
            int place = (sample * scan.Steps) + step;
            for (int i = 0; i < scan.Cell.Stages.Count; i++)
            {
                Multiply(scan, i, sample);
                for (int unit = 0; unit < units; unit++) { Compute(scan, i, sample, place, unit); }
            }
        }
    }

    public void Run(ScanTransposed scan)
    {
        CellGradient cell = scan.Cell;
        int units = scan.Carried[0].Size, stages = cell.Stages.Count;
        foreach (Tensor output in scan.Outputs) { interpreter[output] = new double[interpreter.Length(output)]; }
        foreach (Kept final in scan.FinalGradients) { interpreter[final.All].CopyTo(interpreter[scan.Carried[cell.Seeds.ToList().IndexOf(final.Step)]], 0); }
        foreach ((int sample, int step) in Order(scan.Steps, scan.IsReversed))
        {
            int place = (sample * scan.Steps) + step;
            for (int i = 0; i < stages; i++)
            {
                // The stages from the last one on; their products are in the order of the steps.
                ProductGradient product = scan.Products[stages - 1 - i];
                for (int unit = 0; unit < units; unit++) { Compute(scan, i, sample, place, unit); }
                double[] result = interpreter[product.Operand ?? scan.Carried[0]];
                int sums = product.Weights.Size / units;
                for (int j = 0; j < units; j++)
                {
                    double sum = product.Operand is null ? result[(sample * units) + j] : 0;
                    for (int row = 0; row < sums; row++) { sum += interpreter[product.Weights][(row * units) + j] * interpreter[product.Gradient][(place * sums) + row]; }
                    result[(sample * units) + j] = sum;
                }
            }
        }
    }

    private void Multiply(Scan scan, int stage, int sample)
    {
        StageProduct product = scan.Products[stage];
        double[] operand = interpreter[product.Operand ?? scan.Final[0]];
        int units = scan.Cell.Units, first = scan.Cell.Stages[stage].First * units;
        for (int row = 0; row < product.Weights.Size / units; row++)
        {
            double sum = product.Bias is { } bias ? interpreter[bias][row] : 0;
            for (int j = 0; j < units; j++) { sum += interpreter[product.Weights][(row * units) + j] * operand[(sample * units) + j]; }
            interpreter[scan.Sums][(sample * scan.Sums.Size) + first + row] = sum;
        }
    }

    private void Compute(Scan scan, int index, int sample, int place, int unit)
    {
        Cell cell = scan.Cell;
        int units = cell.Units, at = (sample * units) + unit;
        var values = new Dictionary<Tensor, double>();
        for (int gate = 0; gate < cell.Gates; gate++)
        {
            values[cell.Arriving[gate]] = interpreter[scan.Source][(place * scan.Sums.Size) + (gate * units) + unit];
            values[cell.Products[gate]] = interpreter[scan.Sums][(sample * scan.Sums.Size) + (gate * units) + unit];
        }

        for (int k = 0; k < scan.Final.Count; k++) { values[cell.Previous[k]] = interpreter[scan.Final[k]][at]; }
        if (cell.IsThere is { } isThere) { values[isThere] = interpreter[scan.IsThere!][place]; }
        if (cell.Mask is { } mask) { values[mask] = interpreter[scan.Dropped!.Mask][at]; }
        Evaluate(cell.Stages[index].Formulas, values);

        // Products of later stages are kept once they are there.
        foreach (Kept kept in scan.Kept.Where(kept => values.ContainsKey(kept.Step))) { interpreter[kept.All][(place * units) + unit] = values[kept.Step]; }
        if (index + 1 < cell.Stages.Count)
        {
            interpreter[scan.Products[index + 1].Operand!][at] = values[cell.Stages[index + 1].Operand];
            return;
        }

        for (int k = 0; k < scan.Final.Count; k++) { interpreter[scan.Final[k]][at] = values[cell.Next[k]]; }
    }

    private void Compute(ScanTransposed scan, int index, int sample, int place, int unit)
    {
        (CellGradient cell, StageGradient stage) = (scan.Cell, scan.Cell.Stages[index]);
        int units = scan.Carried[0].Size, at = (sample * units) + unit;
        var values = new Dictionary<Tensor, double>();
        for (int k = 0; k < scan.Carried.Count; k++) { values[stage.Carried[k]] = interpreter[scan.Carried[k]][at]; }
        if (stage.Operand is { } operand) { values[operand] = interpreter[scan.Products[cell.Stages.Count - index].Operand!][at]; }
        else
        {
            foreach (Kept kept in scan.KeptGradients) { values[kept.Step] += interpreter[kept.All][(place * units) + unit]; }
        }

        foreach (Kept known in scan.Known) { values[known.Step] = interpreter[known.All][(place * units) + unit]; }
        if (cell.IsThere is { } isThere) { values[isThere] = interpreter[scan.IsThere!][place]; }
        if (cell.Mask is { } mask) { values[mask] = interpreter[scan.Dropped!.Mask][at]; }
        Evaluate(stage.Formulas, values);
        foreach (GateGradient gate in stage.Gates)
        {
            ProductGradient product = scan.ProductOf(gate);
            interpreter[scan.SourceGradient][(((place * cell.Gates) + gate.Gate) * units) + unit] = values[gate.Arriving];
            interpreter[product.Gradient][(place * product.Weights.Size / units) + ((gate.Gate - product.First) * units) + unit] = values[gate.Product];
        }

        for (int k = 0; k < scan.Carried.Count; k++) { interpreter[scan.Carried[k]][at] = values[stage.Previous[k]]; }
    }

    private static void Evaluate(IEnumerable<Elementwise> formulas, Dictionary<Tensor, double> values)
    {
        foreach (Elementwise formula in formulas) { values[formula.Output] = Interpreter.Evaluate(formula.Formula, [.. formula.Operands.Select(operand => values[operand])]); }
    }

    private IEnumerable<(int Sample, int Step)> Order(int steps, bool isReversed) =>
        from sample in Enumerable.Range(0, samples) from step in Enumerable.Range(0, steps) select (sample, isReversed ? steps - 1 - step : step);
}
