using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// A recurrent layer: a cell in a loop over the steps of a sequence, in one direction or in both. Parameters have PyTorch's names, shapes and order of
/// gates; both biases are kept, as there, unless one is left out.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">Index of its attribute.</param>
/// <param name="Kind">Its attribute's name.</param>
/// <param name="Input"><c>[steps, features]</c>.</param>
/// <param name="Output"><c>[steps, units]</c>, or <c>[units]</c> of the last step.</param>
/// <param name="Units">The units of one direction.</param>
/// <param name="Directions">The parameters of each direction.</param>
/// <param name="Options">What its attribute states, in addition to its shapes.</param>
internal sealed record Recurrent(
    string Name, int Attribute, string Kind, Shape Input, Shape Output, int Units, EquatableArray<RecurrentParameters> Directions, RecurrentArguments Options)
    : Layer(Name, Attribute, Input, Output)
{
    public override string Kind { get; } = Kind;

    private int Features => Input.Dimensions[1];

    private int Steps => Input.Dimensions[0];

    public override string Description =>
        $"{Features:N0} → {Units:N0}{(Directions.Count > 1 ? $" in both directions, {Options.Merge}" : Options.GoesBackwards ? ", backwards" : "")}, {Steps:N0} steps"
        + $"{(Options.ReturnsSequences ? "" : ", the last one")}{(Options.Dropout > 0 ? $", recurrent dropout {InvariantText.Of(Options.Dropout)}" : "")}{(Options.ResetsAfter ? "" : ", reset before the product")}" + Weighted.Description(Directions[0].Arriving, Directions[0].ArrivingBias);

    public override EquatableArray<Argument> Arguments => Options.List;

    public override EquatableArray<Parameter> Parameters => Directions.SelectMany(direction => direction.All).ToEquatableArray();

    public override int Biases => Directions[0].All.Count() - 2;

    public override bool CarriesState => Options.IsStateful;

    /// <summary>The shape of its state: of the hidden one, or of an LSTM's cell; those of both directions are one behind the other.</summary>
    private Shape StateShape => Shape.Flat(Directions.Count * Units);

    public override Layer? StateAfter(bool isCell) => !isCell || HasCell ? new FinalState(Name + (isCell ? "Cell" : "State"), Attribute, Name, isCell, Output, StateShape) : null;

    private bool HasCell => Kind == "LSTM";

    public override bool KeepsSteps => Options.ReturnsSequences;

    /// <summary>Whether samples may end before the last step: its second source says where.</summary>
    private bool EndsEarly { get; init; }

    public override int StatedSteps => Options.HasLengths ? Steps : 0;

    /// <summary>Whether it goes on with what it carried after the step before.</summary>
    private bool IsStreamed { get; init; }

    public override Layer? AtOneStep =>
        Options.IsBidirectional || Options.GoesBackwards || Options.HasLengths || Options.HasInitialState ? null
            : this with { Input = Input.OneStep, Output = Output.OneStep, IsStreamed = true, EndsEarly = false };

    public override (string Reason, string Suggestion) WhyNotInStreams => Options.IsBidirectional
        ? ("begins its second direction at the last step", "leave out Bidirectional")
        : Options.GoesBackwards ? ("begins at the last step", "leave out GoBackwards")
        : Options.HasLengths ? ("knows where each sample ends", "leave out Lengths")
        : ("begins with a value of the whole sequence", "leave out InitialState: a stream goes on with its own state");

    public override long MultiplyAdds => Directions.Sum(direction => (long)Steps * (direction.Arriving.Count + direction.Carried.Count));

    public static Layer? Infer(LayerContext context)
    {
        string suggestion = !context.Input.IsFlat ? "insert [Reshape] to steps and features"
            : context.Decides is Recurrent ? "state ReturnSequences = true there" : "declare [Input(steps, features)]";
        if (!context.RequireShape(context.Input.Dimensions.Count == 2, "[steps, features]", suggestion)) { return null; }
        (int steps, int features) = (context.Input.Dimensions[0], context.Input.Dimensions[1]);
        long units = context.Declaration.Integer("units", 0);
        if (units is < 1 or > Limits.Values) { units = context.GuessUnits(); }
        context.RequireInputs(features);
        int gates = context.Declaration.Kind switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        var options = RecurrentArguments.Of(context);
        if (!EndOfSamples.RequireLengths(context)) { return null; }
        bool endsEarly = options.HasLengths || context.IsMasked;
        bool biased = context.Declaration.Flag("Bias", true), biasedTwice = biased && options.ResetsAfter && context.Declaration.Flag("RecurrentBias", true);
        int directions = options.IsBidirectional ? 2 : 1;
        long sums = directions * gates * units * steps;
        if (sums > Limits.Values)
        {
            context.Report(Rules.TooLarge, "units", context.Title, sums, "values of gates in all steps", Limits.Values);
            return null;
        }

        if (options.HasInitialState && !context.IsGuess && !InitialStates.Fit(context, Shape.Flat(directions * (int)units), endsEarly ? 1 : 0)) { return null; }
        if (!context.RequireParameters(directions * gates * units * (features + units + (biasedTwice ? 2 : biased ? 1 : 0)), "units")) { return null; }

        var all = new List<RecurrentParameters>();
        for (int i = 0; i < directions; i++) { all.Add(RecurrentParameters.Of(context, gates, (int)units, features, biased, biasedTwice, i == 0 ? "" : "_reverse", all.LastOrDefault()?.Last)); }
        int width = options.IsBidirectional && options.Merge == BidirectionalMerge.Concat ? 2 * (int)units : (int)units;
        return new Recurrent(
            context.Name, context.Attribute, context.Declaration.Kind, context.Input, options.ReturnsSequences ? Shape.Of([steps, width]) : Shape.Flat(width), (int)units,
            all.ToEquatableArray(), options)
        { EndsEarly = endsEarly };
    }

    public override Tensor Lower(ProgramBuilder program, Tensor input) => Lower(program, [input]);

    public override Tensor Lower(ProgramBuilder program, IReadOnlyList<Tensor> inputs)
    {
        if (!EndsEarly) { return Lower(program, inputs[0], null, IsStreamed ? [] : [.. inputs.Skip(1)]); }

        // Behind the end of a sample, cells keep what they carry, and results are 0.
        Tensor isThere = EndOfSamples.IsThere(program, Name, inputs[1], !Options.HasLengths, Steps);
        Tensor result = Lower(program, inputs[0], isThere, [.. inputs.Skip(2)]);
        if (!Options.ReturnsSequences) { return result; }
        Tensor aligned = program.Reshape(Name + "IsThere", isThere, result.Features.Take(1));
        return program.Elementwise(Name + "BeforeEnd", new Operand(0) * new Operand(1), result, aligned);
    }

    private Tensor Lower(ProgramBuilder program, Tensor input, Tensor? isThere, Tensor[] initial)
    {
        (Tensor Value, EquatableArray<Tensor> Final)[] directions = [.. Directions.Select((direction, i) => Lower(program, input, direction, isThere, initial, i > 0))];
        program.Ends(Name, [.. directions.Select(direction => direction.Final)]);
        Tensor[] results = [.. directions.Select(direction => direction.Value)];
        if (results.Length == 1) { return results[0]; }
        if (Options.Merge == BidirectionalMerge.Concat)
        {
            return program.Concatenate(Name, results, Options.ReturnsSequences ? 1 : 0, program.NewAxes(Name, [.. Output.Dimensions]));
        }

        // Both directions count their units along the axes of the first one.
        Tensor other = program.Reshape(Name + "Reversed", results[1], results[0].Features);
        return program.Elementwise(
            Name, Options.Merge switch
            {
                BidirectionalMerge.Multiply => new Operand(0) * new Operand(1),
                BidirectionalMerge.Average => (new Operand(0) + new Operand(1)) * 0.5,
                _ => new Operand(0) + new Operand(1),
            },
            results[0], other);
    }

    /// <summary>One direction: the product with all steps at once, then the loop.</summary>
    private (Tensor Value, EquatableArray<Tensor> Final) Lower(
        ProgramBuilder program, Tensor input, RecurrentParameters parameters, Tensor? isThere, Tensor[] initialStates, bool isSecond)
    {
        string name = Name + (isSecond ? "Reverse" : "");
        int sums = parameters.Arriving.Shape[0];
        Axis[] gates = program.NewAxes(name + "Gates", [Steps, sums]);
        Axis[] units = program.NewAxes(name, [Units]);
        IEnumerable<Tensor> initial = InitialStates.Of(program, name, initialStates, units, isSecond ? Units : 0, HasCell);
        var window = new Window(1, Steps, Features, sums, Groups: 1, Extent.OfPositions(1), Extent.OfPositions(Steps));
        Tensor weights = program.Parameter(parameters.Arriving, name + "Weights", [gates[1], .. program.NewAxes(name + "Weights", [Features])]);
        Tensor arriving = program.Convolve(name + (parameters.ArrivingBias is null ? "Arriving" : "ArrivingProduct"), input, weights, window, gates);
        if (parameters.ArrivingBias is { } bias)
        {
            arriving = program.Elementwise(name + "Arriving", new Operand(0) + new Operand(1), arriving, program.Parameter(bias, name + "Bias", gates[1]));
        }

        bool isDropped = Options.Dropout > 0 && program.IsTraining;
        var cells = new Cells(name, units[0], hasEnd: isThere is not null, isDropped);
        Cell cell = Kind switch
        {
            "LSTM" => cells.Long(Options.Activation, Options.Gate),
            "GRU" when !Options.ResetsAfter => cells.ResetBefore(Options.Activation, Options.Gate),
            "GRU" => cells.Gated(Options.Activation, Options.Gate),
            _ => cells.Simple(Options.Activation),
        };
        StageProduct[] products = [.. cell.Stages.Select(ProductOf)];
        Tensor[] final = [.. cell.Next.Select((_, i) => program.Declare(name + (i == 0 ? "Last" : "LastCell"), [Axis.Samples, units[0]]))];
        if (Options.IsStateful && program.IsTraining) { initial = final.Select((tensor, i) => program.CarryOver(name + (i == 0 ? "First" : "FirstCell"), tensor)); }
        Kept[] kept = Options.ReturnsSequences ? [new Kept(cell.Next[0], program.Declare(name, [Axis.Samples, gates[0], units[0]]))] : [];
        var scan = new Scan(
            final.ToEquatableArray(), kept.ToEquatableArray(), program.Declare(name + "Sums", [Axis.Samples, gates[1]]), arriving, products.ToEquatableArray(), initial.ToEquatableArray(), isThere, cell,
            Steps, IsReversed: isSecond != Options.GoesBackwards)
        {
            Continues = IsStreamed,
            Dropped = isDropped
                ? new Dropped(program.Noise(name + "Mask", [Axis.Samples, units[0]], NoiseKind.Dropout, Options.Dropout), program.Declare(name + "Remaining", [Axis.Samples, units[0]]))
                : null,
        };
        program.Add(scan);
        return (Options.ReturnsSequences ? kept[0].All : scan.Final[0], scan.Final);

        // The weights of a stage are the rows of its gates.
        StageProduct ProductOf(Stage stage)
        {
            (int first, int count) = (stage.First * Units, stage.Products.Count * Units);
            Axis rows = count == sums ? gates[1] : program.NewAxes(name + "StageGates", [count])[0];
            return new StageProduct(
                program.Parameter(parameters.Carried.Rows(first, count), name + "RecurrentWeights", [rows, .. program.NewAxes(name + "RecurrentWeights", [Units])]),
                parameters.CarriedBias is { } carriedBias ? program.Parameter(carriedBias.Rows(first, count), name + "RecurrentBias", rows) : null,
                stage.First == 0 ? null : program.Declare(name + "Operand", [Axis.Samples, units[0]]));
        }
    }
}

