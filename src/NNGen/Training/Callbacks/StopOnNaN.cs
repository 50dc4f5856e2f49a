namespace NNGen;

/// <summary>
/// Lets a training whose loss or gradient becomes infinite or not a number stop in peace, where <c>Fit</c> would throw a
/// <see cref="NonFiniteLossException"/>: the history is returned, and <see cref="History.StopReason"/> says the exception's words: epoch,
/// batch and, where it can be found, the cause. (Keras's <c>TerminateOnNaN</c>.)
/// </summary>
/// <remarks>Either way the step that failed is not taken: the parameters are as they were before it.</remarks>
public sealed class StopOnNaN : Callback;
