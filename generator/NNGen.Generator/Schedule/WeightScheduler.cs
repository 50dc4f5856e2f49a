using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Gradients;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule.Nests;

namespace NNGen.Generator.Schedule;

/// <summary>Schedules the gradients of parameters: contractions over the samples, each with the sum for the bias of the same layer.</summary>
/// <param name="kernels">Receives the kernels.</param>
/// <param name="program">The network's operations.</param>
/// <param name="elementSize">The size of an element in bytes.</param>
/// <param name="exceedsCache">Whether the parameters exceed the second-level cache.</param>
/// <param name="isPlain">Whether kernels are written as plain loops.</param>
/// <param name="locations">Where gradients are.</param>
internal sealed class WeightScheduler(KernelSet kernels, NetworkProgram program, GradientLocations locations, int elementSize, bool exceedsCache, bool isPlain)
{
    private readonly List<ParameterGradient> sums = [];

    public IEnumerable<WeightStep> Schedule()
    {
        var biases = new List<(Tensor Operand, ParameterGradient Parameter)>(); // several of the same operand if layers of one unit are added
        var tables = new List<(ParameterGradient Parameter, GatherTransposed Operation)>();
        var products = new List<(ParameterGradient Parameter, Operation Operation, Tensor Gradient)>();

        // From the last layer to the first: the gradients that were written last are still in the cache.
        foreach (ParameterGradient gradient in program.Parameters.Reverse())
        {
            switch (gradient.Operations)
            {
                case [Contract contract]: products.Add((gradient, contract, IsTransposed(contract) ? contract.Right : contract.Left)); break;
                case [ConvolveWeights convolution]: products.Add((gradient, convolution, convolution.Gradient)); break;
                case [GatherTransposed gather]: tables.Add((gradient, gather)); break;
                case [Reduce { By: Reduction.Sum } sum]: biases.Add((sum.Operand, gradient)); break;
                case [BatchSum]: sums.Add(gradient); break;
                case []: break; // computed by the pass itself
                default: throw new InvalidOperationException($"No schedule for the gradient of {gradient.Parameter}, which has several uses.");
            }
        }

        foreach ((ParameterGradient parameter, Operation operation, Tensor gradient) in products)
        {
            int at = biases.FindIndex(sum => sum.Operand == gradient);
            ParameterGradient? bias = at < 0 ? null : biases[at].Parameter;
            if (at >= 0) { biases.RemoveAt(at); }
            yield return operation is ConvolveWeights convolution
                ? Schedule(parameter.Parameter, bias is null ? null : locations.Of(bias.Parameter), convolution)
                : Schedule(parameter.Parameter, bias is null ? null : locations.Of(bias.Parameter), (Contract)operation);
        }

        foreach ((ParameterGradient parameter, GatherTransposed gather) in tables) { yield return Schedule(parameter.Parameter, gather); }
        sums.AddRange(biases.Select(bias => bias.Parameter));
    }

    /// <summary>The gradients that are not those of products: of gains, shifts, slopes. Those of one layer are one step.</summary>
    /// <remarks>Known after <see cref="Schedule()"/>.</remarks>
    public IEnumerable<SumStep> Sums()
    {
        int lanes = NetworkSchedule.WidestPanel(elementSize);
        foreach (IGrouping<(string, int, int), ParameterGradient> group in sums.GroupBy(gradient =>
        {
            (int channels, int pixels) = BatchSums.Extents(gradient.Operations);
            return (Layer(gradient.Parameter.Parameter!), channels, pixels);
        }))
        {
            Operation[] operations = [.. group.SelectMany(gradient => gradient.Operations)];
            var nest = new BatchSums(operations.ToEquatableArray(), group.Key.Item2, group.Key.Item3, lanes, ChecksFinite: true, isPlain);
            Kernel kernel = kernels.Get(nest.Key(), Names.Pascal(group.First().Parameter.Name) + "Sums", name => new Kernel(
                name, FormulaText.Of(operations), $"{group.Key.Item2:N0} sums · vectors of samples, in {lanes} fixed lanes that are added at the end · tiles of {nest.Rows} sums",
                nest.References, BatchSums.Numbers, ReturnsFlag: true, nest.Build()));
            yield return new SumStep(
                kernel, nest.Tensors, group.Select(gradient => new ParameterSum(gradient.Gradient, locations.Of(gradient.Parameter))).ToEquatableArray(), nest.Rows.Count);
        }

        static string Layer(Parameter parameter) => parameter.Name.Substring(0, parameter.Name.LastIndexOf('.') + 1);
    }

    /// <summary>Whether the rows of the weights are what arrives, as those of tied weights are, and not the gradient of the product.</summary>
    private static bool IsTransposed(Contract contract) => contract.Output.Axes.Count == 2 && contract.Left.Features.First() == contract.Output.Axes[1];

