namespace NNGen.Generator.Model;

/// <summary>An output of a network.</summary>
/// <param name="Name">Its name; null for the only output of a network that does not name it.</param>
/// <param name="Layer">The index of the layer whose value it is.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Loss">Its loss, if one is declared.</param>
/// <param name="Weight">The weight of its loss in the sum of all.</param>
/// <param name="Attribute">The index of the attribute that declares it, or of its layer.</param>
/// <param name="LossAttribute">The index of the loss's attribute, or -1.</param>
internal sealed record NetworkOutput(string? Name, int Layer, Shape Shape, Loss? Loss, double Weight, int Attribute, int LossAttribute);

/// <summary>An input of a network.</summary>
/// <param name="Name">Its name: the mark behind it, or <c>input</c> with a number.</param>
/// <param name="Shape">The shape of a sample.</param>
/// <param name="HasChannelsFirst">Whether arrays of samples have the channels first, as PyTorch's; shapes have them last all the same.</param>
/// <param name="Attribute">The index of its attribute.</param>
/// <param name="Vocabulary">The number of different ids if it is token ids; 0 if it is numbers.</param>
internal sealed record NetworkInput(string Name, Shape Shape, bool HasChannelsFirst, int Attribute, int Vocabulary = 0)
{
    /// <summary>The shape of one step; one id of several.</summary>
    public Shape OneStep => Vocabulary > 0 ? Shape.Flat(1) : Shape.OneStep;

    /// <summary>The most steps that it states, if it is the number of steps of a sample; otherwise 0.</summary>
    public int MostSteps { get; init; }
}
