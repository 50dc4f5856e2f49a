namespace NNGen.Generator.Tests;

/// <summary>If a network has a mistake, the only errors are those of NNGen.</summary>
public sealed class StubTests
{
    // A program that uses everything a network has.
    internal const string Program = """
        internal static class Program
        {
            private const int Twice = 2 * Net.InputSize;

            private static void Main()
            {
                var dataset = Datasets.Digits();
                var net = new Net(seed: 1);
                Console.WriteLine(Net.Summary + new Net().ToString() + Net.ParameterCount + Net.Description.Name + net.Parameters.Count + Twice);
                History history = net.Fit(dataset, epochs: 5, batchSize: 32, optimizer: new Adam(1e-3f), validation: dataset);
                Metrics metrics = net.Evaluate(dataset);
                using var trainer = net.CreateTrainer();
                net.Save("net.safetensors");
                net = Net.Load("net.safetensors");
                float[] input = new float[Net.InputSize], output = new float[Net.OutputSize], gradients = new float[Net.ParameterCount];
                int[] classes = [1];
                net.Predict(input, output);
                output = net.Predict(input);
                net.PredictBatch(input, output);
                output = net.PredictBatch(input);
                int c = net.Classify(input);
                net.ClassifyBatch(input, classes);
                float loss = net.Gradients(input, output, gradients);
                loss = net.Gradients(input, classes, gradients, input);
                Workspace<float> workspace = Net.CreateWorkspace(32);
                net.Forward(input, output, workspace);
                net.Backward(input, output, gradients, workspace);
                net.Backward(input, output, gradients, workspace, inputGradients: input);
                Console.WriteLine((history, metrics, c, loss, Made<Net>(3)));
            }

            private static T Made<T>(int seed) where T : class, INetwork<T, float> => T.Create(seed);
        }
        """;

    [Fact]
    public void The_program_uses_a_network_as_it_is()
    {
        var generated = Generated.From("[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net;", Program);

        generated.CompilesSilently();
        Assert.Contains("Compiled by NNGen", generated.Files["Net.g.cs"]);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("NNG0004", "[Network, Dense(3), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0005", "[Network, Input(4), Input(5), Dense(3), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0006", "[Network, Dense(3), Input(4), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0007", "[Network, Input(4), MeanSquaredError] public partial class Net;")]
    [InlineData("NNG0008", "[Network, Input(4)] public partial class Net; [Dense(3)] partial class Net;")]
    [InlineData("NNG0009", "[Network, Input(4), Dense(0), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0009", "[Network, Input, Dense(3), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0009", "[Network(Precision = (Precision)9), Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0010", "[Network, Input(4), Dense(3, Name = \"a\"), Softmax(Name = \"a\"), CrossEntropy] public partial class Net;")]
    [InlineData("NNG0013", "[Network, Input(4), Dense(3, Name = \"\\\"\\\\ \\n\"), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG0014", "[Network, Input(100_000, 100_000), ReLU, MeanSquaredError] public partial class Net;")]
    [InlineData("NNG0014", "[Network, Input(100_000), Dense(100_000), MeanSquaredError] public partial class Net;")]
    [InlineData("NNG0015", "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { public Net(string x) : base() { } }")]
    [InlineData("NNG1001", "[Network, Input(4), MaxPool2D(2), Flatten, Dense(3), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG1002", "[Network, Input(4), Dense(3, Inputs = 5), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG2001", "[Network, Input(4), Dense(3), Softmax, CrossEntropy, Huber] public partial class Net;")]
    [InlineData("NNG2002", "[Network, Input(4), Dense(3), CrossEntropy, Softmax] public partial class Net;")]
    [InlineData("NNG2003", "[Network, Input(4), Dense(3), BinaryCrossEntropy] public partial class Net;")]
    [InlineData("NNG2004", "[Network, Input(4), Dense(3), CrossEntropy] public partial class Net;")]
    [InlineData("NNG2005", "[Network, Input(4), Dense(1), Softmax, CrossEntropy] public partial class Net;")]
    [InlineData("NNG2006", "[Network, Input(4), Dense(3), Softmax, CrossEntropy(FromLogits = true)] public partial class Net;")]
    [InlineData("NNG0011", "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { public const string Summary = \"\"; }")]
    [InlineData("NNG0011", "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { public void Save(string path) { } }")]
    [InlineData("NNG0011", "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { public Net(int seed = 0) { } }")]
    [InlineData("NNG0011", "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { public ParameterBlock<float> Parameters => null!; }")]
    [InlineData(
        "NNG0011",
        "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { static Net INetwork<Net, float>.Create(int seed) => null!; }")]
    [InlineData(
        "NNG0011",
        "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net { ParameterBlock<float> INetwork<Net, float>.Parameters => null!; }")]
    public void Only_the_mistake_itself_is_reported(string id, string declaration)
    {
        var generated = Generated.From(declaration, Program);

        generated.CompilesSilently();
        Assert.Contains("NNGen cannot compile", generated.Files["Net.g.cs"]);
        Assert.Equal(id, Assert.Single(Compile.Analyze(declaration)).Id);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("Dense(6)", null)]
    [InlineData("Dense(0)", "NNG0009")]
    public void Members_that_take_inputs_and_outputs_by_name_are_in_a_stub(string layer, string? id)
    {
        string declaration = $"[Network, Input(4), As(\"image\"), Input(3), As(\"features\"), Concat(\"image\"), {layer}, Tanh, As(\"h\"), Dense(3), Softmax, Output(\"kind\"), CrossEntropy, From(\"h\"), Dense(2), Output(\"value\"), Huber] public partial class Net;";
        var generated = Generated.From(declaration, """
            internal static class Program
            {
                private static void Main()
                {
                    var net = new Net(1);
                    float[] image = new float[4], features = new float[3], kind = new float[3], value = new float[2], row = new float[Net.InputSize];
                    float[] all = new float[Net.OutputSize], gradients = new float[Net.ParameterCount];
                    Workspace<float> workspace = Net.CreateWorkspace(1);
                    net.Predict(image, features, kind, value);
                    net.PredictBatch(image, features, kind: kind, value: value, maxDegreeOfParallelism: 1);
                    net.Forward(image, features, kind, value, workspace);
                    net.Backward(image, features, kindGradients: kind, valueGradients: value, gradients, workspace);
                    Net.JoinInputs(image, features, row);
                    Net.JoinTargets(kind, value, targets: all);
                    Net.SplitOutputs(all, kind, value);
                    Dataset<float> data = Net.CreateDataset(image, features, kind: new int[] { 1 }, value: value);
                    System.Console.WriteLine(data.Count);
                }
            }
            """);
        generated.CompilesSilently();
        Assert.Equal(id, Compile.Analyze(declaration).SingleOrDefault()?.Id);
    }

