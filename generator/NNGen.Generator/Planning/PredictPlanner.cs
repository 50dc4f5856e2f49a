using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Differentiation;
using NNGen.Generator.Graph;

namespace NNGen.Generator.Planning;

/// <summary>Plans the pass over one sample.</summary>
internal static class PredictPlanner
{
    /// <summary>The widest vector, in bytes: buffers are padded to it, so that loops over vectors need no tail.</summary>
    private const int MaxVectorBytes = 64;

    /// <summary>The narrowest vector, in bytes.</summary>
    private const int MinVectorBytes = 16;

    /// <summary>Inputs of all layers of a small network: so many multiply-adds are written out.</summary>
    private const int SmallInputs = 16;

    /// <summary>Bytes of a layer's weights that are worth asking for ahead.</summary>
    private const int FarWeights = 128 * 1024;

    public static PredictPlan Plan(NetworkProgram program, int elementSize)
    {
        int widest = MaxVectorBytes / elementSize;
        Operation[] operations = program.Body.Concat(program.Head).ToArray();
        List<PredictBlock> blocks = Blocks(operations, program, widest, out int packed);
        // Weights that all stay in the cache come by themselves: one sample of 784-128 took a tenth longer if they were asked for.
        if ((long)packed * elementSize > NetworkPlan.SecondLevelCache)
        {
            blocks = blocks.ConvertAll(block => block is PredictProduct { LanesOverInputs: false } far && (long)far.Inputs * far.Outputs * elementSize >= FarWeights
                ? far with { AsksAhead = true }
                : block);
        }

        if (blocks.FirstOrDefault() is PredictProduct first) { blocks[0] = first with { ChecksInput = true }; }

        if (IsSmall(blocks, elementSize))
        {
            return new PredictPlan(blocks.ToEquatableArray(), new EquatableArray<TapeSlot>([new TapeSlot(program.Output, 0)]), widest, packed) { IsSmall = true };
        }

        var scratch = new ScratchPlanner(widest);
        for (int i = 0; i < blocks.Count; i++)
        {
            switch (blocks[i])
            {
                case PredictCopy copy:
                    scratch.Reserve(copy.Value, widest, i, LastUse(copy.Value));
                    break;

                case PredictProduct product:
                    scratch.Reserve(product.Destination, product.LanesOverInputs ? widest : product.Vectors * widest, i, LastUse(product.Destination));
                    if (product.LanesOverInputs)
                    {
                        blocks[i] = product with
                        {
                            LanesAt = product.Outputs == 1 ? 0 : scratch.Reserve(product.Vectors * product.Lanes, i, i),
                            CopyAt = product.PaddedInputs == product.Inputs ? null : scratch.Reserve(product.PaddedInputs, i, i),
                        };
                    }

                    break;

                case PredictFormulas formulas:
                    foreach (Operation operation in formulas.Operations) { scratch.Reserve(operation.Output, widest, i, LastUse(operation.Output)); }
                    break;
            }
        }

        return new PredictPlan(blocks.ToEquatableArray(), scratch.Slots.ToEquatableArray(), scratch.Length, packed);

        // The last block that reads a value; the output is read after all of them.
        int LastUse(Value value) => value == program.Output ? int.MaxValue : blocks.FindLastIndex(block => block switch
        {
            PredictProduct product => product.Source == value,
            PredictFormulas formulas => formulas.Operations.Any(operation => operation.Output == value || operation.Inputs.Contains(value)),
            _ => false,
        });
    }

    /// <summary>
    /// Whether a network is a chain of layers that one vector holds. One sample of 2-3-1 took 20.8 ns (22.2 with 512-bit vectors) with loops and its hidden values in memory, where half
    /// of the instructions was around the multiply-adds and the sigmoids; 14.0 (16.0) in registers.
    /// </summary>
    private static bool IsSmall(List<PredictBlock> blocks, int elementSize) =>
        blocks.Count > 0
        && blocks.All(block => block is PredictProduct { LanesOverInputs: false } product && product.Outputs * elementSize <= MinVectorBytes)
        && blocks.Cast<PredictProduct>().Sum(product => product.Inputs) <= SmallInputs;

