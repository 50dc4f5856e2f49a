using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// What a recurrent layer carries after its last step, as a value of the graph: the hidden state, or the cell of an LSTM. Those of both directions are one
/// behind the other, the first direction first, as in PyTorch's <c>h_n</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">The recurrent layer.</param>
/// <param name="IsCell">Whether it is the cell of an LSTM.</param>
/// <param name="Input">The shape of the layer's value.</param>
/// <param name="Output">The number of its units, of both directions.</param>
internal sealed record FinalState(string Name, Recurrent Of, bool IsCell, Shape Input, Shape Output) : Layer(Name, Of.Attribute, Input, Output)
{
    public override string Kind => IsCell ? "Cell" : "State";

    public override string Description => $"{Of.Name} after the last step";

    public override bool HasOwnRow => true;

    public override bool IsDeclared => false;

    /// <summary>In a stream, every step is the last one so far.</summary>
    public override Layer? AtOneStep => this with { Input = Input.OneStep };

    public static FinalState After(Recurrent layer, bool isCell) => new(layer.Name + (isCell ? "Cell" : "State"), layer, isCell, layer.Output, layer.StateShape);

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Tensor[] states = [.. program.FinalsOf(Of.Name).Select(final => final[IsCell ? 1 : 0])];
        return states.Length == 1 ? states[0] : program.Concatenate(Name, states, 0, program.NewAxes(Name, [Output.Size]));
    }
}
