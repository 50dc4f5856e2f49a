using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>One loop nest, printed as one method.</summary>
/// <param name="Method">Its method's name.</param>
/// <param name="Formula">What it computes, for readers: <c>relu1[s, o] = max(0, bias[o] + Σᵢ weights[o, i] · input[s, i])</c>.</param>
/// <param name="Schedule">How it computes this, in one line: its loops, and where its operands are.</param>
/// <param name="References">The memory that it reads and writes.</param>
/// <param name="Numbers">Its integer arguments.</param>
/// <param name="ReturnsFlag">Whether it returns whether the values it has read are finite.</param>
/// <param name="Body">Its statements.</param>
internal sealed record Kernel(
    string Method, EquatableArray<string> Formula, string Schedule, EquatableArray<string> References, EquatableArray<string> Numbers, bool ReturnsFlag,
    EquatableArray<Statement> Body)
{
    /// <summary>How a product's rows are divided into tiles of two heights, if the height is a type argument of the kernel; otherwise null.</summary>
    public RowTiles? Rows { get; init; }

    /// <summary>Whether the threads of a team share its work.</summary>
    public bool TakesTeam { get; init; }
}

/// <summary>A formula that kernels call, printed as a small function that the JIT inlines.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operands">The names of its operands.</param>
/// <param name="Expression">The formula.</param>
internal sealed record FormulaFunction(string Name, EquatableArray<string> Operands, Ir.Expression Expression);
