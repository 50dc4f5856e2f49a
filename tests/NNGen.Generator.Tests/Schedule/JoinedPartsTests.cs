using NNGen.Generator.Diagnostics;
using NNGen.Generator.Ir;
using NNGen.Generator.Schedule;
using NNGen.Generator.Schedule.OneSample;

namespace NNGen.Generator.Tests;

/// <summary>Parts of concatenations that are written where the whole is.</summary>
public class JoinedPartsTests
{
    private static readonly Tensor a = Value("a", 5), b = Value("b", 7), c = Value("c", 3), whole = Value("whole", 15), result = Value("result", 2);

    [Fact]
    public void Parts_are_behind_one_another() => Assert.Equal([(a, 0), (b, 5), (c, 12)], Placed([(a, 0), (b, 1), (c, 4)], [a, b, c]));

    [Fact]
    public void A_part_that_is_written_before_an_earlier_one_is_copied() => Assert.Equal([(a, 0), (c, 12)], Placed([(a, 2), (b, 1), (c, 3)], [a, b, c]));

    [Fact]
    public void Parts_that_one_loop_writes_together_are_not_both_in_place() => Assert.Equal([(a, 0), (c, 12)], Placed([(a, 1), (b, 1), (c, 2)], [a, b, c]));

    [Fact]
    public void A_part_that_others_read_is_copied() =>
        Assert.Equal([(b, 5), (c, 12)], Placed([(a, 0), (b, 1), (c, 2)], [a, b, c], new Reshape(result, a)));

    [Fact]
    public void A_part_that_occurs_twice_is_copied() => Assert.Equal([(b, 5)], Placed([(a, 0), (b, 1)], [a, b, a]));

    [Fact]
    public void What_cannot_be_written_anywhere_is_copied() => Assert.Equal([(b, 5)], Placed([(b, 1)], [a, b, c]));

    [Theory]
    [InlineData("[Input(9)] [As(\"in\")] [Dense(24), ReLU] [As(\"deep\")] [From(\"in\"), Dense(7)] [Concat(\"deep\")] [Dense(3), MeanSquaredError]", 2, false)]
    [InlineData("[Input(9)] [As(\"wide\"), Dense(24), ReLU] [Concat(\"wide\")] [Dense(3), MeanSquaredError]", 1, true)]
    [InlineData("[Input(6, 4)] [As(\"in\"), Dense(5), Tanh] [As(\"left\")] [From(\"in\"), Dense(5)] [Concat(\"left\")] [Flatten, Dense(3), MeanSquaredError]", 0, true)]
    [InlineData("[Input(6, 4)] [As(\"in\"), Dense(5), Tanh] [As(\"left\")] [From(\"in\"), Dense(5)] [Concat(\"left\", Axis = 1)] [Flatten, Dense(3), MeanSquaredError]", 2, false)]
    public void One_sample_copies_only_what_is_elsewhere(string layers, int inPlace, bool copies)
    {
        var generated = Generated.From($"[Network] {layers} public partial class Net;");
        generated.CompilesSilently();
        string code = generated.Files["Net.g.cs"];
        int start = code.IndexOf("bool PredictOne(", StringComparison.Ordinal);
        string one = code[start..]; // and the methods that it calls
        string[] remarks = [.. one.Split('\n').Where(line => line.Contains(": written where the whole is", StringComparison.Ordinal))];

        Assert.Equal(inPlace, remarks.Length == 0 ? 0 : remarks.Single().Split(',').Length);
        Assert.Equal(copies, one.Split("concat1[s, o] = ")[1].Split("[s, o] = ")[0].Contains("Copy", StringComparison.Ordinal));
    }

    private static (Tensor, int)[] Placed((Tensor Part, int Block)[] writers, Tensor[] sources, params Operation[] others)
    {
        var concatenate = new Concatenate(whole, sources.ToEquatableArray(), Axis: 0);
        Operation[] operations = [concatenate, .. others];
        var parts = new JoinedParts(operations, new Aliases([], _ => false), result, writers.ToDictionary(writer => writer.Part, writer => writer.Block));
        return [.. parts.Of(whole)];
    }

    private static Tensor Value(string name, int size) => new(name, new EquatableArray<Axis>([Axis.Samples, new Axis(name, size)]));
}
