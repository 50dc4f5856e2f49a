using System.Linq;
using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>
/// What a recurrent layer carries after its last step, as a value of the graph: the hidden state, or the cell of an LSTM. Those of both directions are one
/// behind the other, the first direction first, as in PyTorch's <c>h_n</c>.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Attribute">The index of the recurrent layer's attribute.</param>
/// <param name="Of">That layer's name.</param>
/// <param name="IsCell">Whether it is the cell of an LSTM.</param>
/// <param name="Input">The shape of the layer's value.</param>
/// <param name="Output">The number of its units, of both directions.</param>
internal sealed record FinalState(string Name, int Attribute, string Of, bool IsCell, Shape Input, Shape Output) : Layer(Name, Attribute, Input, Output)
{
    public override string Kind => IsCell ? "Cell" : "State";

    public override string Description => $"{Of} after the last step";

    public override bool HasOwnRow => true;

    public override bool IsDeclared => false;

    /// <summary>In a stream, every step is the last one so far.</summary>
    public override Layer? AtOneStep => this with { Input = Input.OneStep };

    public override Tensor Lower(ProgramBuilder program, Tensor input)
    {
        Tensor[] states = [.. program.FinalsOf(Of).Select(final => final[IsCell ? 1 : 0])];
        return states.Length == 1 ? states[0] : program.Concatenate(Name, states, 0, program.NewAxes(Name, [Output.Size]));
    }
}
