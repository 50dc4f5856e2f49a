namespace NNGen;

/// <summary>The base of recurrent layers with gates.</summary>
public abstract class GatedRecurrentAttribute : RecurrentAttribute
{
    private protected GatedRecurrentAttribute(int units)
        : base(units)
    {
    }

    /// <summary>The activation of gates; <see cref="CellActivation.Sigmoid"/> unless stated.</summary>
    public CellActivation GateActivation { get; set; } = CellActivation.Sigmoid;
}
