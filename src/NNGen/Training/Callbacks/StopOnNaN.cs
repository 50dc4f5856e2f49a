namespace NNGen;

/// <summary>
/// Stops training if the loss or a gradient becomes infinite or NaN, instead of a <see cref="NonFiniteLossException"/>: the history is
/// returned, and <see cref="History.StopReason"/> has the exception's message: epoch, batch and, if known, the cause. (Keras's
/// <c>TerminateOnNaN</c>.)
/// </summary>
/// <remarks>In both cases the failed step is not taken: the parameters are unchanged.</remarks>
public sealed class StopOnNaN : Callback;
