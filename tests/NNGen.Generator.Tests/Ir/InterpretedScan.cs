using NNGen.Generator.Ir;

namespace NNGen.Generator.Tests;

/// <summary>Loops over steps and their adjoints, number by number: sample by sample, step by step, unit by unit.</summary>
/// <param name="interpreter">Has the operands, and receives the results.</param>
/// <param name="samples">The number of samples of a batch.</param>
internal sealed class InterpretedScan(Interpreter interpreter, int samples)
{
    public void Run(Scan scan)
    {
        (int units, int sums) = (scan.Cell.Units, scan.Sums.Size);
        foreach (Tensor output in scan.Outputs) { interpreter[output] = new double[interpreter.Length(output)]; }
        for (int k = 0; k < scan.Initial.Count; k++) { interpreter[scan.Initial[k]].CopyTo(interpreter[scan.Final[k]], 0); }
        foreach ((int sample, int step) in Order(scan.Steps, scan.IsReversed))
        {
            for (int row = 0; row < sums; row++)
            {
                double sum = scan.Bias is { } bias ? interpreter[bias][row] : 0;
                for (int j = 0; j < units; j++) { sum += interpreter[scan.Weights][(row * units) + j] * interpreter[scan.Final[0]][(sample * units) + j]; }
                interpreter[scan.Sums][(sample * sums) + row] = sum;
            }

            int place = (sample * scan.Steps) + step;
            for (int unit = 0; unit < units; unit++)
            {
                var values = new Dictionary<Tensor, double>();
                for (int gate = 0; gate < scan.Cell.Gates; gate++)
                {
                    values[scan.Cell.Arriving[gate]] = interpreter[scan.Source][(place * sums) + (gate * units) + unit];
                    values[scan.Cell.Products[gate]] = interpreter[scan.Sums][(sample * sums) + (gate * units) + unit];
                }

                for (int k = 0; k < scan.Final.Count; k++) { values[scan.Cell.Previous[k]] = interpreter[scan.Final[k]][(sample * units) + unit]; }
                if (scan.Cell.IsThere is { } isThere) { values[isThere] = interpreter[scan.IsThere!][place]; }
                Evaluate(scan.Cell.Formulas, values);
                foreach (Kept kept in scan.Kept) { interpreter[kept.All][(place * units) + unit] = values[kept.Step]; }
                for (int k = 0; k < scan.Final.Count; k++) { interpreter[scan.Final[k]][(sample * units) + unit] = values[scan.Cell.Next[k]]; }
            }
        }
    }

    public void Run(ScanTransposed scan)
    {
        CellGradient cell = scan.Cell;
        int units = scan.Carried[0].Size, sums = units * cell.Arriving.Count;
        foreach (Tensor output in scan.Outputs) { interpreter[output] = new double[interpreter.Length(output)]; }
        foreach (Kept final in scan.FinalGradients) { interpreter[final.All].CopyTo(interpreter[scan.Carried[cell.Seeds.ToList().IndexOf(final.Step)]], 0); }
        foreach ((int sample, int step) in Order(scan.Steps, scan.IsReversed))
        {
            int place = (sample * scan.Steps) + step;
            for (int unit = 0; unit < units; unit++)
            {
                var values = new Dictionary<Tensor, double>();
                for (int k = 0; k < scan.Carried.Count; k++) { values[cell.Seeds[k]] = interpreter[scan.Carried[k]][(sample * units) + unit]; }
                foreach (Kept kept in scan.KeptGradients) { values[kept.Step] += interpreter[kept.All][(place * units) + unit]; }
                foreach (Kept known in scan.Known) { values[known.Step] = interpreter[known.All][(place * units) + unit]; }
                if (cell.IsThere is { } isThere) { values[isThere] = interpreter[scan.IsThere!][place]; }
                Evaluate(cell.Formulas, values);
                for (int gate = 0; gate < cell.Arriving.Count; gate++)
                {
                    interpreter[scan.SourceGradient][(place * sums) + (gate * units) + unit] = values[cell.Arriving[gate]];
                    interpreter[scan.ProductGradient][(place * sums) + (gate * units) + unit] = values[cell.Products[gate]];
                }

                for (int k = 0; k < scan.Carried.Count; k++) { interpreter[scan.Carried[k]][(sample * units) + unit] = values[cell.Previous[k]]; }
            }

            for (int j = 0; j < units; j++)
            {
                for (int row = 0; row < sums; row++)
                {
                    interpreter[scan.Carried[0]][(sample * units) + j] += interpreter[scan.Weights][(row * units) + j] * interpreter[scan.ProductGradient][(place * sums) + row];
                }
            }
        }
    }

    private static void Evaluate(IEnumerable<Elementwise> formulas, Dictionary<Tensor, double> values)
    {
        foreach (Elementwise formula in formulas) { values[formula.Output] = Interpreter.Evaluate(formula.Formula, [.. formula.Operands.Select(operand => values[operand])]); }
    }

    private IEnumerable<(int Sample, int Step)> Order(int steps, bool isReversed) =>
        from sample in Enumerable.Range(0, samples) from step in Enumerable.Range(0, steps) select (sample, isReversed ? steps - 1 - step : step);
}
