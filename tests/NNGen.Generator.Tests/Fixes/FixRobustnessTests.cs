namespace NNGen.Generator.Tests;

/// <summary>Fixes of incomplete source text: every offered fix can be applied, and none throws.</summary>
[Trait("Category", "Slow")]
public sealed class FixRobustnessTests
{
    private const string Wrong = """
        struct Outer {
        /// <summary>Documented.</summary>
        [Network]
        [Dense(0, Name = "a"), ReLU] // hidden
        // pixels
        [Input(8, -8)]
        [Dense(3, Inputs = 5, Name = "a"), CrossEntropy(FromLogits = true)]
        #if X
        [Dropout]
        #endif
        [Softmax, Tanh] [MeanSquaredError]
        public static class Net { public Net(long seed) { } }
        [Network, Dense(3, use_bias = false)] class Two; [Input(3), Sofmax] partial class Two;
        [Dense(1), Softmax, CrossEntropy] class Three
        """;

    [Fact]
    public void Every_fix_of_every_prefix_can_be_applied()
    {
        var applied = new HashSet<string>();
        for (int length = Wrong.Length; length > 0; length -= 11)
        {
            foreach (var (id, files) in FixedSource.EveryFix(Wrong[..length]))
            {
                applied.Add(id);
                Assert.NotEqual(Wrong[..length], Assert.Single(files));
            }
        }

        Assert.InRange(applied.Count, 12, 100);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Line_endings_stay_as_they_are(string lineBreak)
    {
        string source = Wrong.ReplaceLineEndings(lineBreak);
        var fixes = FixedSource.EveryFix(source);

        Assert.InRange(fixes.Count, 12, 100);
        Assert.All(fixes, fix =>
        {
            string rest = Assert.Single(fix.Files).Replace(lineBreak, "", StringComparison.Ordinal);
            Assert.DoesNotContain('\n', rest);
            Assert.DoesNotContain('\r', rest);
        });
    }

    [Fact]
    public void No_fix_loses_a_comment() => Assert.All(FixedSource.EveryFix(Wrong), fix =>
    {
        string after = Assert.Single(fix.Files);
        Assert.Contains("/// <summary>Documented.</summary>", after);
        Assert.Contains("// hidden", after);
        Assert.Contains("// pixels", after);
        Assert.Contains("#if X", after);
    });
}
