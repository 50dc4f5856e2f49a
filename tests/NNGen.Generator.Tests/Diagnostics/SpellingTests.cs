using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

public sealed class SpellingTests
{
    private static readonly string[] known = ["Dense", "Input", "ReLU", "LeakyReLU", "SELU", "Sigmoid", "HardSigmoid", "Softmax", "LogSoftmax", "Tanh", "Huber", "Inputs"];

    [Theory]
    [InlineData("Dens", "Dense")]
    [InlineData("dense", "Dense")]
    [InlineData("DENSE", "Dense")]
    [InlineData("Desne", "Dense")]
    [InlineData("Relu", "ReLU")]
    [InlineData("RelU", "ReLU")]
    [InlineData("leaky_relu", "LeakyReLU")]
    [InlineData("Sigmiod", "Sigmoid")]
    [InlineData("LogSofmax", "LogSoftmax")]
    [InlineData("Tan", "Tanh")]
    [InlineData("Table", null)]
    [InlineData("Serializable", null)]
    [InlineData("Obsolete", null)]
    [InlineData("", null)]
    [InlineData("X", null)]
    public void The_closest_word_is_found_where_one_is_close(string word, string? closest) => Assert.Equal(closest, Spelling.Closest(word, known));

    [Fact]
    public void A_swap_is_one_mistake() => Assert.Equal("Tanh", Spelling.Closest("Tnah", ["Tanh"]));

    [Fact]
    public void Long_words_take_no_time() => Assert.Null(Spelling.Closest(new string('a', 1_000_000), known));

    [Fact]
    public void Every_other_name_leads_to_an_attribute_that_exists()
    {
        var kinds = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Attribute)))
            .ToDictionary(type => type.Name[..^"Attribute".Length]);

        Assert.All(OtherNames.Attributes, pair =>
        {
            Assert.True(kinds.ContainsKey(pair.Value), pair.Value);
            Assert.Equal(Spelling.Plain(pair.Key), pair.Key);
            Assert.DoesNotContain(kinds.Keys, kind => Spelling.Plain(kind) == pair.Key);
        });
        Assert.All(OtherNames.Arguments, pair =>
        {
            Assert.Equal(Spelling.Plain(pair.Key), pair.Key);
            Assert.Contains(kinds.Values, type =>
                type.GetProperties().Any(property => property.Name == pair.Value)
                || type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => parameter.Name == pair.Value));
        });
    }
}
