using NNGen.Generator.Layers;

namespace NNGen.Generator.Tests;

/// <summary>Tests over all activations use all: a new one fails here until it is in their lists.</summary>
public sealed class ActivationListsTests
{
    [Fact]
    public void Random_networks_draw_every_activation() => Assert.Empty(Missing(RandomDeclaration.Activations));

    [Fact]
    public void Projects_use_every_activation() => Assert.Empty(Missing(Projects.Activations));

    // Formulas of users have separate tests.
    private static IEnumerable<string> Missing(IEnumerable<string> written) =>
        Activation.Kinds.Except(["Activation"]).Except(written.Select(activation => activation.Split('(')[0]));
}
