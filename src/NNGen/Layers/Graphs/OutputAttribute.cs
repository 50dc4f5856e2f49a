namespace NNGen;

/// <summary>Makes the current value an output with a name. The last value of a network is an output in any case.</summary>
/// <param name="name">The name: in the generated methods, and in front of metrics and losses (<c>value_loss</c>).</param>
/// <remarks>A loss belongs to the nearest output above it; each output has at most one.</remarks>
/// <example>
/// An actor and a critic with shared layers:
/// <code>
/// [Network]
/// [Input(4)]
/// [Dense(64), ReLU, As("hidden")]
/// [Dense(2), Softmax, Output("policy"), CrossEntropy]
/// [From("hidden"), Dense(1), Output("value"), MeanSquaredError(Weight = 0.5)]
/// public partial class ActorCritic;
/// </code>
/// </example>
public sealed class OutputAttribute(string name) : GraphAttribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
