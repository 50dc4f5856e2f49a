using System.Reflection;

namespace NNGen.Generator.Tests;

/// <summary>The parser's list of generated members equals the generated members.</summary>
public sealed class GeneratedMembersTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly string[] declarations =
    [
        "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net",
        "[Network(Precision = Precision.Double), Input(4), Dense(1), Huber] public partial class Net",
        "[Network, Input(4), As(\"image\"), Input(3), Concat(\"image\"), Dense(6), Tanh, As(\"h\"), Dense(3), Output(\"class\"), MeanSquaredError, From(\"h\"), Dense(2), Huber] public partial class Net",
        "[Network, Input(4), As(\"x\"), Dense(3), MeanSquaredError, From(\"x\"), Dense(2), Output(\"value\"), MeanSquaredError, From(\"x\"), Dense(1), Output(\"rows\"), Huber] public partial class Net",
        "[Network(Streaming = true), Input(4, 2), GRU(3), Dense(3), Softmax, CrossEntropy] public partial class Net",
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Each_generated_member_is_rejected_in_the_handwritten_part(int index)
    {
        string declaration = declarations[index];
        var members = Members(Load(declaration + ";"));
        Assert.InRange(members.Count, 15, 100);

        foreach (string member in members)
        {
            string source = $"{declaration} {{ {member} }}";
            var finding = Compile.Analyze(source).SingleOrDefault();
            Assert.True(finding?.Id == "NNG0011", $"{member}: {finding}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_stub_has_each_public_member(int index)
    {
        var real = Members(Load(declarations[index] + ";"), inherited: false);
        var stub = Members(Load(declarations[index].Replace("Dense", "Dense(0), Dense") + ";"), inherited: false);

        Assert.Empty(real.Where(member => member.StartsWith("public", StringComparison.Ordinal)).Except(stub));
    }

    [Fact]
    public void A_network_cannot_have_the_name_of_one_of_its_members()
    {
        var finding = Assert.Single(Compile.Analyze("[Network, Input(4), Dense(3)] partial class Predict;"));

        Assert.Equal(new Finding("NNG0011", "Predict", "'Predict' is also a member of the generated part of 'Predict' (rename yours)"), finding);
    }

    [Fact]
    public void A_network_without_streams_may_have_steps() => Assert.Empty(Compile.Analyze(
        "[Network, Input(4, 2), GRU(3, Name = \"state\"), Dense(3)] partial class Net { void CreateState() { } int Step(ReadOnlySpan<float> input) => StepInputSize; const int StepInputSize = 3; }"));

    [Fact]
    public void Overloads_of_other_element_types_are_allowed() => Assert.Empty(Compile.Analyze(
        """
        [Network, Input(4), Dense(3)]
        partial class Net
        {
            void Predict(ReadOnlySpan<double> input, Span<double> output) { }
            void Predict(in ReadOnlySpan<float> input, Span<float> output) { }
            void Save() { }
            int Pass, WeightGradients, Create, packed;
            Net(long seed) : this((int)seed) { }
            Net() : this(3) { }
        }
        """));

    private static Type Load(string source) => Generated.From(source).Load("Net");

    // Each member as C# that a user could write.
    private static List<string> Members(Type type, bool inherited = true)
    {
        var fields = type.GetFields(Declared).Where(field => !field.Name.Contains('<')).Select(field => $"{(field.IsPublic ? "public " : "")}int {field.Name};");
        var properties = type.GetProperties(Declared).Select(property => property.Name.Contains('.')
            ? $"{(property.GetMethod!.IsStatic ? "static " : "")}{Text(property.PropertyType)} {Explicit(property.Name, type)} => throw null!;"
            : $"public int {property.Name} => 0;");
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName && !method.Name.Contains('<') && !method.Name.Contains(".get_"))
            .Select(method => method.Name.Contains('.')
                ? $"{(method.IsStatic ? "static " : "")}{Text(method.ReturnType)} {Explicit(method.Name, type)}({Parameters(method)}) => throw null!;"
                : $"{(method.IsPublic ? "public " : "")}void {method.Name}({Parameters(method)}) {{ }}");
        var constructors = type.GetConstructors(Declared & ~BindingFlags.Static).Select(constructor => $"public Net({Parameters(constructor)}) {{ }}");
        return [.. fields, .. properties, .. methods.Where(method => inherited || method.StartsWith("public", StringComparison.Ordinal)), .. constructors];
    }

    private static string Explicit(string name, Type type) =>
        $"{(name.Contains("IStreamingNetwork") ? "IStreamingNetwork" : "INetwork")}<Net, {(type.GetInterfaces()[0].GetGenericArguments()[1] == typeof(double) ? "double" : "float")}>"
        + $".{name[(name.LastIndexOf('.') + 1)..]}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        parameter.ParameterType.IsByRef
            ? $"in {Text(parameter.ParameterType.GetElementType()!)} @{parameter.Name}"
            : $"{Text(parameter.ParameterType)} @{parameter.Name}"));

    private static string Text(Type type) => type switch
    {
        _ when type == typeof(void) => "void",
        _ when type.IsGenericType => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Text))}>",
        _ => type.Name,
    };
}
