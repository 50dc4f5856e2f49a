using NNGen;

namespace Control;

/// <summary>
/// An actor and a critic with shared layers: how probable each push should be, and how many more steps the pole will stand. Without losses: their gradients
/// are computed by the program.
/// </summary>
[Network]
[Input(4)]
[Dense(64), Tanh, As("hidden")]
[Dense(2), Softmax, Output("policy")]
[From("hidden"), Dense(1), Output("value")]
internal partial class ActorCritic;
