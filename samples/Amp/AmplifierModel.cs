using NNGen;

namespace Amp;

/// <summary>
/// A recurrent model of an amplifier (Wright et al. 2020, "Real-time guitar amplifier emulation with deep learning"): what the amplifier adds to the dry
/// signal. It is trained on parts of 128 samples, each of which goes on with the state of the one before, and streams one sample at a time.
/// </summary>
[Network(Streaming = true)]
[Input(Steps, 1), As("dry")]
[GRU(16, ReturnSequences = true, Stateful = true)]
[Dense(1), Add("dry")]
[ErrorToSignalRatio(Epsilon = 1)]
internal partial class AmplifierModel
{
    /// <summary>Samples of a part: gradients go back through so many steps.</summary>
    public const int Steps = 128;
}
