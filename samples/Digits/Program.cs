using NNGen;

var (train, test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
var net = new DigitClassifier(seed: 1);
Console.WriteLine(DigitClassifier.Summary);
History history = net.Fit(train, epochs: 50, batchSize: 32, optimizer: new Adam(1e-3f), validation: test);
Metrics result = net.Evaluate(test);
Console.WriteLine(result);

[Network]
[Input(64)]
[Dense(32), ReLU]
[Dense(10), Softmax]
[CrossEntropy]
public partial class DigitClassifier;
