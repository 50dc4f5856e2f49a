using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.CSharp;

/// <summary>Prints a loop nest as a C# method. It makes no decisions: each statement is printed in one way.</summary>
/// <param name="writer">Receives the text.</param>
/// <param name="type">The element type.</param>
/// <param name="isScalar">Whether a vector is a single number, written with the operators of C#.</param>
internal sealed class KernelPrinter(CodeWriter writer, ElementType type, bool isScalar)
{
    private readonly FormulaPrinter formulas = isScalar ? new ScalarFormulaPrinter(type) : new FormulaPrinter(type);
    private readonly string v = isScalar ? type.Name : "V";
    private readonly string t = type.Name;

    private bool returnsFlag;

    public void Print(Kernel kernel)
    {
        returnsFlag = kernel.ReturnsFlag;
        foreach (string line in kernel.Formula) { writer.Line($"// {line}"); }
        writer.Line($"// {kernel.Schedule}");
        writer.Line("[MethodImpl(JitOptions.Kernel)]");
        string parameters = string.Join(", ", kernel.References.Select(name => $"ref {t} {name}").Concat(kernel.Numbers.Select(name => $"nint {name}")).Concat(kernel.TakesTeam ? ["Team team"] : []));
        (string generic, string where) = kernel.Rows is null ? ("", "") : ("<R>", " where R : struct, ITileRows");
        using (writer.Braces($"public static {(kernel.ReturnsFlag ? "bool" : "void")} {kernel.Method}{generic}({parameters}){where}"))
        {
            bool hasPanels = kernel.Numbers.Contains("panels");
            if (!isScalar) { writer.Line(hasPanels ? "nint width = S.Count, panel = 2 * width;" : "nint width = S.Count;"); }
            else if (hasPanels) { writer.Line($"nint panel = Workspace<{t}>.PanelWidth;"); }
            Print(kernel.Body);
        }
    }

    /// <summary>The method that calls a kernel, whose last two numbers are the first row and the end, for all rows: in tiles of both heights.</summary>
    public void PrintBoth(Kernel kernel)
    {
        string[] numbers = [.. kernel.Numbers.Take(kernel.Numbers.Count - 2)];
        string parameters = string.Join(", ", kernel.References.Select(name => $"ref {t} {name}").Concat(numbers.Select(name => $"nint {name}")));
        string arguments = string.Join(", ", kernel.References.Select(name => $"ref {name}").Concat(numbers));
        writer.Line("// The same for all rows.");
        writer.Line("[MethodImpl(JitOptions.Kernel)]");
        using (writer.Braces($"public static void {kernel.Method}({parameters})"))
        {
            foreach ((int start, int count, int height) in kernel.Rows!.Runs()) { writer.Line($"{kernel.Method}<Rows{height}>({arguments}, {start}, {start + (count * height)});"); }
        }
    }

    public void Print(FormulaFunction function)
    {
        string[] operands = function.Operands.ToArray();
        string inherited = isScalar || operands.Length > 2 ? "" : $" : {(operands.Length == 1 ? "IFormula" : "IFormulaOfTwo")}<V>";
        writer.Line($"// {FormulaText.Text(function.Expression, operand => operands[operand])}");
        using (writer.Braces($"private readonly struct {function.Name}{inherited}"))
        {
            writer.Line("[MethodImpl(JitOptions.Formula)]");
            string head = $"public static {v} Of({string.Join(", ", operands.Select(operand => $"{v} {operand}"))})";
            var shared = new List<string>();
            string text = formulas.PrintShared(function.Expression, operand => operands[operand], shared, operands[0]);
            if (shared.Count == 0) { writer.Line($"{head} => {text};"); }
            else
            {
                using (writer.Braces(head))
                {
                    foreach (string line in shared) { writer.Line(line); }
                    writer.Line($"return {text};");
                }
            }
        }
    }

