namespace NNGen;

/// <summary>
/// States an input of token ids, such as the words of a text: <c>[Tokens(200, 20_000)]</c> for 200 ids from 0 to 19,999. It is in the place of
/// <see cref="InputAttribute"/>, as the only input or as one of several.
/// </summary>
/// <remarks>
/// Ids are names, not amounts, so only an <see cref="EmbeddingAttribute"/> takes them. In memory they are numbers of the network's element type, like every other
/// input, so datasets, files and batches treat them alike; <c>Predict</c> and others also take <see cref="int"/>. Every id is checked before it is used: it must be
/// a whole number from 0 to <see cref="Vocabulary"/> − 1. Whole numbers are exact up to 16,777,216 in <see cref="float"/>, so a larger vocabulary takes
/// <see cref="Precision.Double"/>. The gradient with respect to ids is 0.
/// </remarks>
/// <example>
/// <code>
/// [Network]
/// [Tokens(200, 20_000)]
/// [Embedding(128), GlobalAveragePool]
/// [Dense(1), Sigmoid]
/// [BinaryCrossEntropy]
/// public partial class Sentiment;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class TokensAttribute : Attribute
{
    /// <summary>States an input of token ids.</summary>
    /// <param name="length">Number of ids of a sample, at least 1; shorter sequences are filled up with a padding id.</param>
    /// <param name="vocabulary">Number of different ids, at least 1: ids are from 0 to this number − 1.</param>
    public TokensAttribute(int length, int vocabulary) => (Length, Vocabulary) = (length, vocabulary);

    /// <summary>Number of ids of a sample.</summary>
    public int Length { get; }

    /// <summary>Number of different ids.</summary>
    public int Vocabulary { get; }
}
