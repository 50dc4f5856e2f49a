using NNGen.Generator.Diagnostics;

namespace NNGen.Generator.Tests;

/// <summary>Files that are part of the project and are loaded into a network.</summary>
[Trait("Category", "Slow")]
public sealed class FileUseTests
{
    private static readonly (string, int[])[] fitting = [("0.weight", [3, 4]), ("0.bias", [3])];

    [Theory]
    [InlineData("Net.Load(\"net.safetensors\")", "\"net.safetensors\"", "net.safetensors")]
    [InlineData("Net.Load(\"./net.safetensors\")", "\"./net.safetensors\"", "./net.safetensors")]
    [InlineData("Net.Load(\"../../models/net.safetensors\")", "\"../../models/net.safetensors\"", "../../models/net.safetensors")]
    [InlineData("Net.Load(@\"models\\net.safetensors\")", "@\"models\\net.safetensors\"", "models\\net.safetensors")]
    [InlineData("Net.Load(System.IO.Path.Combine(AppContext.BaseDirectory, \"models\", \"net.safetensors\"))", "System.IO.Path.Combine(AppContext.BaseDirectory, \"models\", \"net.safetensors\")", "models/net.safetensors")]
    public void The_shapes_of_a_file_differ(string expression, string squiggle, string path)
    {
        using var file = new SavedFile("models/net.safetensors", ("0.weight", [3, 5]), ("0.bias", [3]));

        Assert.Equal(
            [$"NNG4011 `{squiggle}`: \"{path}\" does not fit Net: '0.weight' has the shape [3, 5], expected [3, 4] (save it again, or change the network)"],
            Reported($"_ = {expression};", file));
    }

    [Fact]
    public void Weights_in_the_layout_of_Keras_are_recognized()
    {
        using var file = new SavedFile("net.safetensors", ("0.weight", [4, 3]), ("0.bias", [3]));

        Assert.Equal(
            ["NNG4011 `\"net.safetensors\"`: \"net.safetensors\" does not fit Net: '0.weight' has the shape [4, 3], expected [3, 4] (Keras's layout: write numpy.transpose(w, (1, 0)) to the file) "
                + "(save it again, or change the network)"],
            Reported("_ = Net.Load(\"net.safetensors\");", file));
    }

    [Fact]
    public void Parameters_load_files_as_well()
    {
        using var file = new SavedFile("net.safetensors", ("fc.weight", [3, 4]), ("fc.bias", [3]));

        Assert.Equal(
            ["NNG4011 `Path`: \"net.safetensors\" does not fit Net: '0.weight' [3, 4] is missing; '0.bias' [3] is missing; 'fc.bias' [3] is not expected; and 1 more (save it again, or change the network)"],
            Reported("const string Path = \"net.safetensors\"; net.Parameters.Load(Path);", file));
    }

    [Fact]
    public void The_type_of_a_tensor_counts()
    {
        using var single = new SavedFile("a.safetensors", fitting);
        using var integers = new SavedFile("b.safetensors", Bytes("""{"0.weight":{"dtype":"I32","shape":[3,4],"data_offsets":[0,48]},"0.bias":{"dtype":"F16","shape":[3],"data_offsets":[48,54]}}"""));

        Assert.Equal(
            ["NNG4011 `\"b.safetensors\"`: \"b.safetensors\" does not fit Net: '0.weight' holds I32, expected F32 or F64 or F16 or BF16 (save it again, or change the network)"],
            Reported("_ = Net.Load(\"a.safetensors\"); _ = Net.Load(\"b.safetensors\");", single, integers));
    }

