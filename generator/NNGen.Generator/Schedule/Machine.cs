namespace NNGen.Generator.Schedule;

/// <summary>
/// Assumptions about the machines that the code will run on: every threshold of the schedules, with the measurement on which it is based. A network
/// is compiled once for all machines, so these are compromises. Times are for one core of a Zen 4 server, unless another machine is named.
/// </summary>
internal static class Machine
{
    /// <summary>
    /// The size of the second-level cache. Larger weights are read from the third-level cache for every group of panels and for every single sample.
    /// </summary>
    public const int SecondLevelCache = 1024 * 1024;

    /// <summary>
    /// The steps that call a kernel with tiles of two heights from which one more method calls it for both. A network of 300 layers of 16 units has 767
    /// instead of 979 KB.
    /// </summary>
    public const int CallsOfTwoHeights = 4;

    /// <summary>The maximum size of the values of a group of panels, so that they stay in the second-level cache together with the weights.</summary>
    public const int GroupBytes = 512 * 1024;

    /// <summary>
    /// The size of the results of all forward operations, before they are fused, of a typical panel, from which a prediction has a section apart, whose
    /// values share memory by their lifetimes. LeNet-5 is just above: 128 samples took 0.99 instead of 1.03 ms, an Adam step 2.85 instead of 2.99 ms, on a
    /// loaded machine; smaller networks were not measured.
    /// </summary>
    public const int PlannedBytes = 512 * 1024;

    /// <summary>The size of the widest vector, in bytes. Memory is padded to it, so that loops over vectors need no remainder loop.</summary>
    public const int WidestVector = 64;

    /// <summary>The size of the narrowest vector, in bytes.</summary>
    public const int NarrowestVector = 16;

    /// <summary>
    /// The size of a sum's fixed lanes in bytes. It is that of the widest panel, so that every vector width adds in the same lanes.
    /// </summary>
    public const int FixedLanes = 2 * WidestVector;

    /// <summary>The number of samples in a panel of floats with 256-bit vectors.</summary>
    public const int TypicalPanel = 16;

    /// <summary>The maximum size of scratch memory on the stack; larger scratch memory belongs to the thread.</summary>
    public const int MaxStackBytes = 16 * 1024;

    /// <summary>
    /// The number of rows of a register tile. 6 rows × 2 vectors are 12 accumulators, with 2 loads and 6 broadcasts for 12 multiply-adds, and reach
    /// 110 of 117 GFLOP/s. 8 rows reached 91, because x64 without AVX-512 has 16 vector registers; with 32 registers, they gained 1 % on 784-128-10,
    /// which was not worth a second copy of every tile.
    /// </summary>
    public const int TileRows = 6;

    /// <summary>
    /// The number of taps of a row up to which a depthwise convolution of one sample writes them one after another. A separable convolution of 3 × 3
    /// over 16 × 16 × 32 took 13.2 µs, with a loop over taps 14.8 µs.
    /// </summary>
    public const int UnrolledTaps = 7;

    /// <summary>
    /// The number of multiply-adds per sample from which the threads of a team share a product: for a panel of 32 samples, it takes about 2.5 µs, of
    /// which two threads save half. A barrier takes 0.3 µs.
    /// </summary>
    public const int SharedProduct = 4096;

    /// <summary>
    /// The number of multiply-adds, or of values of a pooling or of formulas, from which threads share the loops of a block for one sample. They were
    /// chosen with the 0.3 µs of a barrier in mind, not measured.
    /// </summary>
    public const int SharedProductOfOne = 32 * 1024, SharedValuesOfOne = 4096;

    /// <summary>
    /// The number of floating-point operations of such products from which threads share a sample. Those of dense layers count twice: each weight is read
    /// once, from a cache that is half as fast as the arithmetic. It is what the library takes for too little in any case; 784-512-512-10, just above, took
    /// 15.9 instead of 28.0 µs on two threads.
    /// </summary>
    public const long SharedSample = 2_000_000;

    /// <summary>
    /// The number of accumulators that hide the latency of multiply-adds, which is 4 cycles with two per cycle. One sample of 20-32-32-1 took 55 ns
    /// with eight, 74 ns with four.
    /// </summary>
    public const int SumsInFlight = 8;

    /// <summary>
    /// The largest stride for which a transposed convolution of one sample has loops for every phase: pixels a stride apart have the same taps and
    /// share a tile. The code grows with the stride, and larger ones than 4 are rare; the number was chosen, not measured.
    /// </summary>
    public const int MostPhases = 4;

    /// <summary>The number of sums of a tile in which lanes are samples: they fit into 16 registers together with their factors.</summary>
    public const int NarrowSums = 12;

    /// <summary>
    /// The number of sums up to which both vectors of a panel fit into registers, so that twice as many additions run in parallel. A thousand
    /// iterations of 2-3-1, with layers of 4 and 9 sums, took 3.28 ms instead of 3.37; with both vectors for 9 sums, too, they took 3.24 ms with 32
    /// registers, and 2 % longer with 16.
    /// </summary>
    public const int NarrowSumsOfBoth = 6;

