using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NNGen.Generator.Tests;

/// <summary>Random changes of source text: plausible and implausible ones.</summary>
internal static class Mutations
{
    /// <summary>Declarations that are mutated: valid ones, and some whose names run in circles.</summary>
    public static readonly string[] Seeds =
    [
        "[Network]\n[Input(6)]\n[Dense(3, Name = \"a-b\"), GELU]\n[Dense(units: 2, Bias = false), Softmax]\n[CrossEntropy]\npublic partial class Net\n{\n    public Net(string x) : this(seed: x.Length) { }\n}",
        "namespace A.B;\npartial interface I<T>\n{\n    [Network(Precision = Precision.Double), Input(2, 3)]\n    [LeakyReLU(slope: -1e-3), ELU(2)]\n    [MeanSquaredError] private partial class Net : IDisposable { public void Dispose() { } }\n}",
        "[Network, Input(1), Dense(1, WeightInitializer = Initializer.Constant, WeightScale = 0.5), Sigmoid, BinaryCrossEntropy] partial class A; [Network, Input(4), Dense(3, Inputs = 4), Linear, Dense(2), Huber(0.5)] sealed partial class B;",
        "[Network, Input(new[] { 2, 2 }), ReLU, MeanSquaredError] public partial class Net { public const string Summary = \"\"; public void Save(string path) { } }",
        "using N = NNGen; [N.Network] [N.Input(shape: [3])] [type: N.Dense(2)] [N.HuberAttribute(delta: 1)] partial class @class { int _x; }",
        // A program that uses its network, with sizes that are known at compile time.
        "[Network, Input(4), Dense(3), Softmax, CrossEntropy] public partial class Net; static class P { static void Main() { var net = new Net(seed: 1); float[] x = [1, 2, 3, 4]; net.Predict(x, new float[3]); net.Predict(stackalloc float[5], stackalloc float[Net.OutputSize]); int c = net.Classify(x.AsSpan(0, 4)); using var t = net.CreateTrainer(); Net.Load(\"a\"); net.PredictBatch(x[..2]); } }",
        // Circles: bases, constants, attributes that mark themselves, aliases.
        "[Network, Input(A.X), Dense(A.Y)] partial class Net : Other; partial class Other : Net; class A { public const int X = Y, Y = X; }",
        "[Network, Input(2), Dense(Net.OutputSize), Dense(Net.InputSize, Name = nameof(Net))] partial class Net : Net.Inner { internal class Inner : Net; }",
        "namespace NNGen; [Network, Input(1), Dense(1), My] class NetworkAttribute : NetworkAttribute; [My] class MyAttribute : LayerAttribute; [Network, Input(2), My] partial class Net;",
        "namespace NNGen { class DenseAttribute(params object[] units) : LayerAttribute; [Network, Input(2), Dense(typeof(int), null, new object[] { 1, \"\" }), Dense] partial class Net; }",
        "partial class Outer<T> where T : Outer<T>.Net { [Network, Input(2), Dense(1)] public partial class Net : Outer<Net>; }",
        "[Network, Input(2), Dense(1)] partial class Net; [Network, Input(3), Dense(1)] partial class Net; [Dense(2)] partial class Net { partial class Net; } [Network] partial struct Net; enum Net; namespace Net { }",
    ];

    private static readonly string[] numbers =
    [
        "0", "-1", "1", "2147483647", "2147483648", "-2147483648", "999999999999999999999", "1e999", "1e-999", "float.NaN", "double.NaN", "double.PositiveInfinity",
        "-0.0", "0x7FFFFFFF", "'a'", "'\\uFFFF'", "1u", "1ul", "18446744073709551615", "1m", "null", "default", "\"\"", "\"\u0661\u0662\"", "(byte)300", "1/0", "int.MaxValue+1",
        "new int[] { }", "new int[0]", "new[] { 1, -1 }", "new int[70000]", "[1, 2]", "typeof(Net)", "nameof(Net)", "true", "checked(-1)", "(Initializer)77", "Precision.Double",
        "int.MaxValue, int.MaxValue, int.MaxValue", "2, 3, 4, 5, 6, 7, 8, 9", "units: 3, units: 3", "Units: 3", "Name = null", "Name = \"\\0\"", "Name = \"\U0001D54F\"", "Inputs = 3, Inputs = 3",
    ];

