namespace NNGen.Rivals;

/// <summary>A library that does the work of <see cref="Network"/>.</summary>
internal abstract class Rival
{
    /// <summary>Its name in the tables.</summary>
    public abstract string Name { get; }

    /// <summary>Its version and that of the library that it calls.</summary>
    public abstract string Versions { get; }

    /// <summary>The ways in which it can be used; the fastest counts.</summary>
    public abstract string[] Variants { get; }

    /// <summary>Whether its program has networks with convolutions.</summary>
    public virtual bool Convolves => false;

    /// <summary>Sets the number of threads; throws if the library cannot be used on this system.</summary>
    public abstract void Start(int threads);

    /// <param name="models">The models and weights that rivals/export_models.py wrote.</param>
    /// <param name="network">The network.</param>
    /// <param name="variant">One of <see cref="Variants"/>.</param>
    /// <param name="samples">Samples one after the other, a multiple of <paramref name="batch"/>: calls cycle through them.</param>
    /// <param name="batch">Samples of a call.</param>
    /// <returns>The predictor; null if this variant does not support the network or batch.</returns>
    public abstract IPredictor? Predictor(Models models, Network network, string variant, float[] samples, int batch);

    /// <param name="models">The initial weights.</param>
    /// <param name="network">The network.</param>
    /// <param name="variant">One of <see cref="Variants"/>.</param>
    /// <param name="optimizer"><c>sgd</c> or <c>adam</c>.</param>
    /// <param name="samples">Samples one after the other, a multiple of <paramref name="batch"/>: steps cycle through them.</param>
    /// <param name="targets">A class or, for a sigmoid, a zero or one for each sample.</param>
    /// <param name="batch">Samples of a step.</param>
    /// <returns>The trainer; null if this library does not train, or this variant does not support the network or batch.</returns>
    public abstract ITrainer? Trainer(Models models, Network network, string variant, string optimizer, float[] samples, float[] targets, int batch);
}

/// <summary>Predictions of one size.</summary>
internal interface IPredictor : IDisposable
{
    void Predict(int calls);

    /// <summary>The outputs of the last call, <c>[batch, outputs]</c>.</summary>
    float[] Outputs();
}

/// <summary>Training steps of one size.</summary>
internal interface ITrainer : IDisposable
{
    void Step(int calls);

    /// <summary>The mean loss of the last step's batch before the step.</summary>
    float Loss { get; }

    /// <summary>All parameters in PyTorch's order.</summary>
    float[] Parameters();
}