    private void Print(EquatableArray<Statement> statements)
    {
        for (int i = 0; i < statements.Count; i++)
        {
            // A new flag and the first condition for it are one declaration.
            if (statements[i] is NewFlag flag && i + 1 < statements.Count && Requirement(statements[i + 1], flag.Name) is { } condition)
            {
                writer.Line($"bool {flag.Name} = {condition};");
                i++;
                continue;
            }

            Print(statements[i]);
        }
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Blank: writer.Line(); break;
            case Remark remark: writer.Line($"// {remark.Text}"); break;
            case Scope scope: Block("", scope.Body); break;
            case Lead lead: Block("if (team.Leads)", lead.Body); break;
            case For loop:
                string next = Text(loop.Step) == "1" ? $"{loop.Variable}++" : $"{loop.Variable} += {Text(loop.Step)}";
                Block($"for (nint {loop.Variable} = {Text(loop.Start)}; {loop.Variable} < {Text(loop.End)}; {next})", loop.Body);
                break;
            case If { Then: [Together only], Otherwise.Count: 0 } choice: writer.Line($"if ({Text(choice.Condition)}) {{ {Line(only)} }}"); break;
            case If choice:
                Block($"if ({Text(choice.Condition)})", choice.Then);
                if (choice.Otherwise.Count > 0) { Block("else", choice.Otherwise); }
                break;
            case Let { Bindings: [{ Value: Formula formula } only] }:
                var shared = new List<string>();
                string value = formulas.PrintShared(formula.Expression, operand => Text(formula.Operands[operand]), shared, only.Name);
                foreach (string line in shared) { writer.Line(line); }
                writer.Line($"{v} {only.Name} = {value};");
                break;
            case CheckInput check: CheckInput(check); break;
            case TakeRecent take:
                string taken = $"Streams.Take(ref {Text(take.Ring)}, ref {Text(take.Source)}, {take.Size}, {take.Taps}, {take.Dilation}, {take.First}, {take.Stride}, ref {Text(take.Window)})";
                writer.Line(take is { First: 0, Stride: 1 } ? $"{taken};" : $"if (!{taken}) {{ return{(returnsFlag ? " true" : "")}; }}");
                break;
            default: writer.Line(Line(statement)); break;
        }
    }

    /// <summary>A statement on one line.</summary>
    private string Line(Statement statement) => statement switch
    {
        Next => "continue;",
        Clear clear => $"MemoryMarshal.CreateSpan(ref {Text(clear.Place)}, (int)({Text(clear.Count)})).Clear();",
        Assign assign => $"{Text(assign.Place)} = {assign.Value};",
        Move move => $"{Text(move.To)} = {Text(move.From)};",
        Accumulate sum => $"{Text(sum.To)} += {Text(sum.From)};",
        CheckTokens check => $"if (!TokenIds.AreValid(ref {Text(check.Input)}, {check.Count}, {check.Vocabulary}){(check.Least == 0 ? "" : $" || {Text(check.Input)} < {check.Least}")}) {{ return false; }}",
        SumPixels sum => $"{sum.Flag} &= Panels.SumPixels(ref {sum.Source}, {sum.Pixels}, {sum.Channels}, panels, {Text(sum.First)}, {Text(sum.End)}, ref {sum.To});",
        Together together => string.Join(" ", together.Statements.Select(Line)),
        Define { IsConstant: true } define => $"const int {define.Name} = {Text(define.Value)};",
        Define define => $"nint {define.Name} = {Text(define.Value)};",
        Refer refer => $"ref {t} {refer.Name} = ref {Text(refer.Place)};",
        Advance advance => $"{advance.Reference} = ref Unsafe.Add(ref {advance.Reference}, {Text(advance.Elements)});",
        AdvanceAddress advance => $"{advance.Address} += {Text(advance.Bytes)};",
        Let let => $"{v} {string.Join(", ", let.Bindings.Select(binding => $"{binding.Name} = {Text(binding.Value)}"))};",
        Set set => $"{set.Name} = {Text(set.Value)};",
        AddTo add when isScalar => $"{add.Name} += {Text(add.Value)};",
        AddTo add => $"{add.Name} = S.Add({add.Name}, {Text(add.Value)});",
        Store store when isScalar => $"{Text(store.Place)} = {Text(store.Value)};",
        Store store => $"S.Store({Text(store.Value)}, {Reference(store.Place)});",
        StoreLane lane when isScalar => $"{Text(lane.Place)} = {lane.Local};",
        StoreLane lane => $"{Text(lane.Place)} = S.Element({lane.Local}, {lane.Lane});",
        StoreLaneSum sum => $"{Text(sum.Place)} = {(sum.Start is { } start ? $"{Text(start)} + " : "")}FixedLanes.Sum(ref {Text(sum.Lanes)});",
        AddLaneSums sums =>
            $"FixedLanes.AddSums(ref {Text(sums.Place)}, {sums.Rows.Count}, {sums.Rows.Stride}, {sums.Columns.Count}, {sums.Columns.Stride}, {sums.Layers.Count}, {sums.Layers.Stride}, ref {sums.Lanes});",
        StackMemory memory =>
            $"global::System.Span<{t}> {memory.Name}Memory = stackalloc {t}[{memory.Length}]; ref {t} {memory.Name} = ref MemoryMarshal.GetReference({memory.Name}Memory);",
        Copy copy =>
            $"MemoryMarshal.CreateReadOnlySpan(ref {Text(copy.From)}, {copy.Count}).CopyTo(MemoryMarshal.CreateSpan(ref {Text(copy.To)}, {copy.Count}));"
            + (copy.Length > copy.Count ? $" MemoryMarshal.CreateSpan(ref {Text(copy.To + copy.Count)}, {copy.Length - copy.Count}).Clear();" : ""),
        Schedule.Nests.Prefetch prefetch => $"Prefetch.Line(ref {prefetch.Place.Reference}, {Text(prefetch.Place.Offset)});",
        PrefetchAddress prefetch => $"Prefetch.Line({prefetch.Address});",
        PrefetchColumns prefetch =>
            $"Prefetch.Columns(ref {Text(prefetch.Rows)}, {Text(prefetch.Stride)}, {Text(prefetch.Columns)}, {Text(prefetch.First)}, {Text(prefetch.End)});",
        PackRows pack =>
            $"PackedColumns.FromRows(ref {Text(pack.Rows)}, {pack.Stride}, {Text(pack.Samples)}, {Text(pack.Column)}, {Text(pack.Columns)}, ref {pack.To}, {Text(pack.Panels)});",
        PackPanels pack => $"PackedColumns.FromPanels(ref {Text(pack.Source)}, {pack.Features}, {Text(pack.Column)}, {Text(pack.Columns)}, ref {pack.To}, {Text(pack.Panels)});",
        NewTile tile => $"Unsafe.SkipInit(out RegisterTile<V, S, {t}, {(tile.Rows is { } rows ? $"Rows{rows}" : "R")}> {tile.Name}); {tile.Name}.Start({(tile.Start is { } start ? $"ref {Text(start)}" : "")});",
        LoadTile load => $"{load.Name}.Load(ref {Text(load.Sums)}, {Text(load.Stride)});",
        AddToTile add => $"{add.Name}.MultiplyAdd(ref {Text(add.Rows)}, {Text(add.Stride)}, ref {Text(add.Columns)});",
        AddProducts add =>
            $"{add.Name}.AddProducts(count: {Text(add.Count)}, ref {Text(add.Rows)}, stride: {Text(add.Stride)}, step: {Text(add.Step)}, ref {Text(add.Columns)}, {Text(add.ColumnStep)});",
        AddSamples add => $"{add.Name}.AddSamples({Text(add.Samples)}, ref {Text(add.Gradients)}, {add.Features}, ref {Text(add.Columns)});",
        AddTiles add => $"{add.Name}.Add(in {add.Other});",
        ApplyToTile { Saved: null } apply => $"{apply.Name}.Apply<{apply.Function}>();",
        ApplyToTile { Saved: { } saved } apply => $"{apply.Name}.Apply<{apply.Function}>(ref {Text(saved)}, {Text(apply.Stride)});",
        StoreTile store => $"{store.Name}.Store{(store.InParts ? "Parts" : "")}(ref {Text(store.Place)}, {Text(store.Stride)}{(store.Count is { } count ? $", {Text(count)}" : "")});",
        NewFlag flag => $"bool {flag.Name} = true;",
        RequireFinite finite => $"{finite.Flag} &= {Requirement(finite, finite.Flag)};",
        RequireFiniteSum finite => $"{finite.Flag} &= {Requirement(finite, finite.Flag)};",
        RequireFiniteNumbers finite => $"{finite.Flag} &= {Requirement(finite, finite.Flag)};",
        SumSamples sum => $"{sum.Flag} &= Panels.SumSamples(ref {sum.Source}, {sum.Features}, panels, {Text(sum.First)}, {Text(sum.End)}, ref {sum.To});",
        Return { Flag: var flag } => $"return {flag ?? "true"};",
        Invoke call => $"{call.Method}({string.Join(", ", call.Arguments.Select(place => $"ref {Text(place)}").Concat(call.TakesTeam ? ["team"] : []))});",
        WaitForTeam => "team.Wait();",
        _ => throw new InvalidOperationException($"{statement} cannot be printed."),
    };

    /// <summary>The condition that a statement adds to a flag, or null.</summary>
    private string? Requirement(Statement statement, string flag) => statement switch
    {
        RequireFinite finite when finite.Flag == flag => $"S.IsFinite({Text(finite.Value)})",
        RequireFiniteSum finite when finite.Flag == flag => $"S.IsFinite({finite.Sum}) || {AllFinite(finite.Place, finite.Count)}",
        RequireFiniteNumbers finite when finite.Flag == flag => AllFinite(finite.Place, finite.Count),
        _ => null,
    };

    private void CheckInput(CheckInput check)
    {
        string all = check.Count == 1 ? $"!{t}.IsFinite({check.Input})" : $"!Lanes.AllFinite(ref {check.Input}, {check.Count})";
        if (check.Sum is null)
        {
            writer.Line($"if ({all}) {{ return false; }}");
            return;
        }

        writer.Line();
        writer.Line("// A sum over all inputs is only finite if all of them are.");
        writer.Line($"if (!{t}.IsFinite({(check.Sum is Broadcast one ? Text(one.Place) : isScalar ? Text(check.Sum) : $"S.First({Text(check.Sum)})")}) && {all}) {{ return false; }}");
        writer.Line();
    }

    private void Block(string head, EquatableArray<Statement> body)
    {
        using (writer.Braces(head)) { Print(body); }
    }

    private string Text(Vector vector) => vector switch
    {
        Local local => local.Name,
        Load load when isScalar => Text(load.Place),
        Broadcast one when isScalar => Text(one.Place),
        MultiplyAdd sum when isScalar => $"{Text(sum.X)} * {Text(sum.Y)} + {Text(sum.Z)}",
        OverLanes over when isScalar => $"Lanes.{over.By}(MemoryMarshal.CreateReadOnlySpan(ref {Text(over.Place)}, {over.Count}))",
        Load load => $"S.Load({Reference(load.Place)})",
        Broadcast one => $"S.Create({Text(one.Place)})",
        OfWhole number when isScalar => $"({t})({Text(number.Value)})",
        OfWhole number => $"S.Create(({t})({Text(number.Value)}))",
        BroadcastLane lane when isScalar => lane.Local,
        BroadcastLane lane => $"S.Create(S.Element({lane.Local}, {lane.Lane}))",
        Group group => $"S.LoadGroup(ref {Text(group.Place)})",
        Spread spread => $"S.Spread({spread.Group}, {spread.Element})",
        MultiplyAdd sum => $"S.MultiplyAdd({Text(sum.X)}, {Text(sum.Y)}, {Text(sum.Z)})",
        TileSum { FirstRow: true } sum => $"{sum.Tile}.FirstRow()",
        TileSum sum => $"{sum.Tile}.Sum()",
        Apply call => $"{call.Function}.Of({string.Join(", ", call.Arguments.Select(Text))})",
        Formula formula => formulas.Print(formula.Expression, operand => Text(formula.Operands[operand])),
        OverLanes over => $"S.Create(Lanes.{over.By}(MemoryMarshal.CreateReadOnlySpan(ref {Text(over.Place)}, {over.Count})))",
        Dot dot => $"S.Create(FixedLanes.Dot<V, S, {t}>(ref {Text(dot.Start)}, ref {Text(dot.Left)}, ref {Text(dot.Right)}, {dot.Count}))",
        _ => throw new InvalidOperationException($"{vector} cannot be printed."),
    };

    /// <summary>The element at a location.</summary>
    private string Text(Place place) => place.Offset is Number { Value: 0 } ? place.Reference : $"Unsafe.Add(ref {place.Reference}, {Text(place.Offset)})";

    /// <summary>A location as two arguments, or one.</summary>
    private string Reference(Place place) => place.Offset is Number { Value: 0 } ? $"ref {place.Reference}" : $"ref {place.Reference}, {Text(place.Offset)}";

    private string AllFinite(Place place, Whole count) => $"Lanes.AllFinite(ref {Text(place)}, (int)({Text(count)}))";

    private string Text(Condition condition) => $"{Text(condition.Left)} {condition.Comparison} {Text(condition.Right)}";

    private string Text(Whole number) => Text(number, 0);

    private string Text(Whole number, int precedence) => number switch
    {
        Number n => $"{n.Value}",
        Variable { Name: "width" } when isScalar => "1",
        Variable variable => variable.Name,
        Plus s => Wrap($"{Text(s.Left, 1)} + {Text(s.Right, 1)}", 1, precedence),
        Minus d => Wrap($"{Text(d.Left, 1)} - {Text(d.Right, 2)}", 1, precedence),
        Times p => Wrap($"{Text(p.Left, 2)} * {Text(p.Right, 3)}", 2, precedence),
        Quotient q => Wrap($"{Text(q.Left, 2)} / {Text(q.Right, 3)}", 2, precedence),
        Remainder r => Wrap($"{Text(r.Left, 2)} % {Text(r.Right, 3)}", 2, precedence),
        ElementAt element => $"(nint){Text(element.Place)}",
        Share s => $"team.{(s.IsEnd ? "End" : "First")}({(s.Count is Number ? Text(s.Count) : $"(int)({Text(s.Count)})")})",
        Smaller s => $"Math.Min({Text(s.Left, 0)}, {Text(s.Right, 0)})",
        Choice c => Wrap($"{Text(c.Condition)} ? {Text(c.Then, 1)} : {Text(c.Otherwise, 1)}", 0, precedence),
        Larger l => $"Math.Max({Text(l.Left, 0)}, {Text(l.Right, 0)})",
        _ => throw new InvalidOperationException($"{number} cannot be printed."),
    };

    private static string Wrap(string text, int precedence, int outer) => precedence < outer ? $"({text})" : text;
}
