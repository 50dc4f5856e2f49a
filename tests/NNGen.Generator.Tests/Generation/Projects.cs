namespace NNGen.Generator.Tests;

/// <summary>Source files of users, each with networks, which together are one project.</summary>
internal static class Projects
{
    /// <summary>The possible surroundings of a network: namespaces, containers, accessibilities, names.</summary>
    public static readonly string[] Containers =
    [
        "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Global;",
        "namespace Public; [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net;",
        "namespace Internal; [Network, Input(4), Dense(3), Softmax, CrossEntropy] internal sealed partial class Net { }",
        "namespace Unstated; [Network, Input(4), Dense(3), Softmax, CrossEntropy] partial class Net;",
        "namespace A.Rather.Deep.@namespace.Of.Names { namespace More { [Network, Input(4), Dense(3)] public partial class Net; } }",
        """
        namespace Nested;
        public partial class Outer
        {
            [Network, Input(4), Dense(3)] public partial class Public;
            [Network, Input(4), Dense(3)] internal partial class Internal;
            [Network, Input(4), Dense(3)] protected partial class Protected;
            [Network, Input(4), Dense(3)] protected internal partial class ProtectedInternal;
            [Network, Input(4), Dense(3)] private protected partial class PrivateProtected;
            [Network, Input(4), Dense(3)] private partial class Private;
            private static float Use() => new Private().Predict(new float[4])[0];
        }
        """,
        """
        namespace Contained;
        public partial struct Struct { [Network, Input(4), Dense(3)] public partial class Net; }
        public readonly ref partial struct RefStruct { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial record Record(int X) { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial record struct RecordStruct(int X) { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial interface IInterface { [Network, Input(4), Dense(3)] public partial class Net; }
        public static partial class Static { [Network, Input(4), Dense(3)] public partial class Net; }
        public abstract partial class Abstract { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial class Outer { public partial struct Inner { public partial class Innermost { [Network, Input(4), Dense(3)] public partial class Net; } } }
        """,
        """
        namespace Generic;
        public partial class Outer { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial class Outer<T> { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial class Outer<T, U> where T : class where U : struct { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial class Other<T, U> { [Network, Input(4), Dense(3)] public partial class Net; }
        public partial interface I<@in> { public partial class J<T> { [Network, Input(4), Dense(3)] public partial class Net; } }
        """,
        "namespace @class { public partial class @event { [Network, Input(4), Dense(3)] public partial class @int { } } [Network, Input(4), Dense(3)] public partial class @class; }",
        "namespace Größe.网络 { [Network, Input(4), Dense(3)] public partial class Δίκτυο; [Network, Input(4), Dense(3)] public partial class 网络; [Network, Input(4), Dense(3)] public partial class नमस्ते; }",
        "namespace Underscores { [Network, Input(4), Dense(3)] public partial class _; [Network, Input(4), Dense(3)] public partial class __1_; [Network, Input(4), Dense(3)] public partial class lower_case; }",
        "namespace Cased { [Network, Input(4), Dense(3)] public partial class Net; [Network, Input(4), Dense(2)] public partial class NET; }",
        "namespace cased { [Network, Input(4), Dense(3)] public partial class Net; }",
        """
        namespace My.NNGen { [Network, Input(4), Dense(3)] public partial class Net; public class Batch; }
        namespace My.System { [Network, Input(4), Dense(3)] public partial class Net; public class Math; }
        namespace My.Generated { [Network, Input(4), Dense(3)] public partial class Net; }
        """,
        """
        namespace Shadows
        {
            public class Vector; public class Batch; public class Workspace; public class Span; public class System; public class Math;
            public class NNGen; public class PassMode; public class Panels; public class INetwork; public class ReadOnlySpan;
            public class Unsafe; public class NetworkDescription; public class Initializer; public class String; public class Single;
            [Network, Input(4), Dense(3), GELU, Softmax, CrossEntropy] public partial class Net;
        }
        """,
        """
        public class Vector; public class Vector<T>; public class Batch<T>; public class Workspace<T>; public class Math; public class Panels;
        public class Unsafe; public class PackedColumns; public class Scratch<T>; public class FixedLanes; public class Lanes; public class Packing; public class OneSample; public class Simd;
        public class VectorMath; public interface ISimd<V, T>; public class MethodImplAttribute; public class MemoryMarshal; public class PassMode;
        [Network, Input(4), Dense(3), GELU, Softmax, CrossEntropy] public partial class NextToGlobalTypes;
        """,
        """
        namespace Adjacent;
        [Network, Input(4), Dense(3), Softmax, CrossEntropy]
        public partial class Net : IDisposable
        {
            private readonly int packed = 1, parameters = 2, kernels = 3, network = 4, scratch = 5, batch = 6;
            public Net() : this(seed: 7) { }
            public Net(string path) : this(0) => Console.WriteLine(path);
            public int Pass() => packed + parameters + kernels;
            public int Create(int seed) => network + scratch + batch + seed;
            public void WeightGradients() { }
            public void Save(Writer writer) { }
            public static Net Load(Writer writer) => new();
            public void Forward(float[] inputs) { }
            public void Backward(float[] inputs) { }
            public static int CreateWorkspace() => 0;
            public float Predict(float a, float b) => Predict([a, b, a, b])[0];
            public void Dispose() { }
            public class Batch;
            public enum System { A }
        }
        public class Writer;
        """,
        """
        namespace Inheriting;
        public class Base { public void Save(string path) { } public string Summary => ""; public virtual object? Parameters => null; public int InputSize; }
        [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net : Base;
        """,
        """
        [assembly: CLSCompliant(true)]
        namespace Attributed;
        [Obsolete, System.Diagnostics.CodeAnalysis.Experimental("X1")]
        [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net;
        /// <summary>Documented twice.</summary>
        [Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Documented;
        """,
    ];

