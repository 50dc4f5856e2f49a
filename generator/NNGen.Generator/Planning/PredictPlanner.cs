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

    public static PredictPlan Plan(NetworkProgram program, int elementSize)
    {
        int widest = MaxVectorBytes / elementSize;
        var blocks = new List<PredictBlock>();
        var slots = new List<TapeSlot>();
        int scratch = 0;
        int packed = 0;
        Operation[] operations = program.Body.Concat(program.Head).ToArray();
        if (program.Output == program.Input
            || operations.Any(operation => operation is not Contract && NetworkProgramQueries.Inputs(operation).Contains(program.Input)))
        {
            Reserve(program.Input, widest);
            blocks.Add(new PredictCopy("input", program.Input));
        }
        for (int i = 0; i < operations.Length; i++)
        {
            switch (operations[i])
            {
                case Contract contract:
                    Map? epilogue = i + 1 < operations.Length && operations[i + 1] is Map next && next.Inputs.Count == 1 && next.Inputs[0] == contract.Output
                        && operations.Count(operation => NetworkProgramQueries.Inputs(operation).Contains(contract.Output)) == 1
                        ? next
                        : null;
                    if (epilogue is not null) { i++; }

                    PredictProduct product = Product(contract, epilogue, program, widest, packed);
                    packed = product.PackedBias + RoundUp(product.Outputs, Stride(product, widest));
                    Reserve(product.Destination, product.LanesOverInputs ? widest : product.Vectors * widest);
                    if (product.LanesOverInputs)
                    {
                        product = product with { LanesAt = scratch, CopyAt = product.PaddedInputs == product.Inputs ? null : scratch + (product.Vectors * product.Lanes) };
                        scratch += (product.Vectors * product.Lanes) + (product.CopyAt is null ? 0 : product.PaddedInputs);
                    }

                    blocks.Add(product);
                    break;

                default:
                    Reserve(operations[i].Output, widest);
                    EquatableArray<Operation> before = default;
                    if (blocks.LastOrDefault() is PredictFormulas open)
                    {
                        before = open.Operations;
                        blocks.RemoveAt(blocks.Count - 1);
                    }

                    blocks.Add(new PredictFormulas(before.Append(operations[i]).ToEquatableArray()));
                    break;
            }
        }

        return new PredictPlan(blocks.ToEquatableArray(), slots.ToEquatableArray(), scratch, packed);

        void Reserve(Value value, int multiple)
        {
            slots.Add(new TapeSlot(value, scratch));
            scratch += RoundUp(value.Size, Math.Max(multiple, 2 * widest));
        }
    }

    private static PredictProduct Product(Contract contract, Map? epilogue, NetworkProgram program, int widest, int packed)
    {
        int inputs = contract.Input.Size;
        int outputs = contract.Output.Size;

        // Multiply-adds of full vectors, and the sums across lanes (some four each) that lanes over inputs end with.
        long overOutputs = (long)inputs * Blocks(outputs, widest);
        long overInputs = (long)outputs * (Blocks(inputs, widest) + 4);
        bool lanesOverInputs = overInputs < overOutputs;

        // Some eight sums in flight hide the latency of a multiply-add (4 cycles, two a cycle): 20-32-32-1 took 55 ns with two chains
        // of four vectors, 74 ns with one.
        int vectors = lanesOverInputs ? Math.Min(outputs, 4) : outputs > 2 * widest ? 8 : outputs > widest ? 4 : outputs > widest / 2 ? 2 : 1;
        int chains = lanesOverInputs ? 1 : Math.Max(1, Math.Min(8 / vectors, inputs / 2));
        int length = lanesOverInputs
            ? outputs * RoundUp(inputs, 2 * widest)
            : inputs * RoundUp(outputs, vectors * widest);
        string lanes = lanesOverInputs
            ? $"lanes over inputs, {vectors} rows at a time"
            : $"lanes over outputs, {vectors} vectors × {chains} {(chains == 1 ? "chain" : "chains")}";
        string then = epilogue is null ? "" : $", {epilogue.Output.Name}";
        return new PredictProduct(
            $"{contract.Layer}: {inputs:N0} → {outputs:N0}{then} · {lanes} · {(long)inputs * outputs:N0} MAC",
            lanesOverInputs, contract.Input, contract.Output, epilogue, contract.Weight, contract.Bias, packed, packed + length, vectors, chains, 2 * widest, 0, null);
    }

    private static int Stride(PredictProduct product, int widest) => product.LanesOverInputs ? widest : product.Vectors * widest;

    private static int Blocks(int size, int block) => (size + block - 1) / block;

    internal static int RoundUp(int size, int multiple) => Blocks(size, multiple) * multiple;
}
