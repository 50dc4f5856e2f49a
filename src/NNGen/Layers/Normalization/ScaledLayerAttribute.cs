namespace NNGen;

/// <summary>The base of layers with one learned number for each channel, or for all of them: normalizations and <see cref="PReLUAttribute"/>.</summary>
public abstract class ScaledLayerAttribute : LayerAttribute
{
    private protected ScaledLayerAttribute()
    {
    }

    /// <summary>
    /// Whether training changes its parameters; <see langword="true"/> unless stated. Otherwise they are state, as a loaded file left them: for the layers of
    /// a trained network in front of new ones. A batch normalization that is not trained uses its running statistics in training, too, as in Keras.
    /// </summary>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// The name of a layer above whose parameters this one uses instead of separate ones, such as the second branch of a siamese network; their gradients are
    /// the sum over both uses. What is stated about parameters is stated there.
    /// </summary>
    public string? Shared { get; set; }
}
