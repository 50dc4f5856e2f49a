namespace NNGen.Generator.Schedule;

/// <summary>
/// What is known of the machines that the code will run on, as numbers: every threshold of the schedules, with the measurement that chose it. A network is compiled once for all machines, so
/// these are compromises. Times are of one core of a Zen 4 server, unless another is named.
/// </summary>
internal static class Machine
{
    /// <summary>The second-level cache. Weights that exceed it come from the third one, for every group of panels and every single sample.</summary>
    public const int SecondLevelCache = 1024 * 1024;

    /// <summary>What the values of a group of panels may take, so that they stay in the second-level cache together with the weights.</summary>
    public const int GroupBytes = 512 * 1024;

    /// <summary>The widest vector, in bytes: memory is padded to it, so that loops over vectors need no tail.</summary>
    public const int WidestVector = 64;

    /// <summary>The narrowest vector, in bytes.</summary>
    public const int NarrowestVector = 16;

    /// <summary>Bytes of a sum's fixed lanes: as many as the widest panel has, so that every width adds in the same lanes.</summary>
    public const int FixedLanes = 2 * WidestVector;

    /// <summary>Samples of a panel of floats with 256-bit vectors.</summary>
    public const int TypicalPanel = 16;

    /// <summary>More scratch memory than this comes from the thread instead of the stack.</summary>
    public const int MaxStackBytes = 16 * 1024;

    /// <summary>
    /// Rows of a register tile: 6 rows × 2 vectors are 12 accumulators, 2 loads and 6 broadcasts for 12 multiply-adds: 110 of 117 GFLOP/s. 8 rows reached 91, because x64 without
    /// AVX-512 has 16 vector registers; with 32 registers they gained 1 % on 784-128-10 and were not worth a second copy of every tile.
    /// </summary>
    public const int TileRows = 6;

    /// <summary>
    /// Multiply-adds per sample from which the threads of a team share a product: of a panel of 32 samples some 2.5 µs, of which two threads save half. A barrier takes .3.
    /// </summary>
    public const int SharedProduct = 4096;

    /// <summary>Accumulators that hide the latency of a multiply-add: 4 cycles, two a cycle. 20-32-32-1 took 55 ns with eight for one sample, 74 with four.</summary>
    public const int SumsInFlight = 8;

    /// <summary>Sums of a tile in which lanes are samples: they stay in 16 registers together with what they multiply.</summary>
    public const int NarrowSums = 12;

    /// <summary>
    /// So few sums leave registers for both vectors of a panel: then twice as many additions run next to each other. A thousand iterations of 2-3-1 took 3.28 ms instead of 3.37
    /// with its layers of 4 and 9 sums; with both vectors for 9 sums, too, 3.24 where there are 32 registers and 2 % longer where there are 16.
    /// </summary>
    public const int NarrowSumsOfBoth = 6;

    /// <summary>
    /// A layer of fewer inputs would leave lanes over inputs empty: its weight gradients have lanes over samples. It is half of the widest panel, on which the nest relies: a row
    /// that is written in whole panels ends inside the next row.
    /// </summary>
    public const int NarrowInputs = 16;

    /// <summary>
    /// A network of so few instructions per sample is straight-line code: a thousand iterations of 2-3-1 (some 200) over a thousand points took 41 ms with tiles, whose rows of two and
    /// three leave most of a tile empty. Larger ones would outgrow what the JIT inlines into one method.
    /// </summary>
    public const int StraightLineInstructions = 400;

    /// <summary>Instructions of an elementary function, about.</summary>
    public const int ElementaryFunction = 30;

    /// <summary>Inputs of all layers of a network that predicts one sample in registers: so many multiply-adds are written out.</summary>
    public const int SmallInputs = 16;

    /// <summary>
    /// Samples of so many values exceed the caches, and are prefetched while the processor multiplies: forward, 784-128-10 took 259 µs for 256 samples without, 227 with it (512-bit
    /// vectors, 32 batches in turn).
    /// </summary>
    public const int PrefetchInputs = 128;

    /// <summary>
    /// How far ahead the weights of one sample are prefetched, in bytes, one cache line for each input: the processor's own guesses end with each page of 4 KiB, and one line begins the
    /// next. Zen 4 is hindered by more: one sample of 784-512-512-10, whose weights come from the third-level cache, takes 37 µs where every line is prefetched, 27.5 with every fourth
    /// (256-bit vectors), 27 with none. On Zen 5, where none took 25.5, every line 2 KiB ahead took 21.5.
    /// </summary>
    public const int PrefetchDistance = 4096;

    /// <summary>Bytes of a layer's weights that are worth prefetching for one sample, in a network whose weights exceed the second-level cache. Weights that stay in it come by
    /// themselves: one sample of 784-128 took a tenth longer with it.</summary>
    public const int PrefetchWeights = 128 * 1024;

    /// <summary>
    /// Gradients of a layer of so many weights are prefetched where the network exceeds the second-level cache: 1 to 2 % of an Adam step of 784-512-512-10 on 128 samples.
    /// </summary>
    public const int PrefetchGradients = 64 * 1024;

    /// <summary>
    /// Rows whose distance is a multiple of this many bytes collide in the first-level cache: 64 of them, three lines each, would have 16 of its 64 sets or fewer.
    /// </summary>
    public const int CollidingStride = 256;

    /// <summary>
    /// Samples whose columns are read by all tiles of a weight gradient before the next ones are: few enough for the first-level cache (a panel's width of them is 8 KiB), enough that
    /// fetching the sums so far does not show (128 and 256 were no faster with 512-bit vectors, and 2 to 4 % slower with 256).
    /// </summary>
    public const int SampleBlock = 64;

    /// <summary>Printed multiply-adds of a method, some eleven IL instructions each: keeps every method far below the sizes at which the JIT stops optimising.</summary>
    public const int MethodMultiplyAdds = 110;
}
