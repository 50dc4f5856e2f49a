namespace NNGen.Generator.Tests;

/// <summary>Nothing is reported if a length may be right or is unknown.</summary>
[Trait("Category", "Slow")]
public sealed class UnknownLengthTests
{
    [Theory]
    [InlineData("var x = new float[4]; _ = net.Classify(x);")]
    [InlineData("_ = net.Classify(any);")]
    [InlineData("_ = net.Classify(new float[n]);")]
    [InlineData("_ = net.Classify(any.AsSpan(n));")]
    [InlineData("_ = net.Classify(any[n..]);")]
    [InlineData("_ = net.Classify(any[1..n]);")]
    [InlineData("_ = net.Classify(any[1..^1]);")]
    [InlineData("_ = net.Classify([.. any, 1f]);")]
    [InlineData("_ = net.Classify(n > 0 ? new float[5] : new float[4]);")]
    [InlineData("_ = net.Classify(any ?? new float[5]);")]
    public void The_length_may_be_right(string statement) => Uses.Report(statement);

    [Theory]
    [InlineData("var x = new float[5]; x = any; _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; if (n > 0) { x = new float[4]; } _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; Array.Resize(ref x, 4); _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; Change(out x); _ = net.Classify(x); void Change(out float[] y) => y = new float[4];")]
    [InlineData("var x = new float[5]; Change(); _ = net.Classify(x); void Change() { x = new float[4]; }")]
    [InlineData("var x = new float[5]; Action change = () => x = new float[4]; change(); _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; ref float[] y = ref x; y = new float[4]; _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; (x, n) = (new float[4], 1); _ = net.Classify(x);")]
    [InlineData("var (x, y) = (new float[5], new float[4]); (x, y) = (y, x); _ = net.Classify(x);")]
    [InlineData("var ((x, y), z) = ((new float[5], 1), new float[4]); _ = net.Classify(x);")]
    [InlineData("var (x, y) = (new float[4], new float[5]); _ = net.Classify(x);")]
    [InlineData("var pair = (new float[5], 1); var (x, y) = pair; pair.Item1 = any; _ = net.Classify(x);")]
    [InlineData("trainer.Step(new float[8], [0, 1], null);")]
    [InlineData("var x = new float[5]; ((x, n), _) = ((new float[4], 1), 2); _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; x ??= new float[4]; _ = net.Classify(x);")]
    [InlineData("var x = new float[5]; for (; n > 0; n--) { _ = net.Classify(x); x = x[1..]; }")]
    [InlineData("Span<float> x = new float[5]; x = x[1..]; _ = net.Classify(x);")]
    [InlineData("Span<float> x = stackalloc float[5]; Change(ref x); _ = net.Classify(x); static void Change(ref Span<float> y) => y = y[1..];")]
    [InlineData("int size = 5; size--; _ = net.Classify(new float[size]);")]
    [InlineData("int size = 5; int.TryParse(\"4\", out size); _ = net.Classify(new float[size]);")]
    [InlineData("for (int i = 1; i < 9; i++) { _ = net.Classify(new float[i]); }")]
    [InlineData("foreach (int i in new[] { 4 }) { _ = net.Classify(new float[i]); }")]
    [InlineData("foreach (var x in new[] { new float[4] }) { _ = net.Classify(x); }")]
    [InlineData("if (any is { } x) { _ = net.Classify(x); }")]
    [InlineData("var pair = (X: new float[5], 1); pair.X = new float[4]; _ = net.Classify(pair.X);")]
    [InlineData("float[] x; if (n > 0) { x = new float[5]; } else { x = new float[4]; } _ = net.Classify(x);")]
    public void A_local_changes(string statements) => Uses.Report(statements);

    [Theory]
    [InlineData("private static float[] x = new float[5];")]
    [InlineData("private float[] x = new float[5];")]
    [InlineData("private readonly float[] x = new float[5]; public P() => x = new float[4];")]
    [InlineData("private readonly float[] x = new float[5]; public P() => this.x = new float[4];")]
    [InlineData("private readonly float[] x = new float[5]; public P() { Array.Resize(ref x, 4); }")]
    [InlineData("private readonly float[] x = new float[5]; public P() { (x, _) = (new float[4], 1); }")]
    [InlineData("private static readonly float[] x = new float[5]; static P() { x = new float[4]; }")]
    [InlineData("private float[] x { get; set; } = new float[5];")]
    [InlineData("private static readonly int size = 5; static P() { size = 4; } private static readonly float[] x = new float[size];")]
    public void A_field_may_change(string field) => Assert.Empty(
        Uses.InSource($"[Network, Input(4), Dense(3)] public partial class Net; public class P {{ {field} public int Run(Net net) => net.Classify(x); }}"));

    [Theory]
    [InlineData("net.PredictBatch(new float[12], new float[9]);")]
    [InlineData("net.PredictBatch(any, new float[9]);")]
    [InlineData("net.PredictBatch(new float[n * 4], new float[n * 3]);")]
    [InlineData("net.Gradients(new float[8], [0, 2], new float[15]);")]
    [InlineData("net.Gradients(new float[8], new float[6], new float[15], new float[8]);")]
    [InlineData("net.Gradients(new float[8], new float[6], new float[15], default);")]
    [InlineData("net.Gradients(new float[8], new float[6], new float[15], []);")]
    [InlineData("trainer.Step(new float[8], [0, 1], new float[2]);")]
    [InlineData("trainer.Step(new float[8], [0, 1], []);")]
    [InlineData("trainer.Step(new Batch<float> { Size = 2, Inputs = new float[8], OutputGradients = new float[6] });")]
    [InlineData("trainer.Step(new Batch<float> { Size = 2, Inputs = new float[8], Targets = [], Classes = new int[2], SampleWeights = default });")]
    [InlineData("var x = new float[8]; var y = new float[x.Length / Net.InputSize * Net.OutputSize]; net.PredictBatch(x, y);")]
    [InlineData("var y = net.PredictBatch(new float[8]); net.PredictBatch(new float[8], y);")]
    [InlineData("Span<float> x = stackalloc float[4]; Span<float> y = stackalloc float[Net.OutputSize]; net.Predict(x, y);")]
    public void Uses_that_fit_are_not_reported(string statements) => Uses.Report(statements);

