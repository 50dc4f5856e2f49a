namespace NNGen;

/// <summary>An activation inside of a recurrent layer.</summary>
public enum CellActivation
{
    /// <summary>As <see cref="TanhAttribute"/>.</summary>
    Tanh,

    /// <summary>As <see cref="SigmoidAttribute"/>.</summary>
    Sigmoid,

    /// <summary>As <see cref="ReLUAttribute"/>.</summary>
    ReLU,

    /// <summary>As <see cref="HardSigmoidAttribute"/>.</summary>
    HardSigmoid,

    /// <summary>As <see cref="SoftsignAttribute"/>.</summary>
    Softsign,

    /// <summary>As <see cref="LinearAttribute"/>.</summary>
    Linear,
}
