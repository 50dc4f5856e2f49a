namespace NNGen.Generator.Schedule.Nests;

/// <summary>A statement of a kernel.</summary>
internal abstract record Statement;

/// <summary>A comment in the generated code.</summary>
internal sealed record Remark(string Text) : Statement;

/// <summary>A blank line.</summary>
internal sealed record Blank : Statement;

/// <summary>Short statements that belong together, on one line.</summary>
internal sealed record Together(EquatableArray<Statement> Statements) : Statement;

/// <summary>Statements of one scope.</summary>
internal sealed record Scope(EquatableArray<Statement> Body) : Statement;

/// <summary>A loop.</summary>
/// <param name="Variable">Counts from <paramref name="Start"/> on, below <paramref name="End"/>, by <paramref name="Step"/>.</param>
/// <param name="Start">First value.</param>
/// <param name="End">One past the last value.</param>
/// <param name="Step">The increment after each iteration.</param>
/// <param name="Body">The statements of an iteration.</param>
internal sealed record For(string Variable, Whole Start, Whole End, Whole Step, EquatableArray<Statement> Body) : Statement;

/// <summary>A conditional statement.</summary>
internal sealed record If(Condition Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Otherwise) : Statement;

/// <summary>A comparison of integers: <c>&lt;</c>, <c>&gt;</c> or <c>==</c>.</summary>
internal sealed record Condition(Whole Left, string Comparison, Whole Right);

/// <summary>Goes on with the next round of the loop.</summary>
internal sealed record Next : Statement;

/// <summary>Sets numbers to 0.</summary>
internal sealed record Clear(Place Place, Whole Count) : Statement;

/// <summary>Writes a number.</summary>
internal sealed record Assign(Place Place, int Value) : Statement;

/// <summary>Copies one number.</summary>
internal sealed record Move(Place From, Place To) : Statement;

/// <summary>Adds one number to another.</summary>
internal sealed record Accumulate(Place From, Place To) : Statement;

/// <summary>Returns false from the kernel if one of some inputs is not a token id of a vocabulary.</summary>
internal sealed record CheckTokens(Place Input, int Count, int Vocabulary, int Least) : Statement;

/// <summary>Adds the channels of all pixels over all samples in fixed lanes, and remembers that a flag does not hold where a sum is not finite.</summary>
internal sealed record SumPixels(string Flag, string Source, int Pixels, int Channels, Whole First, Whole End, string To) : Statement;

/// <summary>A new integer variable.</summary>
internal sealed record Define(string Name, Whole Value, bool IsConstant = false) : Statement;

/// <summary>A new reference to a location in memory.</summary>
internal sealed record Refer(string Name, Place Place) : Statement;

/// <summary>Moves a reference.</summary>
internal sealed record Advance(string Reference, Whole Elements) : Statement;

/// <summary>Moves an address by bytes.</summary>
internal sealed record AdvanceAddress(string Address, Whole Bytes) : Statement;

/// <summary>New vectors, on one line.</summary>
internal sealed record Let(EquatableArray<Binding> Bindings) : Statement;

/// <summary>A variable and its value.</summary>
internal sealed record Binding(string Name, Vector Value);

/// <summary>A new value for a vector.</summary>
internal sealed record Set(string Name, Vector Value) : Statement;

/// <summary>Adds to a vector.</summary>
internal sealed record AddTo(string Name, Vector Value) : Statement;

/// <summary>Writes a vector.</summary>
internal sealed record Store(Vector Value, Place Place) : Statement;

/// <summary>Writes a lane of a vector.</summary>
internal sealed record StoreLane(string Local, int Lane, Place Place) : Statement;

/// <summary>Writes an element that holds a start value and the sum of 128 bytes of lanes.</summary>
/// <param name="Place">The element that is written.</param>
/// <param name="Start">The start value of the sum, or null for 0.</param>
/// <param name="Lanes">The lanes.</param>
internal sealed record StoreLaneSum(Place Place, Place? Start, Place Lanes) : Statement;

/// <summary>
/// Adds to a block of elements the sums of 128 bytes of lanes each, which lie one behind the other: row by row, column by column, layer by layer.
/// </summary>
/// <param name="Place">The first element.</param>
/// <param name="Rows">The outermost direction.</param>
/// <param name="Columns">The next one.</param>
/// <param name="Layers">The innermost one.</param>
/// <param name="Lanes">The lanes.</param>
internal sealed record AddLaneSums(Place Place, Steps Rows, Steps Columns, Steps Layers, string Lanes) : Statement;

/// <summary>A direction in a block of elements.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Stride">Elements from one to the next.</param>
internal sealed record Steps(int Count, int Stride);

/// <summary>Copies elements; the rest of the destination becomes 0.</summary>
internal sealed record Copy(Place From, int Count, Place To, int Length) : Statement;

/// <summary>Takes a step into a ring of the latest ones, and copies the window that ends with it; if there is none at this step, the kernel returns.</summary>
/// <param name="Ring">The ring.</param>
/// <param name="Source">The step.</param>
/// <param name="Size">Its numbers.</param>
/// <param name="Taps">The steps of a window.</param>
/// <param name="Dilation">From one of them to the next.</param>
/// <param name="First">How many steps come before the first window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Window">Receives the window.</param>
internal sealed record TakeRecent(Place Ring, Place Source, int Size, int Taps, int Dilation, int First, int Stride, Place Window) : Statement;