    [Theory]
    [InlineData("_ = Net.Load(\"net.safetensors\");")]
    [InlineData("_ = Net.Load(path);")]
    [InlineData("_ = Net.Load(\"other.safetensors\");")]
    [InlineData("_ = Net.Load(\"t.safetensors\");")]
    [InlineData("_ = Net.Load(\"\"); _ = Net.Load(\"..\"); _ = Net.Load(\"/\");")]
    [InlineData("_ = Net.Load(path + \"/other/net.safetensors\"); _ = Net.Load(System.IO.Path.Combine(\"net.safetensors\", path));")]
    public void Files_that_fit_or_are_unknown_are_not_reported(string statement)
    {
        using var file = new SavedFile("net.safetensors", fitting);
        using var wrong = new SavedFile("not.safetensors", ("0.weight", [1]));

        Assert.Empty(Reported(statement, file, wrong));
    }

    [Fact]
    public void Two_files_of_one_name_are_both_left_out()
    {
        using var one = new SavedFile("net.safetensors", ("0.weight", [1]));
        using var other = new SavedFile("net.safetensors", ("0.weight", [2]));

        Assert.Empty(Reported("_ = Net.Load(\"net.safetensors\");", one, other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("null")]
    [InlineData("{\"0.weight\"")]
    [InlineData("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[3,")]
    [InlineData("{\"0.weight\":{\"dtype\":7,\"shape\":[1]}}")]
    [InlineData("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[-1]}}")]
    [InlineData("{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999]}}")]
    [InlineData("{\"\\u12")]
    [InlineData("{\"__metadata__\":[[[[[[[[[[[[1]]]]]]]]]]]]}")]
    public void A_damaged_file_is_left_to_the_runtime(string json)
    {
        using var file = new SavedFile("net.safetensors", json == "{}x" ? [1, 2, 3] : Bytes(json));

        Assert.Empty(Reported("_ = Net.Load(\"net.safetensors\");", file));
    }

    [Fact]
    public void A_file_that_claims_to_be_huge_or_is_gone_is_left_to_the_runtime()
    {
        using var huge = new SavedFile("huge.safetensors", [0, 0, 0, 0, 0, 0, 0, 0x7f, 1]);
        using var negative = new SavedFile("negative.safetensors", [255, 255, 255, 255, 255, 255, 255, 255, 1]);
        var gone = new SavedFile("gone.safetensors", fitting);
        gone.Dispose();

        Assert.Empty(Reported("_ = Net.Load(\"huge.safetensors\"); _ = Net.Load(\"negative.safetensors\"); _ = Net.Load(\"gone.safetensors\");", huge, negative, gone));
    }

    [Fact]
    public void Every_prefix_of_a_header_is_survived()
    {
        const string Json = """ {"__metadata__":{"a":"\u00fc\n","b":[1,{"c":null}]}, "0.weight" : {"dtype":"F32","shape":[ 3, 4 ],"data_offsets":[0,48]},"x":{"shape":[],"dtype":"BOOL"}}""";
        for (int length = 0; length < Json.Length; length++) { Assert.Null(TensorHeader.Parse(Json[..length])); }

        var tensors = TensorHeader.Parse(Json)!;
        Assert.Equal(["0.weight F32 [3, 4]", "x BOOL []"], tensors.Select(tensor => $"{tensor.Name} {tensor.Type} {tensor.Shape}"));
    }

    [Fact]
    public void Random_headers_are_survived()
    {
        var random = new Random(7);
        const string Characters = "{}[]\":,\\ua0F32 ";
        for (int i = 0; i < 20_000; i++)
        {
            char[] text = new char[random.Next(60)];
            for (int j = 0; j < text.Length; j++) { text[j] = Characters[random.Next(Characters.Length)]; }
            var tensors = TensorHeader.Parse("{" + new string(text));
            Assert.True(tensors is null || tensors.Count < 60);
        }

        Assert.Null(TensorHeader.Parse("{\"__metadata__\":" + new string('[', 1_000_000)));
    }

    private static byte[] Bytes(string json) => [.. BitConverter.GetBytes((long)json.Length), .. System.Text.Encoding.UTF8.GetBytes(json), .. new byte[64]];

    private static IReadOnlyList<string> Reported(string statements, params SavedFile[] files) => Uses.InProject(
        $"[Network, Input(4), Dense(3)] public partial class Net; class P {{ void Run(Net net, string path) {{ {statements} }} }}", files);
}
