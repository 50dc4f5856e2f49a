using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Planning;

namespace NNGen.Generator.Emission;

/// <summary>Prints the pass over one sample: lanes are features, weights are packed tile by tile.</summary>
internal sealed class PredictWriter(CodeWriter writer, ElementType type, PredictPlan plan, NetworkProgram program)
{
    /// <summary>Printed multiply-adds of a method, some eleven IL instructions each: keeps every method far below the sizes at which the JIT stops optimising.</summary>
    private const int MethodSize = 110;

    private static readonly string[] groupMembers = ["First", "Second", "Third", "Fourth"];

    private readonly Dictionary<Value, int> offsets = plan.Slots.ToDictionary(slot => slot.Value, slot => slot.Row);

    public void Write()
    {
        if (plan.IsSmall)
        {
            Small(plan.Blocks.Cast<PredictProduct>().ToArray());
            return;
        }

        List<List<PredictBlock>> methods = Methods();
        for (int m = 0; m < methods.Count; m++)
        {
            List<PredictBlock> method = methods[m];
            writer.Line($"// One sample{(methods.Count == 1 ? "" : $", part {m + 1} of {methods.Count}")}: lanes are features.{(m == 0 ? " False, and nothing done, where the input is not finite." : "")}");
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (writer.Braces($"public static {(m == 0 ? "bool" : "void")} PredictOne{(m == 0 ? "" : $"{m + 1}")}(ref {type.Name} packed, ref {type.Name} {program.Input.Name}, ref {type.Name} scratch)"))
            {
                writer.Line($"nint width = {type.Vector}.Count;");
                if (m == 0 && plan.Blocks[0] is not PredictProduct { ChecksInput: true }) { writer.Line($"if (!Lanes.AllFinite(ref {program.Input.Name}, {program.Input.Size})) {{ return false; }}"); }
                writer.Line();
                foreach (PredictBlock block in method)
                {
                    if (block != method[0]) { writer.Line(); }
                    writer.Line($"// {block.Title}");
                    using (writer.Braces(""))
                    {
                        switch (block)
                        {
                            case PredictProduct { LanesOverInputs: true } product: OverInputs(product); break;
                            case PredictProduct product: OverOutputs(product); break;
                            case PredictCopy copy:
                                writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref {copy.Value.Name}, {copy.Value.Size}).CopyTo(MemoryMarshal.CreateSpan(ref {Memory(copy.Value)}, {copy.Value.Size}));");
                                break;
                            case PredictFormulas formulas: Formulas(formulas); break;
                        }
                    }
                }

                if (m + 1 < methods.Count)
                {
                    writer.Line();
                    writer.Line($"PredictOne{m + 2}(ref packed, ref {program.Input.Name}, ref scratch);");
                }

                if (m == 0)
                {
                    writer.Line();
                    writer.Line("return true;");
                }
            }

            writer.Line();
        }
    }

    /// <summary>A chain of layers whose values stay in registers.</summary>
    private void Small(PredictProduct[] products)
    {
        writer.Line("// One sample: lanes are features, and stay in registers. False, and nothing done, where the input is not finite.");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Braces($"public static bool PredictOne(ref {type.Name} packed, ref {type.Name} {program.Input.Name}, ref {type.Name} result)"))
        {
            writer.Line($"nint width = {type.Vector}.Count;");
            for (int n = 0; n < products.Length; n++)
            {
                PredictProduct product = products[n];
                writer.Line();
                writer.Line($"// {product.Title}");
                writer.Line($"{type.Vector} a{n} = Vector.LoadUnsafe(ref {Packed(product.PackedBias)});");
                for (int i = 0; i < product.Inputs; i++)
                {
                    string value = n > 0 ? $"y{n - 1}.GetElement({i})" : i == 0 ? program.Input.Name : $"Unsafe.Add(ref {program.Input.Name}, {i})";
                    string weights = i == 0 ? Packed(product.Packed) : $"Unsafe.Add(ref packed, {(product.Packed == 0 ? "" : $"{product.Packed} + ")}{(i == 1 ? "" : $"{i} * ")}width)";
                    string start = i < product.Chains && i > 0 ? $"{type.Vector} " : "";
                    string sum = $"{Chain(i % product.Chains)}{n}";
                    writer.Line($"{start}{sum} = Vector.MultiplyAddEstimate(new {type.Vector}({value}), Vector.LoadUnsafe(ref {weights}), {(start.Length == 0 ? sum : $"{type.Vector}.Zero")});");
                }

                AddChains(product, [$"{n}"]);
                CheckInput(product, $"a{n}.ToScalar()");
                writer.Line($"{type.Vector} y{n} = {(product.Epilogue is { } epilogue ? FormulaWriter.Call(epilogue, _ => $"a{n}") : $"a{n}")};");
            }

            writer.Line();
            for (int i = 0; i < program.Output.Size; i++)
            {
                writer.Line($"{(i == 0 ? "result" : $"Unsafe.Add(ref result, {i})")} = y{products.Length - 1}.GetElement({i});");
            }

            writer.Line("return true;");
        }

        writer.Line();
    }

    private List<List<PredictBlock>> Methods()
    {
        var methods = new List<List<PredictBlock>>();
        int size = MethodSize;
        foreach (PredictBlock block in plan.Blocks)
        {
            int more = SizeOf(block);
            if (size + more > MethodSize)
            {
                methods.Add([]);
                size = 0;
            }

            methods[methods.Count - 1].Add(block);
            size += more;
        }

        return methods;
    }

    private static int SizeOf(PredictBlock block) => block switch
    {
        PredictProduct { LanesOverInputs: true } product => 4 * (product.Vectors + (product.Outputs % product.Vectors)),
        PredictProduct product => product.Vectors * (product.Round + (product.Inputs % product.Round)) * (product.HalvedFrom == 0 ? 2 : 3) / 2,
        PredictFormulas formulas => 4 * formulas.Operations.Count,
        _ => 1,
    } + 8;

    /// <summary>The text of a reference to a value's memory.</summary>
    private string Memory(Value value, string index = "") =>
        offsets.TryGetValue(value, out int offset) ? Scratch(offset, index)
        : index.Length == 0 ? value.Name
        : $"Unsafe.Add(ref {value.Name}, {index})";

    private int Offset(Value value) => offsets[value];

    private static string Scratch(int offset, string index = "") => (offset, index) switch
    {
        (0, "") => "scratch",
        (0, _) => $"Unsafe.Add(ref scratch, {index})",
        (_, "") => $"Unsafe.Add(ref scratch, {offset})",
        _ => $"Unsafe.Add(ref scratch, {offset} + {index})",
    };

    private static string Packed(int offset) => offset == 0 ? "packed" : $"Unsafe.Add(ref packed, {offset})";

    private void OverOutputs(PredictProduct product)
    {
        if (product.HalvedFrom == 0)
        {
            Tiles(product);
            return;
        }

        using (writer.Braces($"if ({type.Vector}.Count < {product.HalvedFrom})")) { Tiles(product); }
        writer.Line("// Of wider vectors half as many hold all outputs.");
        using (writer.Braces("else")) { Tiles(product with { Vectors = product.Vectors / 2 }); }
    }

    private void Tiles(PredictProduct product)
    {
        writer.Line($"ref {type.Name} w = ref {Packed(product.Packed)};");
        using (writer.Braces($"for (nint o = 0; o < {product.Outputs}; o += {product.Vectors} * width)"))
        {
            writer.Line($"ref {type.Name} x = ref {Memory(product.Source)};");
            writer.Line($"ref {type.Name} bias = ref Unsafe.Add(ref packed, {product.PackedBias} + o);");
            string[] accumulators = Enumerable.Range(0, product.Vectors).Select(v => $"a{v}").ToArray();
            for (int v = 0; v < product.Vectors; v++) { writer.Line($"{type.Vector} a{v} = Vector.LoadUnsafe(ref {Lane("bias", v)});"); }
            for (int chain = 1; chain < product.Chains; chain++)
            {
                string names = string.Join(", ", Enumerable.Range(0, product.Vectors).Select(v => $"{Chain(chain)}{v} = {type.Vector}.Zero"));
                writer.Line($"{type.Vector} {names};");
            }

            int left = product.Inputs % product.Round;
            int steps = product.Inputs - left;
            using (writer.Braces($"for (nint i = 0; i < {steps}; i{(product.Round == 1 ? "++" : $" += {product.Round}")})"))
            {
                Multiply(product, product.Round);
            }

            if (left > 0)
            {
                using (writer.Braces("")) { Multiply(product, left); }
            }

            AddChains(product, Enumerable.Range(0, product.Vectors).Select(v => $"{v}"));
            CheckInput(product, "a0.ToScalar()");
            writer.Line($"ref {type.Name} y = ref {Scratch(Offset(product.Destination), "o")};");
            bool inline = product.Epilogue is { } e && (!Calculus.IsTranscendental(e.Formula) || product.Vectors == 1);
            for (int v = 0; v < product.Vectors; v++)
            {
                string value = inline ? FormulaWriter.Call(product.Epilogue!, _ => accumulators[v]) : accumulators[v];
                writer.Line($"{value}.StoreUnsafe(ref {Lane("y", v)});");
            }

            if (product.Epilogue is { } epilogue && !inline) { Apply(epilogue, $"{product.Vectors} * width"); }
        }
    }

    /// <summary>The chains are added as a tree.</summary>
    private void AddChains(PredictProduct product, IEnumerable<string> vectors)
    {
        for (int distance = 1; distance < product.Chains; distance *= 2)
        {
            for (int chain = 0; chain + distance < product.Chains; chain += 2 * distance)
            {
                foreach (string v in vectors) { writer.Line($"{Chain(chain)}{v} += {Chain(chain + distance)}{v};"); }
            }
        }
    }

    private void Apply(Map map, string end)
    {
        using (writer.Braces($"for (nint j = 0; j < {end}; j += width)"))
        {
            writer.Line($"{FormulaWriter.Call(map, _ => "Vector.LoadUnsafe(ref Unsafe.Add(ref y, j))")}.StoreUnsafe(ref Unsafe.Add(ref y, j));");
        }
    }

    private void Multiply(PredictProduct product, int inputs)
    {
        if (product.AsksAhead)
        {
            for (int i = 0; i < inputs; i++) { writer.Line($"Prefetch.Line(ref w, {PredictProduct.Ahead / type.Size}{(i == 0 ? "" : $" + {i * product.Vectors} * width")});"); }
        }

        int grouped = inputs / product.Group * product.Group;
        for (int i = 0; i < inputs; i++)
        {
            string x = i == 0 ? "x" : $"Unsafe.Add(ref x, {i})";
            if (product.Group > 1 && i < grouped)
            {
                int group = i / product.Group;
                if (i % product.Group == 0) { writer.Line($"{type.Vector} q{group} = InputGroup.Load(ref {x});"); }
                writer.Line($"{type.Vector} x{i} = InputGroup.{groupMembers[i % product.Group]}(q{group});");
            }
            else { writer.Line($"{type.Vector} x{i} = new({x});"); }

            string chain = Chain(i % product.Chains);
            for (int v = 0; v < product.Vectors; v++)
            {
                writer.Line($"{chain}{v} = Vector.MultiplyAddEstimate(x{i}, Vector.LoadUnsafe(ref {Lane("w", (i * product.Vectors) + v)}), {chain}{v});");
            }
        }

        writer.Line($"x = ref Unsafe.Add(ref x, {inputs});");
        writer.Line($"w = ref Unsafe.Add(ref w, {(inputs * product.Vectors == 1 ? "" : $"{inputs * product.Vectors} * ")}width);");
    }

    private void OverInputs(PredictProduct product)
    {
        if (product.CopyAt is { } copy)
        {
            writer.Line($"global::System.Span<{type.Name}> copy = MemoryMarshal.CreateSpan(ref {Scratch(copy)}, {product.PaddedInputs});");
            writer.Line($"MemoryMarshal.CreateReadOnlySpan(ref {Memory(product.Source)}, {product.Inputs}).CopyTo(copy);");
            writer.Line($"copy[{product.Inputs}..].Clear();");
        }

        writer.Line($"ref {type.Name} x = ref {(product.CopyAt is { } at ? Scratch(at) : Memory(product.Source))};");
        if (product.Outputs == 1)
        {
            Single(product);
            return;
        }

        writer.Line($"ref {type.Name} lanes = ref {Scratch(product.LanesAt)};");
        writer.Line($"ref {type.Name} y = ref {Scratch(Offset(product.Destination))};");
        int full = product.Outputs / product.Vectors;
        Rows(product, 0, full, product.Vectors);
        int left = product.Outputs % product.Vectors;
        if (left > 0) { Rows(product, full * product.Vectors, 1, left); }

        CheckInput(product, "y");
        if (product.Epilogue is { } epilogue) { Apply(epilogue, $"{product.Outputs}"); }
    }

    private void CheckInput(PredictProduct product, string sum)
    {
        if (!product.ChecksInput) { return; }
        writer.Line();
        writer.Line("// A sum over all inputs is only finite if all of them are.");
        writer.Line($"if (!{type.Name}.IsFinite({sum}) && !Lanes.AllFinite(ref {program.Input.Name}, {program.Input.Size})) {{ return false; }}");
        writer.Line();
    }

    private void Single(PredictProduct product)
    {
        string destination = Scratch(Offset(product.Destination));
        writer.Line($"{type.Name} y = Tree.Dot(ref {Packed(product.PackedBias)}, ref x, ref {Packed(product.Packed)}, {product.PaddedInputs});");
        CheckInput(product, "y");

        // The sum goes on as a vector: a vector read behind a number written would wait for the write.
        writer.Line(product.Epilogue is { } epilogue
            ? $"{FormulaWriter.Call(epilogue, _ => $"new {type.Vector}(y)")}.StoreUnsafe(ref {destination});"
            : $"{destination} = y;");
    }

    private void Rows(PredictProduct product, int start, int count, int height)
    {
        int lanes = product.Lanes;
        int padded = product.PaddedInputs;
        using (writer.Braces(count == 1 ? "" : $"for (nint row = {start}; row < {start + (count * height)}; row += {height})"))
        {
            if (count == 1) { writer.Line($"const int row = {start};"); }
            using (writer.Braces($"for (nint lane = 0; lane < {lanes}; lane += 2 * width)"))
            {
                writer.Line($"ref {type.Name} w = ref Unsafe.Add(ref packed, {product.Packed} + row * {padded} + lane);");
                writer.Line($"{type.Vector} {string.Join(", ", Enumerable.Range(0, height).Select(r => $"a{r} = {type.Vector}.Zero, b{r} = a{r}"))};");
                using (writer.Braces($"for (nint i = 0; i < {padded}; i += {lanes})"))
                {
                    writer.Line($"{type.Vector} xa = Vector.LoadUnsafe(ref Unsafe.Add(ref x, i + lane)), xb = Vector.LoadUnsafe(ref Unsafe.Add(ref x, i + lane + width));");
                    for (int r = 0; r < height; r++)
                    {
                        string offset = r == 0 ? "i" : $"i + {r * padded}";
                        writer.Line($"a{r} = Vector.MultiplyAddEstimate(xa, Vector.LoadUnsafe(ref Unsafe.Add(ref w, {offset})), a{r});");
                        writer.Line($"b{r} = Vector.MultiplyAddEstimate(xb, Vector.LoadUnsafe(ref Unsafe.Add(ref w, {offset} + width)), b{r});");
                    }
                }

                for (int r = 0; r < height; r++)
                {
                    writer.Line($"a{r}.StoreUnsafe(ref Unsafe.Add(ref lanes, {(r == 0 ? "" : $"{r * lanes} + ")}lane));");
                    writer.Line($"b{r}.StoreUnsafe(ref Unsafe.Add(ref lanes, {(r == 0 ? "" : $"{r * lanes} + ")}lane + width));");
                }
            }

            for (int r = 0; r < height; r++)
            {
                string at = r == 0 ? "row" : $"row + {r}";
                writer.Line($"Unsafe.Add(ref y, {at}) = Unsafe.Add(ref packed, {product.PackedBias} + {at}) + Tree.Sum(ref {(r == 0 ? "lanes" : $"Unsafe.Add(ref lanes, {r * lanes})")});");
            }
        }
    }

    private void Formulas(PredictFormulas block)
    {
        // Single numbers are vectors of equal lanes.
        var locals = new HashSet<Value>();
        for (int i = 0; i < block.Operations.Count;)
        {
            Operation operation = block.Operations[i];
            if (operation is Reduce reduce)
            {
                string span = $"MemoryMarshal.CreateReadOnlySpan(ref {Memory(reduce.Input)}, {reduce.Input.Size})";
                writer.Line($"{type.Vector} {reduce.Output.Name} = new(Lanes.{reduce.Reduction}({span}));");
                Finish(reduce.Output);
                i++;
            }
            else if (operation.Output.Size == 1)
            {
                Load([(Map)operation]);
                Statement((Map)operation);
                Finish(operation.Output);
                i++;
            }
            else
            {
                Map[] maps = block.Operations.Skip(i).TakeWhile(next => next is Map && next.Output.Size == operation.Output.Size).Cast<Map>().ToArray();
                Load(maps);
                using (writer.Braces($"for (nint i = 0; i < {operation.Output.Size}; i += width)"))
                {
                    var produced = new HashSet<Value>(maps.Select(map => map.Output));
                    foreach (Value value in maps.SelectMany(map => map.Operands).Where(value => value.Size > 1 && !produced.Contains(value)).Distinct())
                    {
                        writer.Line($"{type.Vector} {Local(value)} = Vector.LoadUnsafe(ref {Memory(value, "i")});");
                    }

                    foreach (Map map in maps)
                    {
                        Statement(map);
                        writer.Line($"{map.Output.Name}.StoreUnsafe(ref {Memory(map.Output, "i")});");
                    }
                }

                i += maps.Length;
            }
        }

        void Load(IEnumerable<Map> maps)
        {
            foreach (Value value in maps.SelectMany(map => map.Operands).Where(value => value.Size == 1 && locals.Add(value)))
            {
                writer.Line($"{type.Vector} {Local(value)} = new({Memory(value)});");
            }
        }

        void Statement(Map map)
        {
            string text = ExpressionWriter.PrintShared(map.Formula, operand => Local(map.Operands[operand]), type, writer, map.Output.Name);
            writer.Line($"{type.Vector} {map.Output.Name} = {text};");
        }

        void Finish(Value value)
        {
            locals.Add(value);
            bool usedLater = value == program.Output || program.Body.Concat(program.Head).Any(user => user.Inputs.Contains(value) && !block.Operations.Contains(user));
            if (usedLater) { writer.Line($"{value.Name}.StoreUnsafe(ref {Memory(value)});"); }
        }
    }

    private string Local(Value value) => value == program.Input ? $"{value.Name}Values" : value.Name;

    private static string Chain(int chain) => ((char)('a' + chain)).ToString();

    private static string Lane(string name, int vector) => vector switch
    {
        0 => name,
        1 => $"Unsafe.Add(ref {name}, width)",
        _ => $"Unsafe.Add(ref {name}, {vector} * width)",
    };
}