    /// <summary>
    /// The number of inputs below which the lanes of weight gradients are samples, because lanes over inputs would stay empty. It is half of the
    /// widest panel. The nest relies on that: a row that is written in whole panels ends inside the next row.
    /// </summary>
    public const int NarrowInputs = 16;

    /// <summary>
    /// The number of instructions per sample up to which a network becomes straight-line code. A thousand iterations of 2-3-1 (about 200
    /// instructions) over a thousand points took 41 ms with tiles, because two or three rows leave most of a tile empty. The code of larger networks
    /// would exceed what the JIT inlines into one method.
    /// </summary>
    public const int StraightLineInstructions = 400;

    /// <summary>The approximate number of instructions of an elementary function.</summary>
    public const int ElementaryFunction = 30;

    /// <summary>
    /// The maximum number of inputs of all layers of a network that predicts one sample in registers; this many multiply-adds are unrolled.
    /// </summary>
    public const int SmallInputs = 16;

    /// <summary>
    /// The number of values per sample from which samples exceed the caches and are prefetched while the processor multiplies. The forward pass of
    /// 784-128-10 took 259 µs for 256 samples without prefetching, 227 µs with it (512-bit vectors, 32 batches in turn).
    /// </summary>
    public const int PrefetchInputs = 128;

    /// <summary>
    /// The distance at which weights are prefetched for one sample, in bytes, one cache line per input: the hardware prefetcher stops at the end of
    /// each page of 4 KiB, and one line starts it on the next page. More prefetches slow Zen 4 down: one sample of 784-512-512-10, whose weights come
    /// from the third-level cache, takes 37 µs if every line is prefetched, 27.5 µs with every fourth line (256-bit vectors), 27 µs with none. On Zen
    /// 5, it took 25.5 µs with none and 21.5 µs with every line at a distance of 2 KiB.
    /// </summary>
    public const int PrefetchDistance = 4096;

    /// <summary>
    /// The size of a layer's weights, in bytes, from which they are prefetched for one sample, in a network whose weights exceed the second-level
    /// cache. Weights that stay in that cache need no prefetching: one sample of 784-128 took a tenth longer with it.
    /// </summary>
    public const int PrefetchWeights = 128 * 1024;

    /// <summary>
    /// The number of weights of a layer from which its gradients are prefetched, if the network exceeds the second-level cache. This saves 1 to 2 %
    /// of an Adam step of 784-512-512-10 on 128 samples.
    /// </summary>
    public const int PrefetchGradients = 64 * 1024;

    /// <summary>
    /// Rows whose distance is a multiple of this number of bytes collide in the first-level cache: 64 rows of three lines each would share at most 16
    /// of its 64 sets.
    /// </summary>
    public const int CollidingStride = 256;

    /// <summary>
    /// The number of samples whose columns all tiles of a weight gradient read before the next samples. It is small enough for the first-level cache
    /// (64 samples with as many columns as a panel is wide are 8 KiB) and large enough that loading the sums does not matter (128 and 256 were not
    /// faster with 512-bit vectors, and 2 to 4 % slower with 256 bits).
    /// </summary>
    public const int SampleBlock = 64;

    /// <summary>
    /// The maximum number of multiply-adds in the code of a method, about eleven IL instructions each. It keeps every method far below the size at
    /// which the JIT stops optimizing.
    /// </summary>
    public const int MethodMultiplyAdds = 110;

    /// <summary>
    /// Channels of a convolution's window that are written out one after the other instead of in a loop. Chosen for images of one and three channels; other numbers were not
    /// measured.
    /// </summary>
    public const int WrittenOutChannels = 4;

    /// <summary>
    /// Taps of a row that a weight gradient of a convolution keeps in its tile, because the windows of neighboring pixels share them: an Adam step of LeNet-5 on 128 samples took
    /// 3.3 ms instead of 4.2. A longer row would leave no register for a second filter; larger kernels were not measured.
    /// </summary>
    public const int TileTaps = 5;

    /// <summary>
    /// How often a weight gradient of a convolution reads every number of its source before it packs the source first. Unpacked, the numbers of neighboring pixels are as far
    /// apart as all channels of a panel, often a multiple of 4 KiB, and every one is a miss in the first-level cache: with packing, an Adam step of W9 on 32 samples took 86.9 ms
    /// instead of 96.7. The limit itself was not measured.
    /// </summary>
    public const int PackedScans = 8;

    /// <summary>The number of tiles of rows of an embedding that threads share, at most. It was chosen: more would not divide the work better.</summary>
    public const int TableTiles = 4096;

    /// <summary>The largest source of a convolution that is packed, in numbers per sample: 16 MiB of floats for each thread. It was chosen, not measured.</summary>
    public const int PackedNumbers = 128 * 1024;
}
