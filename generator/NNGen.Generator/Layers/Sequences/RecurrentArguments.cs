using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>What the attribute of a recurrent layer states.</summary>
/// <param name="ReturnsSequences">Whether it gives all steps, and not the last one.</param>
/// <param name="GoesBackwards">Whether it begins at the last step.</param>
/// <param name="IsBidirectional">Whether a second loop runs in the other direction.</param>
/// <param name="Merge">What becomes of both directions.</param>
/// <param name="Activation">The activation of candidates.</param>
/// <param name="Gate">The activation of gates.</param>
/// <param name="IsStateful">Whether training goes on with what the batch before left.</param>
/// <param name="Dropout">The part of the carried values that the products do not see in training.</param>
/// <param name="HasLengths">Whether samples state their number of steps.</param>
/// <param name="HasInitialState">Whether another value is what it begins with.</param>
/// <param name="ResetsAfter">Whether the reset gate of a GRU multiplies the product, and not what the product reads.</param>
/// <param name="List">The same as numbers, for comparison.</param>
internal sealed record RecurrentArguments(
    bool ReturnsSequences, bool GoesBackwards, bool IsBidirectional, BidirectionalMerge Merge, ActivationFormula Activation, ActivationFormula Gate,
    bool IsStateful, double Dropout, bool HasLengths, bool HasInitialState, bool ResetsAfter, EquatableArray<Argument> List)
{
    public static RecurrentArguments Of(LayerContext context)
    {
        var declaration = context.Declaration;
        bool resetsAfter = declaration.Flag("ResetAfter", true);
        bool sequences = declaration.Flag("ReturnSequences", false), backwards = declaration.Flag("GoBackwards", false), both = declaration.Flag("Bidirectional", false);
        long merge = declaration.Integer("Merge", 0), activation = declaration.Integer("Activation", 0), gate = declaration.Integer("GateActivation", 1);
        return new RecurrentArguments(
            sequences, backwards, both, (BidirectionalMerge)merge, ActivationFormula.Of(activation), ActivationFormula.Of(gate), declaration.Flag("Stateful", false),
            declaration.Number("RecurrentDropout", 0), declaration.Has("Lengths"), declaration.Has("InitialState"), resetsAfter,
            new EquatableArray<Argument>([
                new Argument("returnSequences", sequences ? 1 : 0), new Argument("goBackwards", backwards ? 1 : 0), new Argument("bidirectional", both ? 1 : 0), new Argument("merge", merge),
                new Argument("activation", activation), new Argument("gateActivation", gate), .. declaration.Has("InitialState") ? new[] { new Argument("initialState", 1) } : [],
                .. declaration.Has("RecurrentDropout") ? new[] { new Argument("recurrentDropout", declaration.Number("RecurrentDropout", 0)) } : [],
                .. resetsAfter ? [] : new[] { new Argument("resetAfter", 0) }]));
    }
}

/// <summary>Mirrors <c>NNGen.BidirectionalMerge</c>.</summary>
internal enum BidirectionalMerge
{
    Concat,
    Sum,
    Multiply,
    Average,
}
