using Microsoft.CodeAnalysis.CodeFixes;

namespace NNGen.Generator.Tests;

/// <summary>Fixes of the use of a network: lengths, changed at the expression that sets them.</summary>
[Trait("Category", "Slow")]
public sealed class UseFixTests
{
    private const string Network = "[Network, Input(64), Dense(10), Softmax, CrossEntropy] public partial class Net;";

    [Theory]
    [InlineData("_ = net.Predict([|new float[63]|]);", "_ = net.Predict(new float[64]);")]
    [InlineData("var image = new float[ /* 8 x 8 */ 63]; _ = net.Predict([|image|]);", "var image = new float[ /* 8 x 8 */ 64]; _ = net.Predict(image);")]
    [InlineData("Span<float> image = stackalloc float[63]; _ = net.Predict([|image|]);", "Span<float> image = stackalloc float[64]; _ = net.Predict(image);")]
    [InlineData("_ = net.Predict([|file.AsSpan(0, 63)|]);", "_ = net.Predict(file.AsSpan(0, 64));")]
    [InlineData("_ = net.Predict([|file[..0x3F]|]);", "_ = net.Predict(file[..64]);")]
    [InlineData("net.Predict(file, [|new float[1_0_0]|]);", "net.Predict(file, new float[10]);")]
    public void The_length_becomes_what_the_network_takes(string before, string after) =>
        FixedSource.Check("NNG4001", Source(before), Source(after));

    [Theory]
    [InlineData("_ = net.PredictBatch([|new float[130]|]);", "_ = net.PredictBatch(new float[128]);", "NNG4002")]
    [InlineData("net.PredictBatch(new float[128], [|new float[10]|]);", "net.PredictBatch(new float[128], new float[20]);", "NNG4003")]
    public void The_length_of_a_batch_becomes_that_of_whole_samples(string before, string after, string id) =>
        FixedSource.Check(id, Source(before), Source(after), id == "NNG4002" ? "Change the length to 128" : "Change the length to 20");

    [Theory]
    [InlineData("_ = net.Predict([1, 2, 3]);")]
    [InlineData("const int Size = 63; _ = net.Predict(new float[Size]);")]
    public void A_length_that_is_not_written_down_is_not_changed(string call) => Assert.Empty(FixedSource.Titles("NNG4001", Source(call)));

    [Fact]
    public void A_fix_of_all_leaves_the_source_as_it_is_where_no_length_can_be_changed() => Assert.Equal(
        [Source("_ = net.Predict([1, 2, 3]);")],
        FixedSource.All("NNG4001", FixAllScope.Solution, withKey: false, Source("_ = net.Predict([1, 2, 3]);")));

    [Fact]
    public void One_length_is_changed_once_for_all_its_uses() => Assert.Equal(
        [Source("var image = new float[64]; _ = net.Predict(image); _ = net.Classify(image); _ = net.Predict(new float[64]);")],
        FixedSource.All(
            "NNG4001", FixAllScope.Project,
            Source("var image = new float[63]; _ = net.Predict(image); _ = net.Classify(image); _ = net.Predict(new float[65]);")));

    private static string Source(string body) =>
        $"{Network}\n\npublic static class User\n{{\n    public static void Run(Net net, float[] file)\n    {{\n        {body}\n    }}\n}}\n";
}