    private WeightStep Schedule(Tensor table, GatherTransposed gather)
    {
        TableGradient nest = TableGradient.Of(gather);
        Kernel kernel = kernels.Get(nest, Names.Pascal(table.Name) + "Gradients", name => new Kernel(
            name, new EquatableArray<string>([FormulaText.Of(gather)]),
            $"{nest.Rows:N0} rows × {nest.Columns:N0} · tiles of {nest.Height:N0} rows · steps and samples in their order",
            TableGradient.References, TableGradient.Numbers, ReturnsFlag: true, nest.Build()));
        return new WeightStep(kernel, gather.Indices, gather.Source, locations.Of(table), Bias: null, ReadsRows: false, LanesOverSamples: true, InPlace: false, nest.Tiles);
    }

    private WeightStep Schedule(Tensor weights, Parameter? bias, ConvolveWeights convolution)
    {
        Window window = convolution.Window;
        int lanes = NetworkSchedule.WidestPanel(elementSize);
        RowTiles rows = isPlain ? RowTiles.OfHeight(window.Filters, 1) : WindowWeightGradient.RowsOf(window);
        var nest = new WindowWeightGradient(window, bias is not null, rows, lanes, Packs: !isPlain && WindowWeightGradient.Pays(window, rows));
        EquatableArray<string> formula = FormulaText.Of(convolution, bias is null ? null : weights.Name.Replace("Weights", "Bias")).Split('\n').ToEquatableArray();
        Kernel kernel = kernels.Get(nest, Names.Pascal(weights.Name) + "Gradients", name => new Kernel(
            name, formula,
            $"{window.Text} · {(isPlain ? "one number at a time" : $"vectors of samples, in {lanes} fixed lanes that are added at the end · tiles of {rows} filters{(nest.Packs ? ", packed" : "")}")}",
            nest.References, nest.Numbers, ReturnsFlag: true, isPlain ? nest.BuildPlain() : nest.Build()));
        return new WeightStep(kernel, convolution.Source, convolution.Gradient, locations.Of(weights), bias, ReadsRows: false, LanesOverSamples: true, InPlace: false, rows.Count)
        {
            PackedLength = nest.PackedLength,
        };
    }

    private WeightStep Schedule(Tensor weights, Parameter? bias, Contract contract)
    {
        (Tensor gradient, Tensor source) = IsTransposed(contract) ? (contract.Right, contract.Left) : (contract.Left, contract.Right);
        (int inputs, int outputs) = (source.Size, gradient.Size);
        int panel = NetworkSchedule.WidestPanel(elementSize);
        bool readsInputs = source == program.Input;
        string method = Names.Pascal(weights.Name) + "Gradients";
        string formula = FormulaText.Of(contract, bias is null ? null : weights.Name.Replace("Weights", "Bias"));

        if (isPlain)
        {
            var plain = new NarrowWeightGradient(inputs, outputs, bias is not null, RowTiles.OfHeight(outputs, 1), panel);
            Kernel kernel = kernels.Get(plain, method, name => new Kernel(
                name, new EquatableArray<string>(formula.Split('\n')), $"{outputs:N0} × {inputs:N0} weights · one number at a time", plain.References, plain.Numbers,
                ReturnsFlag: true, plain.BuildPlain()));
            return new WeightStep(kernel, source, gradient, locations.Of(weights), bias, ReadsRows: false, LanesOverSamples: true, InPlace: false, outputs);
        }

        if (inputs < Machine.NarrowInputs)
        {
            RowTiles rows = RowTiles.OfHeight(outputs, Math.Max(1, Math.Min(outputs, Machine.NarrowSums / (inputs + 1))));
            var narrow = new NarrowWeightGradient(inputs, outputs, bias is not null, rows, panel);
            Kernel kernel = kernels.Get(narrow, method, name => new Kernel(
                name, new EquatableArray<string>(formula.Split('\n')), $"{outputs:N0} × {inputs:N0} weights · vectors of samples, in {panel} fixed lanes that are added at the end · tiles of {rows} rows",
                narrow.References, narrow.Numbers, ReturnsFlag: true, narrow.Build()));
            return new WeightStep(kernel, source, gradient, locations.Of(weights), bias, ReadsRows: false, LanesOverSamples: true, InPlace: false, rows.Count);
        }

        // A tile with few rows alternates between sets of accumulators and needs whole panels of samples.
        RowTiles tiles = RowTiles.Of(outputs);
        bool inPlace = readsInputs && inputs >= panel && inputs * elementSize % Machine.CollidingStride != 0
            && (tiles.Full == 0 || tiles.Height > 3) && (tiles.Rest == 0 || tiles.RestHeight > 3);
        var wide = new WeightGradient(
            inputs, outputs, bias is not null, readsInputs, inPlace, tiles, PrefetchesColumns: inPlace && inputs >= Machine.PrefetchInputs,
            PrefetchesGradients: exceedsCache && (long)inputs * outputs >= Machine.PrefetchGradients, panel);
        Kernel gradients = kernels.Get(wide, method, name => new Kernel(
            name, new EquatableArray<string>(formula.Split('\n')),
            $"{outputs:N0} × {inputs:N0} weights · tiles of {tiles} rows × 2 vectors of inputs{(inPlace ? ", in place" : ", packed")} · samples in their order, {Machine.SampleBlock} at a time",
            wide.References, wide.Numbers, ReturnsFlag: true, wide.Build()));
        return new WeightStep(gradients, source, gradient, locations.Of(weights), bias, readsInputs, LanesOverSamples: false, inPlace, tiles.Count);
    }
}