/// <summary>Memory on the stack.</summary>
internal sealed record StackMemory(string Name, int Length) : Statement;

/// <summary>Prefetches the cache line of a memory location.</summary>
internal sealed record Prefetch(Place Place) : Statement;

/// <summary>Prefetches the cache line of an address.</summary>
internal sealed record PrefetchAddress(string Address) : Statement;

/// <summary>Prefetches a range of columns of a range of rows.</summary>
internal sealed record PrefetchColumns(Place Rows, Whole Stride, Whole Columns, Whole First, Whole End) : Statement;

/// <summary>Copies columns of row-major samples so that they are contiguous.</summary>
internal sealed record PackRows(Place Rows, int Stride, Whole Samples, Whole Column, Whole Columns, string To, Whole Panels) : Statement;

/// <summary>Copies columns of panels so that samples are contiguous.</summary>
internal sealed record PackPanels(Place Source, int Features, Whole Column, Whole Columns, string To, Whole Panels) : Statement;

/// <summary>Clears a flag if a vector has a lane that is not finite.</summary>
internal sealed record RequireFinite(string Flag, Vector Value) : Statement;

/// <summary>Clears a flag if a sum of numbers is not finite and one of the numbers is not either.</summary>
internal sealed record RequireFiniteSum(string Flag, string Sum, Place Place, Whole Count) : Statement;

/// <summary>Clears a flag if one of the numbers is not finite.</summary>
internal sealed record RequireFiniteNumbers(string Flag, Place Place, Whole Count) : Statement;

/// <summary>Sums features over all samples in fixed lanes, and clears a flag if a sum is not finite.</summary>
internal sealed record SumSamples(string Flag, string Source, int Features, Whole First, Whole End, string To) : Statement;

/// <summary>A new flag, which is set.</summary>
internal sealed record NewFlag(string Name) : Statement;

/// <summary>
/// Returns false from the kernel if an input is not finite; if <paramref name="Sum"/> over all inputs is finite, they are not checked one by one.
/// </summary>
/// <param name="Sum">A vector whose first lane depends on all inputs, an element that depends on them, or null.</param>
/// <param name="Input">The inputs.</param>
/// <param name="Count">The number of inputs.</param>
internal sealed record CheckInput(Vector? Sum, string Input, int Count) : Statement;

/// <summary>Returns from the kernel.</summary>
/// <param name="Flag">The flag that it returns, or null for true.</param>
internal sealed record Return(string? Flag) : Statement;

/// <summary>Calls another kernel with references.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Arguments">The memory that it reads and writes.</param>
/// <param name="TakesTeam">Whether threads share its work.</param>
internal sealed record Invoke(string Method, EquatableArray<Place> Arguments, bool TakesTeam = false) : Statement;

/// <summary>Statements that one thread executes for its team.</summary>
internal sealed record Lead(EquatableArray<Statement> Body) : Statement;

/// <summary>Waits for all threads of the team.</summary>
internal sealed record WaitForTeam : Statement;

/// <summary>
/// A new register tile of the library, with the given number of rows × 2 vectors, or with that of the kernel's type argument; each row starts with 0 or
/// with a number.
/// </summary>
internal sealed record NewTile(string Name, int? Rows, Place? Start) : Statement;

/// <summary>Loads the sums of a tile from memory, to continue them.</summary>
internal sealed record LoadTile(string Name, Place Sums, Whole Stride) : Statement;

/// <summary>Adds an outer product to a tile: one number per row times two vectors.</summary>
internal sealed record AddToTile(string Name, Place Rows, Whole Stride, Place Columns) : Statement;

/// <summary>Adds outer products to a tile, one after the other: of one number per row with two vectors each.</summary>
/// <param name="Name">The tile.</param>
/// <param name="Count">The number of products.</param>
/// <param name="Rows">The first row's number in the first product.</param>
/// <param name="Stride">Elements from one row's number to the next.</param>
/// <param name="Step">Elements from one product's numbers to those of the next.</param>
/// <param name="Columns">The two vectors of the first product.</param>
/// <param name="ColumnStep">Elements from one product's vectors to those of the next.</param>
internal sealed record AddProducts(string Name, Whole Count, Place Rows, Whole Stride, Whole Step, Place Columns, Whole ColumnStep) : Statement;

/// <summary>Adds outer products to a tile, one for each of some samples of panels: of their gradients with their packed columns.</summary>
/// <param name="Name">The tile.</param>
/// <param name="Samples">The number of samples; whole panels are read.</param>
/// <param name="Gradients">The first row's gradient of the first sample.</param>
/// <param name="Features">The number of gradients of a sample.</param>
/// <param name="Columns">The packed columns.</param>
internal sealed record AddSamples(string Name, Whole Samples, Place Gradients, int Features, Place Columns) : Statement;

/// <summary>Adds the sums of another tile to a tile.</summary>
internal sealed record AddTiles(string Name, string Other) : Statement;

/// <summary>Replaces each sum of a tile by a formula of the sum and a saved value.</summary>
internal sealed record ApplyToTile(string Name, string Function, Place? Saved, Whole Stride) : Statement;

/// <summary>
/// Writes the sums of a tile; rows may be shorter than two vectors, and what is written behind a row is written anew with the next one, unless each
/// row is written in parts.
/// </summary>
internal sealed record StoreTile(string Name, Place Place, Whole Stride, Whole? Count = null, bool InParts = false) : Statement;
