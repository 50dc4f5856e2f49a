namespace NNGen.Tests;

/// <summary>The names of tensors in graphs, and the summary of a graph.</summary>
public class GraphNameTests
{
    [Fact]
    public void Tensors_of_named_blocks_have_torchvisions_names()
    {
        List<string> names = ["conv1.weight", "bn1.weight", "bn1.bias"];
        for (int layer = 1; layer <= 3; layer++)
        {
            for (int block = 0; block < 3; block++)
            {
                names.AddRange(new[] { "conv1.weight", "bn1.weight", "bn1.bias", "conv2.weight", "bn2.weight", "bn2.bias" }.Select(name => $"layer{layer}.{block}.{name}"));
                if (layer > 1 && block == 0) { names.AddRange(new[] { "0.weight", "1.weight", "1.bias" }.Select(name => $"layer{layer}.0.downsample.{name}")); }
            }
        }

        names.AddRange(["fc.weight", "fc.bias"]);
        Assert.Equal(names, ResNet20.Description.Parameters.Where(parameter => parameter.IsTrainable).Select(parameter => parameter.Name));
        Assert.Equal(
            names.Where(name => name.EndsWith(".bias", StringComparison.Ordinal) && name != "fc.bias")
                .SelectMany(name => new[] { "running_mean", "running_var", "num_batches_tracked" }.Select(state => name[..^4] + state)),
            ResNet20.Description.Parameters.Where(parameter => !parameter.IsTrainable).Select(parameter => parameter.Name));
    }

    [Fact]
    public void Tensors_without_names_have_the_positions_of_their_layers_in_their_module()
    {
        string[] names = [.. NamedByPosition.Description.Parameters.Select(parameter => parameter.Name).Where(name => name.EndsWith(".weight", StringComparison.Ordinal))];

        Assert.Equal(
            [
                "0.weight", "2.weight", "shortcut.0.weight", "shortcut.1.weight", "4.weight",
                "pretrained.first.weight", "pretrained.second.weight", "pretrained.last.weight", "back.weight", "7.weight",
            ],
            names);
    }

    [Fact]
    public void A_shared_block_has_the_names_of_its_first_use_and_no_others() => Assert.Equal(
        ["tower.0.weight", "tower.0.bias", "tower.embedding.weight", "tower.embedding.bias", "alike.weight", "alike.bias"],
        Twins.Description.Parameters.Select(parameter => parameter.Name));

    [Fact]
    public void A_layer_with_the_parameters_of_another_one_says_whose() => Assert.Equal(
        ["shares left_conv.weight", "shares left_dense.weight"],
        GoldenSiamese.Description.Layers.SelectMany(layer => layer.Description.Split(", ")).Where(part => part.StartsWith("shares", StringComparison.Ordinal)));

    [Fact]
    public void The_summary_of_a_graph_says_what_each_layer_is_connected_to() => Assert.Equal(
        """
        Model: "Encounters"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃ Connected to       ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━┩
        │ image (Input)                   │ (None, 4, 3, 2)        │             0 │ -                  │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ features (Input)                │ (None, 5)              │             0 │ -                  │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ conv2d1 (Conv2D)                │ (None, 3, 2, 3)        │            27 │ image              │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ flatten1 (Flatten)              │ (None, 18)             │             0 │ conv2d1            │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ concat1 (Concat)                │ (None, 23)             │             0 │ flatten1, features │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ dense1 (Dense)                  │ (None, 6)              │           144 │ concat1            │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ reshape1 (Reshape)              │ (None, 2, 3)           │             0 │ dense1             │
        ├─────────────────────────────────┼────────────────────────┼───────────────┼────────────────────┤
        │ dense2 (Dense)                  │ (None, 4)              │            28 │ dense1             │
        └─────────────────────────────────┴────────────────────────┴───────────────┴────────────────────┘
         Total params: 199 (796.00 B)
         Trainable params: 199 (796.00 B)
         Non-trainable params: 0 (0.00 B)
        """,
        Encounters.Summary,
        ignoreLineEndingDifferences: true);
}
