using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NNGen.CompilerServices;

/// <summary>How the JIT compiles generated methods.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JitOptions
{
    /// <summary>
    /// A kernel is optimized from its first call on, and never inlined: a short one in the pass would use up the budget for inlining, and its tiles would
    /// stay in memory.
    /// </summary>
    public const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>A formula is a few instructions, always inlined.</summary>
    public const MethodImplOptions Formula = MethodImplOptions.AggressiveInlining;
}
