namespace NNGen;

/// <summary>
/// Turns a partial class into a neural network: the attributes below it are the network, from its input to its loss, in the order
/// in which they are written. The compiler checks every shape and generates the other part of the class: parameters, prediction and
/// training.
/// </summary>
/// <remarks>
/// The class is <c>partial</c> and neither static, abstract, generic, a record nor file-local; the types it is nested in are
/// partial too. All attributes of a network are on one declaration, because C# does not order the attributes of several declarations.
/// </remarks>
/// <example>
/// A classifier of 8 × 8 images into ten classes; a bracket list per line reads as a layer with its activation:
/// <code>
/// [Network]
/// [Input(64)]
/// [Dense(32), ReLU]
/// [Dense(10), Softmax]
/// [CrossEntropy]
/// public partial class DigitClassifier;
/// </code>
/// </example>
// Structs and interfaces too, so that NNG0003 can report the error: if C# itself rejects an attribute, a build shows nothing else.
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>The element type of values, parameters and gradients; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }

    /// <summary>How the generated code is written; <see cref="Kernels.Fast"/> by default.</summary>
    public Kernels Kernels { get; set; }

    /// <summary>
    /// Whether the network also computes streams, one step at a time: it gets <c>CreateState</c> and <c>Step</c>. Its input is a sequence, and no layer may need
    /// a later step (NNG1018).
    /// </summary>
    public bool Streaming { get; set; }

    /// <summary>
    /// How many weights and biases the network may have: the compiler warns of more (NNG3001) and lists the layers that have them. 0
    /// (the default) allows any number. In a project, <c>nngen_max_parameters</c> in <c>.editorconfig</c> limits all networks.
    /// </summary>
    public int MaxParameters { get; set; }
}
