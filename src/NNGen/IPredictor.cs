using System.Globalization;
using System.Numerics;

namespace NNGen;

/// <summary>
/// Predicts: implemented by every network. It does not depend on a network class, so one list can hold networks of different classes, a service
/// can get one by dependency injection, and a test can use a fake.
/// </summary>
/// <remarks>
/// A fake needs <see cref="InputSize"/>, <see cref="OutputSize"/> and <see cref="Predict(ReadOnlySpan{T}, Span{T})"/>; networks implement all
/// members themselves. Any number of threads may predict with one network at the same time.
/// </remarks>
/// <example>
/// <code>
/// services.AddSingleton&lt;IPredictor&lt;float&gt;&gt;(_ =&gt; DigitClassifier.Load("digits.safetensors"));
/// </code>
/// </example>
/// <typeparam name="T">The element type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPredictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values of one input.</summary>
    int InputSize { get; }

    /// <summary>Values of one output.</summary>
    int OutputSize { get; }

    /// <summary>Predicts one sample; a network allocates nothing.</summary>
    /// <param name="input">One sample, <c>[InputSize]</c>.</param>
    /// <param name="output">Receives <c>[OutputSize]</c>.</param>
    /// <exception cref="ArgumentException">A length is wrong, or a value is not finite.</exception>
    void Predict(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>Predicts many samples; the default implementation predicts them one after another.</summary>
    /// <param name="inputs">Row-major samples, <c>[batch, InputSize]</c>.</param>
    /// <param name="outputs">Receives <c>[batch, OutputSize]</c>.</param>
    /// <param name="maxDegreeOfParallelism">
    /// The maximum number of threads, including the calling one; -1 uses as many as are fastest if the batch is large enough.
    /// </param>
    /// <exception cref="ArgumentException">A length is wrong, or a value is not finite; then some outputs may be written.</exception>
    void PredictBatch(ReadOnlySpan<T> inputs, Span<T> outputs, int maxDegreeOfParallelism = -1)
    {
        int samples = inputs.Length / InputSize;
        if (samples * InputSize != inputs.Length || samples * OutputSize != outputs.Length)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Expected samples of {InputSize} values and an output of {OutputSize} for each, got {inputs.Length} and {outputs.Length} values."));
        }

        for (int i = 0; i < samples; i++)
        {
            Predict(inputs.Slice(i * InputSize, InputSize), outputs.Slice(i * OutputSize, OutputSize));
        }
    }

    /// <summary>Predicts one sample into a new array.</summary>
    /// <param name="input">One sample, <c>[InputSize]</c>.</param>
    /// <returns>The prediction, <c>[OutputSize]</c>.</returns>
    /// <exception cref="ArgumentException">The length is wrong, or a value is not finite.</exception>
    T[] Predict(ReadOnlySpan<T> input)
    {
        T[] output = new T[OutputSize];
        Predict(input, output);
        return output;
    }
}