    /// <summary>Activations as they are written, at least once each.</summary>
    public static IReadOnlyList<string> Activations { get; } =
    [
        "Linear", "Sigmoid", "Tanh", "ReLU", "ReLU6", "LeakyReLU(0.3)", "LeakyReLU(0)", "LeakyReLU(1)", "LeakyReLU(-0.5)", "LeakyReLU(-0.0)", "Softplus", "ELU",
        "ELU(0.1)", "ELU(1e-40)", "SELU", "GELU", "GELU(Approximation.Tanh)", "SiLU", "Mish", "HardSigmoid", "HardSwish", "Softsign", "Softmax",
        "LogSoftmax",
    ];

    /// <summary>The possible parts of a network.</summary>
    public static IReadOnlyList<string> Architectures { get; } = MakeArchitectures().ToList();

    private static IEnumerable<string> MakeArchitectures()
    {
        var layers = new List<string>();
        foreach (string activation in Activations)
        {
            layers.Add($"Input(5), {activation}, MeanSquaredError");
            layers.Add($"Input(5), {activation}");
            layers.Add($"Input(5), Dense(7), {activation}, Dense(3), {activation}, Huber");
            layers.Add($"Input(5), {activation}, {activation}, Dense(3), {activation}, {activation}, {activation}, MeanAbsoluteError");
            if (!activation.Contains("oftmax")) { layers.Add($"Input(1), Dense(1), {activation}, MeanSquaredError"); }
        }

        layers.AddRange(
        [
            "Input(1), Dense(1)", "Input(1), Dense(1), MeanSquaredError", "Input(1), Dense(1, Bias = false), MeanSquaredError", "Input(1), Linear",
            "Input(5), Dense(4), Softmax, CrossEntropy", "Input(5), Dense(4), LogSoftmax, CrossEntropy", "Input(5), Dense(4), CrossEntropy(FromLogits = true)",
            "Input(5), Dense(4), Linear, CrossEntropy(FromLogits = true)", "Input(5), Softmax, CrossEntropy", "Input(5), LogSoftmax, CrossEntropy",
            "Input(5), Dense(4), Sigmoid, BinaryCrossEntropy", "Input(5), Dense(1), Sigmoid, BinaryCrossEntropy", "Input(5), Sigmoid, BinaryCrossEntropy",
            "Input(5), Dense(4), BinaryCrossEntropy(FromLogits = true)", "Input(5), Dense(1), BinaryCrossEntropy(FromLogits = true)",
            "Input(5), Dense(4), HardSigmoid, BinaryCrossEntropy", "Input(5), Dense(4), Softmax, BinaryCrossEntropy",
            "Input(5), Softmax, MeanSquaredError", "Input(5), Dense(3), Softmax, Linear, Linear, MeanSquaredError", "Input(5), Dense(4), Softmax, Dense(3), ReLU, Huber(0.3)",
            "Input(2, 3, 4), ReLU, GELU, MeanSquaredError", "Input(2, 3), Linear",
            "Input(7), Dense(13, Bias = false), GELU, Dense(17, WeightInitializer = Initializer.Normal, WeightScale = 1e-3), Dense(19), Mish, Huber(1e-30)",
        ]);
        layers.AddRange(new[] { 2, 3, 6, 7, 8, 13, 16, 33, 100 }.Select(width => $"Input({width}), Dense({width}), Tanh, Dense({width + 1}), MeanSquaredError"));
        layers.AddRange(new[] { 1, 2, 3, 5 }.Select(outputs => $"Input(1000), Dense({outputs}), Sigmoid, MeanSquaredError"));

        for (int i = 0; i < layers.Count; i++)
        {
            yield return $"namespace Architectures; [Network, {layers[i]}] public partial class Single{i}; [Network(Precision = Precision.Double), {layers[i]}] public partial class Double{i};";
        }
    }
}
