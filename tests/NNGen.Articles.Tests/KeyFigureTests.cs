using Articles;

namespace NNGen.Articles.Tests;

public sealed class KeyFigureTests
{
    private static readonly KeyFigure kept = KeyFigure.AtLeast("accuracy", 0.99, 0.95);
    private static readonly KeyFigure alsoKept = KeyFigure.AtMost("difference", 1e-8, 1e-6);
    private static readonly KeyFigure missed = KeyFigure.AtMost("loss", 0.5, 0.1);

    [Fact]
    public void One_missed_figure_of_several_counts()
    {
        Assert.Same(missed, KeyFigure.All(kept, missed, alsoKept));
        Assert.Same(missed, KeyFigure.All(missed, kept));
        Assert.Same(kept, KeyFigure.All(kept, alsoKept));
    }
}
