using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NNGen.Generator.Ir;

/// <summary>Operations as formulas for readers: <c>relu1[s, o] = max(0, dense1Bias[o] + Σᵢ dense1Weights[o, i] · input[s, i])</c>.</summary>
internal static class FormulaText
{
    /// <summary>One line per operation; a formula that follows a product includes it.</summary>
    public static EquatableArray<string> Of(IReadOnlyList<Operation> operations)
    {
        var lines = new List<string>();
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i] is Product product && i + 1 < operations.Count && operations[i + 1] is Elementwise next && next.Operands.Count(operand => operand == product.Output) == 1
                && !operations.Skip(i + 2).Any(later => later.Inputs.Contains(product.Output)))
            {
                lines.Add($"{Text(next.Output, product)} = {Text(next.Formula, operand => next.Operands[operand] == product.Output ? Sum(product) : Text(next.Operands[operand], product))}");
                i++;
            }
            else if (operations[i] is Scan scan) { lines.AddRange(Lines(scan)); }
            else if (operations[i] is ScanTransposed transposed) { lines.AddRange(Lines(transposed)); }
            else { lines.Add(Line(operations[i])); }
        }

        return lines.ToEquatableArray();
    }

    /// <summary>A contraction over the samples, and the sum for the bias of the same layer.</summary>
    public static string Of(Contract contract, string? bias)
    {
        string line = $"{Weights(contract.Output)} = Σₛ {contract.Left.Name}{Index(contract.Left, "o")} · {contract.Right.Name}{Index(contract.Right, "i")}";
        return bias is null ? line : line + $"\n{bias}Gradient{(contract.Left.Size > 1 ? "[o]" : "")} = Σₛ {contract.Left.Name}{Index(contract.Left, "o")}";

        string Weights(Tensor gradient)
        {
            string[] letters = [.. contract.Left.Size > 1 ? new[] { "o" } : [], .. contract.Right.Size > 1 ? new[] { "i" } : []];
            return gradient.Name + (letters.Length == 0 ? "" : $"[{string.Join(", ", letters)}]");
        }
    }

    /// <summary>The formulas of a step, which read what the step before computed.</summary>
    private static IEnumerable<string> Lines(Scan scan)
    {
        Cell cell = scan.Cell;
        foreach ((Stage stage, StageProduct product) in cell.Stages.Zip(scan.Products, (stage, product) => (stage, product)))
        {
            string bias = product.Bias is null ? "" : $"{product.Bias.Name}[o] + ";
            yield return $"{(stage.First == 0 ? "for each step t: " : "then ")}{InvariantText.List(stage.Products.Select(one => one.Name))}: "
                + $"{scan.Sums.Name}[s, o] = {bias}Σᵢ {product.Weights.Name}[o, i] · {stage.Operand.Name}[s, i]";
            if (stage.First == 0)
            {
                yield return $"{InvariantText.List(cell.Arriving.Select(arriving => arriving.Name))}: {scan.Source.Name}[s, t, o]; {InvariantText.List(cell.Previous.Zip(cell.Next, (previous, next) => $"{previous.Name} is {next.Name} of the step {(scan.IsReversed ? "after" : "before")}"))}";
            }

            foreach (string line in stage.Formulas.Select(Line)) { yield return line; }
        }
    }

    private static IEnumerable<string> Lines(ScanTransposed scan)
    {
        string order = $"for each step t, {(scan.IsReversed ? "from the last one on" : "in order")}: ";
        foreach ((StageGradient stage, ProductGradient product) in scan.Cell.Stages.Zip(scan.Products.Reverse(), (stage, product) => (stage, product)))
        {
            yield return $"{(stage.Operand is null ? order : "then ")}{(product.Operand is { } operand ? $"{operand.Name}[s, i] =" : $"{scan.Carried[0].Name}[s, i] +=")} "
                + $"Σₒ {product.Weights.Name}[o, i] · {product.Gradient.Name}[s, t, o] after";
            foreach (string line in stage.Formulas.Select(Line)) { yield return line; }
        }
    }

    private static string Line(Operation operation) => operation switch
    {
        Product product => $"{Text(product.Output, product)} = {Sum(product)}",
        Elementwise formula => $"{formula.Output.Name}{Index(formula.Output, "o")} = {Text(formula.Formula, operand => formula.Operands[operand].Name + Index(formula.Operands[operand], "o"))}",
        BatchSum sum => $"{sum.Output.Name}{Index(sum.Output, "o")} = Σₛ {Text(sum.Formula, operand => sum.Operands[operand].Name + Index(sum.Operands[operand], "o"))}",
        Pool { By: Pooling.Largest } pool => $"{pool.Output.Name}[s, y, x, c] = max {pool.Source.Name}[s, {Tap(pool.Window)}, c] over {pool.Window.Text}",
        Pool pool => $"{pool.Output.Name}[s, y, x, c] = mean of {pool.Source.Name}[s, {Tap(pool.Window)}, c] over {pool.Window.Text}{(pool.By == Pooling.Mean ? "" : ", with padding")}",
        PoolTransposed { By: Pooling.Largest } pool => $"{pool.Output.Name}[s, …] += {pool.Source.Name}[s, y, x, c] where {pool.Pooled.Name}[s, …] is the first that reached {pool.Result.Name}[s, y, x, c]",
        PoolTransposed pool => $"{pool.Output.Name}[s, {Tap(pool.Window)}, c] += {pool.Source.Name}[s, y, x, c] / numbers of the window",
        BeforeEnd { Padding: >= 0 } end => $"{end.Output.Name}[s, t] = {end.Source.Name}[s, u] ≠ {end.Padding} for any u ≥ t ? 1 : 0",
        BeforeEnd end => $"{end.Output.Name}[s, t] = {end.Source.Name}[s] > t ? 1 : 0",
        Concatenate concatenate => $"{concatenate.Output.Name}[s, o] = {string.Join(" | ", concatenate.Sources.Select(source => source.Name + Index(source, "o")))}",
        Gather gather => $"{gather.Output.Name}[s, t, o] = {gather.Table.Name}[{gather.Indices.Name}[s, t], o]",
        GatherTransposed gather => Of(gather),
        Reshape reshape => $"{reshape.Output.Name}[s, o] = {reshape.Source.Name}[s, o]",
        View view => $"{view.Output.Name}[s, o] = {view.Source.Name}, {Map(view.Map)}",
        ViewTransposed view => $"{view.Output.Name} += {view.Source.Name}, {Map(view.Map)}",
        Reduce { By: Reduction.Sum } sum => $"{sum.Output.Name}{Index(sum.Output, "o")} = Σₒ {sum.Operand.Name}{Index(sum.Operand, "o")}",
        Reduce max => $"{max.Output.Name}{Index(max.Output, "o")} = maxₒ {max.Operand.Name}{Index(max.Operand, "o")}",
        _ => operation.Output.ToString(),
    };

    private static string Sum(Product product)
    {
        if (product.Window is { } window) { return Sum(product, window); }

        // With weights [out, in], a product sums over the inputs, a transposed product over the outputs.
        (string summed, string sign) = product.IsTransposed ? ("o", "Σₒ ") : ("i", "Σᵢ ");
        string weights = product.Weights.Axes.Count switch { 0 => "", 1 => product.IsTransposed == (product.Source.Size > 1) ? "[o]" : "[i]", _ => "[o, i]" };
        return (product.Bias is { } bias ? $"{bias.Name}{Index(bias, "o")} + " : "")
            + $"{(product.Source.Size > 1 ? sign : "")}{product.Weights.Name}{weights} · {product.Source.Name}{Index(product.Source, summed)}";
    }

    private static string Sum(Product product, Window window)
    {
        string bias = product.Bias is { } start ? $"{start.Name}[{(product.IsTransposed ? "i" : "o")}] + " : "";
        return product.IsTransposed
            ? $"{bias}Σ {product.Weights.Name}[o, i, ky, kx] · {product.Source.Name}[s, …, o] over the windows that contain y, x"
            : $"{bias}Σ {product.Weights.Name}[o, i, ky, kx] · {product.Source.Name}[s, {Tap(window)}, i]";
    }

    /// <summary>The gradient of a convolution's weights, and the sum of the bias that belongs to it.</summary>
    public static string Of(ConvolveWeights convolution, string? bias)
    {
        string line = $"{convolution.Output.Name}[o, i, ky, kx] = Σₛ,y,x {convolution.Gradient.Name}[s, y, x, o] · {convolution.Source.Name}[s, {Tap(convolution.Window)}, i]";
        return bias is null ? line : line + $"\n{bias}Gradient[o] = Σₛ,y,x {convolution.Gradient.Name}[s, y, x, o]";
    }

    /// <summary>The gradient of a table of rows.</summary>
    public static string Of(GatherTransposed gather) =>
        $"{gather.Output.Name}[id, o] = Σₛ,t {gather.Source.Name}[s, t, o] where {gather.Indices.Name}[s, t] = id{(gather.Constant < 0 ? "" : $" ≠ {gather.Constant}")}";

    /// <summary>Row and column of a tap.</summary>
    private static string Tap(Window window)
    {
        return $"{Along(window.Rows, "y")}, {Along(window.Columns, "x")}";

        static string Along(Extent extent, string axis)
        {
            string text = (extent.Stride == 1 ? axis : $"{extent.Stride}{axis}") + (extent.Dilation == 1 ? $" + k{axis}" : $" + {extent.Dilation}k{axis}");
            return extent.Before == 0 ? text : $"{text} − {extent.Before}";
        }
    }

    /// <summary>The indices of a view, without the samples.</summary>
    private static string Map(EquatableArray<AffineIndex> map) => "[" + string.Join(", ", map.Skip(1).Select(index =>
    {
        string[] terms = [.. index.Terms.Select(term =>
        {
            string text = term.Axis.Name + (term.Divisor == 1 ? "" : $" / {term.Divisor}") + (term.Modulus == 0 ? "" : $" % {term.Modulus}");
            return term.Factor == 1 ? text : $"{term.Factor}·({text})";
        })];
        string sum = string.Join(" + ", terms);
        return index.Offset == 0 ? sum : sum.Length == 0 ? $"{index.Offset}" : $"{sum} + {index.Offset}".Replace("+ -", "− ");
    })) + "]";

    private static string Text(Tensor tensor, Product product) => product.Window is not null ? $"{tensor.Name}[s, y, x, {(product.IsTransposed ? "i" : "o")}]" : tensor.Name + Index(tensor, product.IsTransposed ? "i" : "o");

    private static string Index(Tensor tensor, string feature) => (tensor.HasSamples, tensor.Size > 1) switch
    {
        (true, true) => $"[s, {feature}]",
        (true, false) => "[s]",
        (false, true) => $"[{feature}]",
        _ => "",
    };

    /// <summary>A formula in mathematical notation.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="operand">The text of an operand.</param>
    public static string Text(Expression formula, System.Func<int, string> operand)
    {
        return Print(formula, 0);

        string Print(Expression node, int precedence) => node switch
        {
            Operand o => Wrap(operand(o.Index), operand(o.Index).Contains(" + ") || operand(o.Index).Contains(" · ") ? 1 : 4, precedence),
            Constant c => Number(c.Value),
            Unary { Function: Function.Exp } u => $"exp({Print(u.Argument, 0)})",
            Unary { Function: Function.ExpOfMagnitude } u => $"exp(−|{Print(u.Argument, 0)}|)",
            Unary { Function: Function.Abs } u => $"|{Print(u.Argument, 0)}|",
            Unary { Function: Function.Log } u => $"ln({Print(u.Argument, 0)})",
            Unary { Function: Function.Log1p or Function.Log1pOfUnit } u => $"ln(1 + {Print(u.Argument, 1)})",
            Unary { Function: Function.Expm1 } u => Wrap($"exp({Print(u.Argument, 0)}) − 1", 1, precedence),
            Unary { Function: Function.TanhOfCell } u => $"tanh({Print(u.Argument, 0)})",
            Unary { Function: Function.SigmoidOfCell } u => $"sigmoid({Print(u.Argument, 0)})",
            Unary u => $"{u.Function.ToString().ToLowerInvariant()}({Print(u.Argument, 0)})",
            Binary { Operator: BinaryOperator.Subtract, Left: Constant { Value: 0 } } b => Wrap($"−{Print(b.Right, 3)}", 3, precedence),
            Binary { Operator: BinaryOperator.Add } b => Wrap($"{Print(b.Left, 1)} + {Print(b.Right, 1)}", 1, precedence),
            Binary { Operator: BinaryOperator.Subtract } b => Wrap($"{Print(b.Left, 1)} − {Print(b.Right, 2)}", 1, precedence),
            Binary { Operator: BinaryOperator.Multiply } b => Wrap($"{Print(b.Left, 2)} · {Print(b.Right, 2)}", 2, precedence),
            Binary { Operator: BinaryOperator.Divide } b => Wrap($"{Print(b.Left, 2)} / {Print(b.Right, 3)}", 2, precedence),
            Binary b => $"{(b.Operator == BinaryOperator.Max ? "max" : "min")}({Print(b.Left, 0)}, {Print(b.Right, 0)})",
            Select s => Wrap($"{Print(s.Left, 1)} > {Print(s.Right, 1)} ? {Print(s.Then, 1)} : {Print(s.Otherwise, 1)}", 0, precedence),
            _ => node.ToString(),
        };

        static string Wrap(string text, int precedence, int outer) => precedence < outer ? $"({text})" : text;

        static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture).Replace("-", "−");
    }
}