    private static List<PredictBlock> Blocks(Operation[] operations, NetworkProgram program, int widest, out int packed)
    {
        var blocks = new List<PredictBlock>();
        packed = 0;
        if (program.Output == program.Input
            || operations.Any(operation => operation is not Contract && operation.Inputs.Contains(program.Input)))
        {
            blocks.Add(new PredictCopy("input", program.Input));
        }

        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i] is Contract contract)
            {
                Map? epilogue = i + 1 < operations.Length && operations[i + 1] is Map next && next.Operands.Count == 1 && next.Operands[0] == contract.Output
                    && operations.Count(operation => operation.Inputs.Contains(contract.Output)) == 1
                    ? next
                    : null;
                if (epilogue is not null) { i++; }

                PredictProduct product = Product(contract, epilogue, widest, packed);
                packed = product.PackedBias + RoundUp(product.Outputs, product.LanesOverInputs ? widest : product.Vectors * widest);
                blocks.Add(product);
            }
            else if (blocks.LastOrDefault() is PredictFormulas open)
            {
                blocks[blocks.Count - 1] = new PredictFormulas(open.Operations.Append(operations[i]).ToEquatableArray());
            }
            else
            {
                blocks.Add(new PredictFormulas(new EquatableArray<Operation>([operations[i]])));
            }
        }

        return blocks;
    }

    private static PredictProduct Product(Contract contract, Map? epilogue, int widest, int packed)
    {
        int inputs = contract.Input.Size;
        int outputs = contract.Output.Size;

        // Multiply-adds of full vectors, and the sums across lanes (some four each) that lanes over inputs end with.
        long overOutputs = (long)inputs * Ceiling(outputs, widest);
        long overInputs = (long)outputs * (Ceiling(inputs, widest) + 4);
        bool lanesOverInputs = overInputs < overOutputs;

        // Some eight sums in flight hide the latency of a multiply-add (4 cycles, two a cycle): 20-32-32-1 took 55 ns with two chains
        // of four vectors, 74 ns with one.
        int vectors = lanesOverInputs ? Math.Min(outputs, 4) : outputs > 2 * widest ? 8 : outputs > widest ? 4 : outputs > widest / 2 ? 2 : 1;
        int chains = lanesOverInputs ? 1 : Math.Max(1, Math.Min(8 / vectors, inputs / 2));

        // A round takes whole groups and goes through the chains evenly.
        int group = widest / 4;
        if (lanesOverInputs || inputs < group || (chains % group != 0 && group % chains != 0)) { group = 1; }

        // The other half would only multiply padding: of 64-32-10, whose first tile is then two vectors, one sample took 60 ns at 512 bits as at 256.
        int half = vectors / 2;
        int halvedFrom = !lanesOverInputs && half > 0 && half * widest >= outputs ? Ceiling(outputs, half) : 0;
        int length = lanesOverInputs
            ? outputs * RoundUp(inputs, 2 * widest)
            : inputs * RoundUp(outputs, vectors * widest);
        string lanes = lanesOverInputs
            ? $"lanes over inputs, {vectors} rows at a time"
            : $"lanes over outputs, {vectors} vectors × {chains} {(chains == 1 ? "chain" : "chains")}";
        string then = epilogue is null ? "" : $", {epilogue.Output.Name}";
        return new PredictProduct(
            $"{contract.Layer}: {inputs:N0} → {outputs:N0}{then} · {lanes} · {(long)inputs * outputs:N0} MAC",
            lanesOverInputs, contract.Input, contract.Output, epilogue, contract.Weight, contract.Bias, packed, packed + length, vectors, chains, group, halvedFrom, 2 * widest, 0, null);
    }

    private static int Ceiling(int size, int block) => (size + block - 1) / block;

    internal static int RoundUp(int size, int multiple) => Ceiling(size, multiple) * multiple;
}
