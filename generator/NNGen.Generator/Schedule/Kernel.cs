using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>One loop nest, printed as one method.</summary>
/// <param name="Method">Its method's name.</param>
/// <param name="Formula">What it computes, for a reader: <c>relu1[s, o] = max(0, bias[o] + Σᵢ weights[o, i] · input[s, i])</c>.</param>
/// <param name="Schedule">How, in a line: what its loops are and where its operands lie.</param>
/// <param name="References">Memory that it reads and writes.</param>
/// <param name="Numbers">Whole numbers that it is given.</param>
/// <param name="ReturnsFlag">Whether it says that what it has seen is finite.</param>
/// <param name="Body">Its statements.</param>
internal sealed record Kernel(
    string Method, EquatableArray<string> Formula, string Schedule, EquatableArray<string> References, EquatableArray<string> Numbers, bool ReturnsFlag,
    EquatableArray<Statement> Body);

/// <summary>A formula that kernels call, printed as a small function that the JIT inlines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operands">Names of its operands.</param>
/// <param name="Expression">The formula.</param>
internal sealed record FormulaFunction(string Name, EquatableArray<string> Operands, Ir.Expression Expression);
