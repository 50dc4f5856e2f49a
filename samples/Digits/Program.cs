using System.Text;
using Digits;
using NNGen;

Console.OutputEncoding = Encoding.UTF8;

// 1,797 images; a fifth is kept for testing.
(Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);

var net = new DigitClassifier(seed: 1);
Console.WriteLine(DigitClassifier.Summary);
Console.WriteLine();

// The test images are only evaluated: they affect neither the training nor the choice of an epoch.
Console.WriteLine($"Training on {train.Count:N0} images, watched by {test.Count:N0} others:");
History history = net.Fit(
    train, epochs: 50, batchSize: 32, optimizer: new Adam(1e-3), validation: test, progress: new ConsoleProgress());
Console.WriteLine($"{history.Count} epochs took {history.Sum(epoch => epoch.Duration.TotalSeconds):0.00} s.");
Console.WriteLine();

int[] answers = new int[test.Count];
net.ClassifyBatch(test.Features, answers);
Console.WriteLine("Test images by digit (rows) and answer (columns):");
Console.WriteLine(net.ConfusionMatrix(test));
Console.WriteLine();

// Safetensors, with PyTorch's names and layouts. Loading checks every name, shape and type.
string path = Path.Combine(AppContext.BaseDirectory, "digits.safetensors");
net.Save(path);
DigitClassifier reloaded = DigitClassifier.Load(path);
bool same = reloaded.PredictBatch(test.Features).AsSpan().SequenceEqual(net.PredictBatch(test.Features));
Console.WriteLine($"Saved to {path}");
Console.WriteLine(same ? "Loaded again: all predictions are the same, to the bit." : "Loaded again: predictions differ!");
Console.WriteLine();

int[] wrong = [.. Enumerable.Range(0, test.Count).Where(i => answers[i] != test.Labels[i])];
Console.WriteLine("The first test images:");
Draw([0, 1, 2, 3]);
Console.WriteLine("Some that it gets wrong:");
Draw(wrong.AsSpan(0, Math.Min(4, wrong.Length)));

Metrics result = net.Evaluate(test);
Console.WriteLine($"test loss: {result.Loss:0.0000}");
Console.WriteLine($"test accuracy: {result.Accuracy:0.0000}");
return same ? 0 : 1;

void Draw(ReadOnlySpan<int> images)
{
    var pictures = new List<TextPicture>();
    Span<float> probabilities = stackalloc float[DigitClassifier.OutputSize];
    foreach (int i in images)
    {
        net.Predict(test.Rows[i], probabilities);
        string truth = answers[i] == test.Labels[i] ? "" : $", is {test.Labels[i]}";
        pictures.Add(new TextPicture(test.Rows[i], $"{answers[i]} ({100 * probabilities[answers[i]]:0.0} %){truth}"));
    }

    Console.Write(TextPicture.SideBySide(pictures));
    Console.WriteLine();
}
