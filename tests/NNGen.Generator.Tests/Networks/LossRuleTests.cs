namespace NNGen.Generator.Tests;

public class LossRuleTests
{
    [Fact]
    public void Binary_cross_entropy_after_log_probabilities_is_rejected()
    {
        Finding finding = Assert.Single(Compile.Analyze(
            """
            [Network]
            [Input(3)]
            [Dense(2), LogSoftmax]
            [BinaryCrossEntropy]
            public partial class Net;
            """));

        Assert.Equal(("NNG2003", "BinaryCrossEntropy"), (finding.Id, finding.Squiggle));
    }
}