/// <summary>The parameters of one direction of a recurrent layer.</summary>
/// <param name="Arriving">The weights of what arrives, <c>[gates · units, features]</c>.</param>
/// <param name="Carried">The weights of what is carried, <c>[gates · units, units]</c>.</param>
/// <param name="ArrivingBias">The bias of what arrives.</param>
/// <param name="CarriedBias">The bias of what is carried; only a GRU needs both, but files have them.</param>
internal sealed record RecurrentParameters(Parameter Arriving, Parameter Carried, Parameter? ArrivingBias, Parameter? CarriedBias)
{
    public IEnumerable<Parameter> All => ArrivingBias is null ? [Arriving, Carried] : CarriedBias is null ? [Arriving, Carried, ArrivingBias] : [Arriving, Carried, ArrivingBias, CarriedBias];

    public Parameter Last => CarriedBias ?? ArrivingBias ?? Carried;

    public static RecurrentParameters Of(LayerContext context, int gates, int units, int features, bool biased, bool biasedTwice, string suffix, Parameter? after)
    {
        // As in Keras, fans count all gates together; PyTorch's rule is the units alone, for weights and biases alike.
        int sums = gates * units;
        bool isPyTorch = Initializers.Name(context.Declaration.Integer("WeightInitializer", 0)) == "PyTorch";
        Parameter arriving = Weighted.Weight(context, [sums, features], isPyTorch ? units : features, sums, after: after);
        arriving = arriving with { Name = Renamed(arriving, "weight_ih_l0") };
        string recurrent = Initializers.Name(context.Declaration.Integer("RecurrentInitializer", 0));
        Parameter carried = arriving with
        {
            Name = Renamed(arriving, "weight_hh_l0"),
            Shape = new EquatableArray<int>([sums, units]),
            Offset = arriving.Offset + arriving.Count,
            FanIn = units,
            Initializer = recurrent == "Default" ? "Orthogonal" : recurrent,
            Scale = context.Declaration.Number("RecurrentScale"),
            L1 = 0,
            L2 = 0,
            MaxNorm = 0,
            NonNegative = false,
        };
        if (!biased) { return new RecurrentParameters(arriving, carried, null, null); }
        Parameter first = Weighted.Bias(context, sums, carried), second = first with { Name = Renamed(first, "bias_hh_l0"), Offset = first.Offset + first.Count, L1 = 0, L2 = 0 };
        double forget = context.Declaration.Kind == "LSTM" ? context.Declaration.Number("ForgetBias", 1) : 0;
        if (first.Initializer == "Default" && forget != 0) { first = first with { Initializer = "ForgetGate", Scale = forget }; }
        return new RecurrentParameters(arriving, carried, first with { Name = Renamed(first, "bias_ih_l0") }, biasedTwice ? second : null);

        string Renamed(Parameter parameter, string name) => parameter.Name.Substring(0, parameter.Name.LastIndexOf('.') + 1) + name + suffix;
    }
}
