using NNGen;
using NNGen.Plots;

namespace Articles;

/// <summary>
/// Keras's <c>Sequential([Input((20,)), Dense(32, "relu"), Dense(32, "relu"), Dense(1, "sigmoid")])</c>; the layers have the names that
/// Keras gives them.
/// </summary>
[Network]
[Input(20)]
[Dense(32, Name = "dense"), ReLU]
[Dense(32, Name = "dense_1"), ReLU]
[Dense(1, Name = "dense_2"), Sigmoid]
[BinaryCrossEntropy]
internal sealed partial class Sequential;

/// <summary>A model as in Keras: declared, summarized, fitted, evaluated.</summary>
internal static class Keras
{
    /// <summary>What Keras 3 prints for this model: model.summary().</summary>
    public const string PrintedByKeras = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ dense (Dense)                   │ (None, 32)             │           672 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dense_1 (Dense)                 │ (None, 32)             │         1,056 │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dense_2 (Dense)                 │ (None, 1)              │            33 │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 1,761 (6.88 KB)
         Trainable params: 1,761 (6.88 KB)
         Non-trainable params: 0 (0.00 B)
        """;

    public static KeyFigure Run(ArticleContext context)
    {
        context.Print("Keras prints:");
        context.Print(PrintedByKeras);
        context.Print();
        context.Print("NNGen compiled into the program:");
        context.Print(Sequential.Summary);
        string[] theirs = Lines(PrintedByKeras);
        string[] ours = Lines(Sequential.Summary);
        int others = theirs.Zip(ours).Count(pair => pair.First != pair.Second) + Math.Abs(theirs.Length - ours.Length);
        context.Print($"lines that differ, apart from the model's name: {others}");
        context.Print();

        (Dataset<float> train, Dataset<float> test) = FourClouds(2000).Split(testFraction: 0.25, seed: 1);

        // model.compile("adam", "binary_crossentropy"); model.fit(x, y, epochs=30, validation_split=0.2); model.evaluate(x_test, y_test)
        var model = new Sequential(seed: 1);
        History history = model.Fit(train, new FitOptions
        {
            Epochs = context.Choose(full: 30, quick: 8),
            Optimizer = new Adam(1e-3),
            ValidationFraction = 0.2,
        });
        Metrics result = model.Evaluate(test);
        context.Print($"fit:      {history.Count} epochs, the last with {history[^1].Training}, validation {history[^1].Validation}");
        context.Print($"evaluate: {result}");

        var figure = new Figure(columns: 3) { PanelWidth = 300, PanelHeight = 330 };
        figure.Add(Sequential.Description.Diagram("The model"));
        foreach (Picture curve in Charts.History(history).Panels) { figure.Add(curve); }
        context.Save(figure);
        return KeyFigure.All(
            KeyFigure.AtLeast("test accuracy", result["accuracy"], 0.95),
            KeyFigure.AtMost("lines of the summary that differ", others, 0, "0"));
    }

    /// <summary>Four clouds in 20 dimensions; two of them are class 1.</summary>
    private static Dataset<float> FourClouds(int count)
    {
        Dataset<float> clouds = Datasets.Blobs(count, centers: 4, features: 20, deviation: 8, seed: 1);
        return Dataset.FromLabels(clouds.Features, 20, [.. clouds.Labels.ToArray().Select(cloud => cloud % 2)]);
    }

    // Without the first line: Keras names a model after its kind, NNGen after its class.
    private static string[] Lines(string summary) => [.. summary.ReplaceLineEndings("\n").Split('\n').Skip(1).Select(line => line.TrimEnd())];
}