    [Fact]
    public void Other_classes_have_methods_of_the_same_names() => Assert.Empty(Uses.InSource("""
        [Network, Input(4), Dense(3)] public partial class Net
        {
            public int Predict(float[] input, int n) => n;
            public int Classify(ReadOnlySpan<double> input) => Classify(input, 1);
            public int Classify(ReadOnlySpan<double> input, int n) => n;
            public int Gradients(ReadOnlySpan<float> values, ReadOnlySpan<float> inputs) => 1;
            public float[] Predict(ReadOnlySpan<float> input, int width) => Predict(input[..(width * width)]);
            public void Step(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes) { }
            public void Fit(Dataset<float> training) { }
        }
        public static class Other
        {
            public static float[] Predict(ReadOnlySpan<float> input) => new float[1];
            public static void Fit(Dataset<float> training) { }
            public static Other2 Load(string path) => new();
            public class Other2 { public void Step(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) { } }
            public static void Run(Net net)
            {
                Predict(new float[7]);
                net.Predict(new float[7], 1);
                net.Classify(new double[7]);
                net.Classify(new double[7], 1);
                net.Gradients(new float[7], new float[8]);
                net.Predict(new float[7].AsSpan(), 2);
                net.Step(new float[7], [0, 9]);
                net.Fit(Datasets.Digits());
                Fit(Datasets.Digits());
                Load("x");
                new Other2().Step(new float[1], new float[2]);
            }
        }
        """));

    [Fact]
    public void Uses_of_a_wrong_network_are_not_checked()
    {
        var compilation = Generated.From(Compile.Source("[Network, Input(4), Dense(0)] public partial class Net; class P { int Run(Net net) => net.Classify(new float[5]); }")).Compilation;

        Assert.Equal(["NNG0009"], Compile.AnalyzeGenerated(compilation).Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("Assert.Throws(() => net.Classify(new float[5]));")]
    [InlineData("Assert.ThrowsAny<ArgumentException>(() => { net.Predict(new float[5]); });")]
    [InlineData("var problem = Record.Exception(() => net.Predict(new float[5]));")]
    [InlineData("Assert.That(() => net.Predict(new float[5]), Throws.ArgumentException);")]
    [InlineData("Assert.That(() => net.Predict(new float[5])).Throws();")]
    [InlineData("Action act = () => net.Predict(new float[5]); act.Should().Throw<ArgumentException>();")]
    [InlineData("var act = (Action)(() => net.Predict(new float[5])); act.ShouldThrow();")]
    [InlineData("Action act; act = () => net.Predict(new float[5]); Assert.ThrowsAny<ArgumentException>(act);")]
    [InlineData("net.Invoking(it => it.Predict(new float[5])).Should().Throw<ArgumentException>();")]
    [InlineData("Assert.ThrowsAny<ArgumentException>(Act); void Act() => net.Predict(new float[5]);")]
    [InlineData("try { _ = net.Classify(new float[5]); } catch (ArgumentException problem) { Console.WriteLine(problem.Message); }")]
    public void Mistakes_on_purpose_are_not_reported(string statement) => Assert.Empty(Uses.Reported(statement, """
        public static class Assert
        {
            public static void Throws(Func<object> code) { }
            public static void ThrowsAny<T>(Action code) { }
            public static void That(Func<object> code, object rule) { }
            public static Result That(Func<object> code) => new();
        }
        public static class Throws { public static object ArgumentException => 1; }
        public class Result { public void Throw<T>() { } public void Throws() { } public void NotThrow() { } }
        public static class Fluent
        {
            public static Result Should(this Action act) => new();
            public static void ShouldThrow(this Action act) { }
            public static Action Invoking<T>(this T it, Func<T, object> act) => () => { };
        }
        public static class Record { public static Exception? Exception(Func<object> code) => null; }
        """));

    [Theory]
    [InlineData("Action act = () => net.Predict(new float[5]); act();")]
    [InlineData("Action act = () => net.Predict(new float[5]); act.Should().NotThrow();")]
    [InlineData("Action act = () => net.Predict(new float[5]); Action other = () => { }; other.Should().Throw();")]
    [InlineData("void Act() => net.Predict(new float[5]); Act();")]
    [InlineData("Fluent.ThrowIfSlow(() => net.Predict(new float[5]));")]
    public void Code_that_is_not_expected_to_throw_is_checked(string statement) => Assert.Single(Uses.Reported(statement, """
        public class Result { public void Throw() { } public void NotThrow() { } }
        public static class Fluent { public static Result Should(this Action act) => new(); public static void ThrowIfSlow(Func<object> code) { } }
        """), finding => finding.StartsWith("NNG4001", StringComparison.Ordinal));

    [Fact]
    public void A_handler_of_everything_expects_nothing() =>
        Assert.Single(Uses.Reported("try { _ = net.Classify(new float[5]); } catch (Exception problem) { Console.WriteLine(problem.Message); }"));
}
