namespace NNGen.Generator.Schedule.Nests;

/// <summary>A statement of a kernel.</summary>
internal abstract record Statement;

/// <summary>A remark for the reader.</summary>
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
/// <param name="Step">What is added after each round.</param>
/// <param name="Body">What is done.</param>
internal sealed record For(string Variable, Whole Start, Whole End, Whole Step, EquatableArray<Statement> Body) : Statement;

/// <summary>A choice.</summary>
internal sealed record If(Condition Condition, EquatableArray<Statement> Then, EquatableArray<Statement> Otherwise) : Statement;

/// <summary>A comparison of whole numbers: <c>&lt;</c>, <c>&gt;</c> or <c>==</c>.</summary>
internal sealed record Condition(Whole Left, string Comparison, Whole Right);

/// <summary>Goes on with the next round of the loop.</summary>
internal sealed record Next : Statement;

/// <summary>Sets numbers to 0.</summary>
internal sealed record Clear(Place Place, Whole Count) : Statement;

/// <summary>Copies one number.</summary>
internal sealed record Move(Place From, Place To) : Statement;

/// <summary>Adds the channels of all pixels over all samples in fixed lanes, and remembers that a flag does not hold where a sum is not finite.</summary>
internal sealed record SumPixels(string Flag, string Source, int Pixels, int Channels, Whole First, Whole End, string To) : Statement;

/// <summary>A new whole number.</summary>
internal sealed record Define(string Name, Whole Value, bool IsConstant = false) : Statement;

/// <summary>A new reference to a place.</summary>
internal sealed record Refer(string Name, Place Place) : Statement;

/// <summary>Moves a reference.</summary>
internal sealed record Advance(string Reference, Whole Elements) : Statement;

/// <summary>Moves an address by bytes.</summary>
internal sealed record AdvanceAddress(string Address, Whole Bytes) : Statement;

/// <summary>New vectors, on one line.</summary>
internal sealed record Let(EquatableArray<Binding> Bindings) : Statement;

/// <summary>A name and its value.</summary>
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
/// <param name="Place">What is written.</param>
/// <param name="Start">What the sum starts with, or null for 0.</param>
/// <param name="Lanes">The lanes.</param>
internal sealed record StoreLaneSum(Place Place, Place? Start, Place Lanes) : Statement;

/// <summary>Copies elements; what is left of the destination becomes 0.</summary>
internal sealed record Copy(Place From, int Count, Place To, int Length) : Statement;

/// <summary>Memory on the stack.</summary>
internal sealed record StackMemory(string Name, int Length) : Statement;

/// <summary>Prefetches the cache line of a place.</summary>
internal sealed record Prefetch(Place Place) : Statement;

/// <summary>Prefetches the cache line of an address.</summary>
internal sealed record PrefetchAddress(string Address) : Statement;

/// <summary>Prefetches some columns of some rows.</summary>
internal sealed record PrefetchColumns(Place Rows, Whole Stride, Whole Columns, Whole First, Whole End) : Statement;

/// <summary>Copies columns of row-major samples so that they lie one behind the other.</summary>
internal sealed record PackRows(Place Rows, int Stride, Whole Samples, Whole Column, Whole Columns, string To, Whole Panels) : Statement;

/// <summary>Copies columns of panels so that samples lie one behind the other.</summary>
internal sealed record PackPanels(Place Source, int Features, Whole Column, Whole Columns, string To, Whole Panels) : Statement;

/// <summary>Remembers that a flag does not hold where a vector has a lane that is not finite.</summary>
internal sealed record RequireFinite(string Flag, Vector Value) : Statement;

/// <summary>Remembers that a flag does not hold where a sum of numbers, and then one of these, is not finite.</summary>
internal sealed record RequireFiniteSum(string Flag, string Sum, Place Place, Whole Count) : Statement;

/// <summary>Remembers that a flag does not hold where one of some numbers is not finite.</summary>
internal sealed record RequireFiniteNumbers(string Flag, Place Place, Whole Count) : Statement;

/// <summary>Adds features over all samples in fixed lanes, and remembers that a flag does not hold where a sum is not finite.</summary>
internal sealed record SumSamples(string Flag, string Source, int Features, Whole First, Whole End, string To) : Statement;

/// <summary>A new flag that holds.</summary>
internal sealed record NewFlag(string Name) : Statement;

/// <summary>Ends the kernel with false where an input is not finite; where <paramref name="Sum"/> over all of them is, none of them is looked at.</summary>
/// <param name="Sum">A vector whose first lane depends on all inputs, an element that does, or null.</param>
/// <param name="Input">The inputs.</param>
/// <param name="Count">How many.</param>
internal sealed record CheckInput(Vector? Sum, string Input, int Count) : Statement;

/// <summary>Ends the kernel.</summary>
/// <param name="Flag">The flag that it returns, or null for true.</param>
internal sealed record Return(string? Flag) : Statement;

/// <summary>Calls another kernel with references.</summary>
internal sealed record Invoke(string Method, EquatableArray<Place> Arguments) : Statement;

/// <summary>A new register tile, the library's, of so many rows × 2 vectors; its rows start with 0 or with a number each.</summary>
internal sealed record NewTile(string Name, int Rows, Place? Start) : Statement;

/// <summary>Lets a tile go on with sums from memory.</summary>
internal sealed record LoadTile(string Name, Place Sums, Whole Stride) : Statement;

/// <summary>Adds an outer product to a tile: a number for each row times two vectors.</summary>
internal sealed record AddToTile(string Name, Place Rows, Whole Stride, Place Columns) : Statement;

/// <summary>Adds the sums of another tile to a tile.</summary>
internal sealed record AddTiles(string Name, string Other) : Statement;

/// <summary>Replaces each sum of a tile by a formula of it, and of a kept value.</summary>
internal sealed record ApplyToTile(string Name, string Function, Place? Saved, Whole Stride) : Statement;

/// <summary>Writes the sums of a tile; rows may be shorter than two vectors.</summary>
internal sealed record StoreTile(string Name, Place Place, Whole Stride, Whole? Count = null) : Statement;
