namespace NNGen;

/// <summary>
/// The energy of the error relative to the energy of the target, <c>Σ (t − y)² / (Σ t² + ε)</c> over the outputs of a sample, and the mean over samples: for
/// audio, where quiet and loud passages count the same. 0 is perfect, 1 is as good as silence.
/// </summary>
/// <remarks>Targets have the shape of the output. Used for models of amplifiers (Wright et al. 2020, "Real-time guitar amplifier emulation with deep learning").</remarks>
/// <example>
/// <code>
/// [Network]
/// [Input(512, 1), As("dry")]
/// [GRU(16, ReturnSequences = true, Stateful = true)]
/// [Dense(1), Add("dry")]
/// [ErrorToSignalRatio]
/// public partial class Amplifier;
/// </code>
/// </example>
public sealed class ErrorToSignalRatioAttribute : LossFunctionAttribute
{
    /// <summary>What is added to the energy of the target, so that silence does not divide by 0; 1e-5 unless stated, finite and greater than 0.</summary>
    public double Epsilon { get; set; } = 1e-5;
}