    private static readonly string[] pieces =
    [
        "[", "]", "(", ")", "{", "}", "<", ">", "@", "\\", "/*", "*/", "//", "\"", "\"\"\"", "'", "#if X", "#endif", "#pragma warning disable", "#nullable", "\n", ";", ",", ":", "::", "=",
        "=>", ".", "?", "record", "struct", "class", "interface", "enum", "delegate", "abstract", "static", "file", "partial", "ref", "readonly", "required", "unsafe", "extern", "new",
        "this", "base", "namespace", "using", "global::", "Net", "Net.", "NNGen.", "[Network]", "[Input(3)]", "[Dense(2)]", "[Dens(3)]", "[Dense<int>(3)]", "[Missing.Type(1)]", "[NNGen.]",
        "[return: Dense(2)]", "[assembly: Network]", "[Obsolete]", "[Network(Precision = )]", "[ReLU, ]", "<T>", "<in T>", "(int x)", ": Net", ": Missing", "where T : Net", "class Net;",
        "partial class Net { }", "[Network] partial class ", "int x = ", "public Net(int seed) { }", "public static int operator +(Net a, Net b) => 0;", "\u200B", "\uFEFF", "\u00E9", "\u0130",
        "\\u004E\\u0065\\u0074", "\U0001F600", "\uD800", "\0",
    ];

    /// <summary>One to four random changes of one of the declarations.</summary>
    public static string Mutated(Random random)
    {
        string text = Seeds[random.Next(Seeds.Length)];
        for (int edits = random.Next(1, 5); edits > 0; edits--)
        {
            text = Change(text, random);
            if (text.Length > 4000) { text = text[..4000]; }
        }

        return text;
    }

    private static string Change(string text, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
        if (tokens.Count == 0) { return pieces[random.Next(pieces.Length)]; }
        var token = tokens[random.Next(tokens.Count)];
        var other = tokens[random.Next(tokens.Count)];
        int place = random.Next(text.Length + 1);
        int end = Math.Min(text.Length, place + random.Next(1, 12));
        switch (random.Next(12))
        {
            case 0: return Replaced(token, "");
            case 1: return text.Insert(token.SpanStart, token.Text + " ");
            case 2: return Swapped(token, other);
            case 3: return text.Insert(token.SpanStart, pieces[random.Next(pieces.Length)] + " ");
            case 4: return Replaced(token, pieces[random.Next(pieces.Length)]);
            case 5 or 6:
                var literals = tokens.Where(candidate => candidate.IsKind(SyntaxKind.NumericLiteralToken)).ToList();
                return Replaced(literals.Count == 0 ? token : literals[random.Next(literals.Count)], numbers[random.Next(numbers.Length)]);
            case 7: return text[..place] + text[end..];
            case 8: return text.Insert(place, pieces[random.Next(pieces.Length)]);
            case 9: return text[..place];
            case 10: return text.Insert(other.SpanStart, text[Math.Min(token.SpanStart, other.SpanStart)..Math.Max(token.SpanStart, other.SpanStart)]);
            default: return Nested(text, random);
        }

        string Replaced(SyntaxToken old, string with) => text.Remove(old.SpanStart, old.Span.Length).Insert(old.SpanStart, with);

        string Swapped(SyntaxToken a, SyntaxToken b)
        {
            if (a.SpanStart == b.SpanStart) { return text; }
            if (a.SpanStart > b.SpanStart) { (a, b) = (b, a); }
            return text[..a.SpanStart] + b.Text + text[a.Span.End..b.SpanStart] + a.Text + text[b.Span.End..];
        }
    }

    // The same declaration somewhere else, or more than once.
    private static string Nested(string text, Random random)
    {
        string[] around =
        [
            "partial class C { # }", "class C { # }", "partial record struct C(int X) { # }", "interface C<out T> { # }", "file class C { # }", "namespace C { # }",
            "static partial class C { void M() { # } }", "partial class Net { # }", "# #", "class C<T, T> { # }", "ref partial struct C { # }", "enum C { # }", "#if true\n#\n#endif",
            "partial class C { partial class C { partial class C { partial class C { # } } } }", "/* # */", "class C { string s = $\"{#}\"; }",
        ];
        return around[random.Next(around.Length)].Replace("#if", "\u0001if").Replace("#endif", "\u0001endif").Replace("#", text).Replace('\u0001', '#');
    }
}
