using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using NNGen.Tests;

// Every float through every float function, in ascending order, compared with the double function; then random doubles, compared with twice the
// precision. Exits with 1 if a bound of VectorMathFunction.All is violated.
const int ChunkLength = 1 << 20;
const int Chunks = 1 << 12;
const int DoubleCount = 1 << 16;
const int DoubleStreams = 64;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
foreach (string name in args.Except(VectorMathFunction.All.Select(function => function.Name)))
{
    Console.Error.WriteLine($"There is no function '{name}' (there are {string.Join(", ", VectorMathFunction.All.Select(function => function.Name))}).");
    return 2;
}

bool kept = true;
Console.WriteLine($"Vector<float> of {Vector<float>.Count * 32} bits, {Environment.ProcessorCount} cores, "
    + (VectorMathFunction.HasFusedMultiplyAdd ? "fused multiply-add" : "NO fused multiply-add: the bounds are not promised"));
Console.WriteLine($"{"float",-10}{"bound",8}{"max ulp",10}  {"at",-16}{"monotone",-10}{"in range",-10}{"seconds",8}");
foreach (VectorMathFunction function in VectorMathFunction.All)
{
    if (args.Length > 0 && !args.Contains(function.Name)) { continue; }
    var clock = Stopwatch.StartNew();
    var results = new SweepResult[Chunks];
    Parallel.For(0, Chunks, chunk =>
        results[chunk] = FloatSweep.Run(function, (int)(int.MinValue + ((long)chunk * ChunkLength)), ChunkLength));
    SweepResult total = results.Aggregate(SweepResult.None, (sum, result) => sum.With(result));
    string monotone = total.Decreases == 0 ? "yes" : $"NO: {total.Decreases} times, first at {total.FirstDecrease:R}";
    string range = total.OutOfRange == 0 ? "yes" : $"NO: {total.OutOfRange}";
    Console.WriteLine($"{function.Name,-10}{function.SingleBound,8:0.00}{total.MaxUlp,10:0.0000}  {total.WorstInput,-16:R}{monotone,-10}{range,-10}"
        + $"{clock.Elapsed.TotalSeconds,8:0.0}");
    kept &= total.MaxUlp <= function.SingleBound && total.Decreases == 0 && total.OutOfRange == 0;
}

Console.WriteLine();
Console.WriteLine($"{"double",-10}{"bound",8}{"max ulp",10}  at ({DoubleCount * DoubleStreams:N0} random arguments)");
foreach (VectorMathFunction function in VectorMathFunction.All)
{
    if (args.Length > 0 && !args.Contains(function.Name)) { continue; }
    var results = new (double MaxUlp, double WorstInput)[DoubleStreams];
    Parallel.For(0, DoubleStreams, stream => results[stream] = DoubleSamples.Run(function, stream, DoubleCount));
    (double maxUlp, double worst) = results.MaxBy(result => result.MaxUlp);
    Console.WriteLine($"{function.Name,-10}{function.DoubleBound,8:0.00}{maxUlp,10:0.0000}  {worst:R}");
    kept &= maxUlp <= function.DoubleBound;
}

Console.WriteLine(kept ? "Every bound holds." : "A BOUND IS BROKEN.");
return kept ? 0 : 1;