    [Fact]
    public void Only_the_layer_that_cannot_compute_streams_is_reported()
    {
        const string Declaration = "[Network(Streaming = true), Input(20, 2), GRU(4, Bidirectional = true), Dense(1), MeanSquaredError] public partial class Net;";
        var generated = Generated.From(Declaration, """
            internal static class Program
            {
                private static void Main()
                {
                    var net = new Net(seed: 1);
                    StreamState<Net, float> state = net.CreateState();
                    float[] input = new float[Net.StepInputSize], output = new float[Net.StepOutputSize];
                    bool has = net.Step(input, output, state);
                    int count = net.Steps(input, output, state);
                    net.StepBatch(input, output, [state]);
                    Console.WriteLine((has, count, net.Gru1.RecurrentWeight.Count, net.Gru1.Reverse));
                }
            }
            """);

        generated.CompilesSilently();
        Assert.Equal("NNG1022", Assert.Single(Compile.Analyze(Declaration)).Id);
    }

    [Fact]
    public void A_stub_that_is_called_throws_the_reason()
    {
        // As in a build without analyzers.
        var net = Generated.From("[Network, Input(4), Dense(0)] public partial class Net;").Load("Net");

        var refused = Assert.Throws<System.Reflection.TargetInvocationException>(() => Activator.CreateInstance(net, 0)).InnerException;
        Assert.Equal(
            "NNGen could not compile the network 'Net'. Build it with analyzers enabled to see why.",
            Assert.IsType<InvalidOperationException>(refused).Message);
    }

    [Theory]
    [InlineData("partial class Outer { [Network, Input(4), Dense(0)] partial class Net; }")]
    [InlineData("namespace A.@class; partial interface I<T, @in> { partial record struct S { [Network(Precision = Precision.Double), Input(4), Dense(0)] partial class @event; } }")]
    [InlineData("[Network, Input(4), Dense(0)] partial class Predict; [Network, Input(4), Dense(3)] partial class Load; [Network, Input(4), Dense(3)] class Summary;")]
    [InlineData("[Network, Input(4), Dense(3), Nonsense] partial class Net;")]
    public void A_stub_has_the_containers_of_its_network(string source)
    {
        var complaints = Generated.From(source).Complaints;

        Assert.All(complaints, complaint => Assert.Contains("Nonsense", complaint));
    }

    [Theory]
    [InlineData("[Network, Input(4), Dense(3)] public class Net;")]
    [InlineData("[Network, Input(4), Dense(3)] public static partial class Net;")]
    [InlineData("[Network, Input(4), Dense(3)] public partial record Net;")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net<T>;")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net(int x) { public int X => x; }")]
    [InlineData("[Network, Input(4), Dense(3)] public partial class Net { public required int X { get; set; } }")]
    [InlineData("[Network, Input(4), Dense(3)] file partial class Net;")]
    [InlineData("public class Base { protected Base(int x) { } } [Network, Input(4), Dense(3)] public partial class Net : Base { public Net() : base(3) { } }")]
    [InlineData("class Outer { [Network, Input(4), Dense(3)] public partial class Net; }")]
    public void Nothing_is_generated_for_what_cannot_be_extended(string source)
    {
        var generated = Generated.From(source);

        generated.CompilesSilently();
        Assert.Empty(generated.Files);
        Assert.NotEmpty(Compile.Analyze(source));
    }
}
