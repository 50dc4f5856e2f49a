namespace Amp;

/// <summary>
/// What is to be learned: a tube-like amplifier. Loud notes pull down the supply, which compresses what follows; the tube clips one side of the wave
/// earlier than the other, and the speaker takes away the highest frequencies.
/// </summary>
internal sealed class Amplifier
{
    public const int SampleRate = 48_000;

    private const double Gain = 25, Bias = 0.35, Sag = 0.6, Volume = 0.7;

    private static readonly double Attack = Smoothing(seconds: 0.005), Release = Smoothing(seconds: 0.08), LowPass = Smoothing(1 / (2 * Math.PI * 4_000));

    private double envelope, speaker;

    /// <summary>Amplifies the next sample.</summary>
    /// <param name="dry">The signal of the guitar, from −1 to 1.</param>
    public float Process(float dry)
    {
        double drive = Gain * dry;
        double loud = Math.Min(Math.Abs(drive), 4);
        envelope += (loud > envelope ? Attack : Release) * (loud - envelope);
        double tube = Math.Tanh((drive / (1 + (Sag * envelope))) + Bias) - Math.Tanh(Bias);
        speaker += LowPass * (tube - speaker);
        return (float)(Volume * speaker);
    }

    /// <summary>Amplifies a piece from its beginning.</summary>
    public static float[] Process(ReadOnlySpan<float> dry)
    {
        var amplifier = new Amplifier();
        float[] wet = new float[dry.Length];
        for (int i = 0; i < wet.Length; i++) { wet[i] = amplifier.Process(dry[i]); }
        return wet;
    }

    /// <summary>The part of the distance that a first-order filter with a time constant goes in one sample.</summary>
    private static double Smoothing(double seconds) => 1 - Math.Exp(-1 / (seconds * SampleRate));
}
