using Microsoft.Extensions.DependencyInjection;
using NNGen;
using Service;

// Usually another program trains; here it is done first, so that there is a file to load.
(Dataset<float> train, Dataset<float> test) = Datasets.Digits().Split(testFraction: 0.2, seed: 42);
string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
var trained = new DigitClassifier(seed: 1);
trained.Fit(train, epochs: 20, batchSize: 32, optimizer: new Adam(1e-3));
trained.Save(path);

// One network serves all requests: any number of threads may predict at the same time.
var services = new ServiceCollection();
services.AddSingleton<IPredictor<float>>(_ => DigitClassifier.Load(path));
services.AddSingleton<DigitReader>();
using ServiceProvider provider = services.BuildServiceProvider();

DigitReader reader = provider.GetRequiredService<DigitReader>();
int right = 0, wrong = 0;
for (int i = 0; i < test.Count; i++)
{
    if (reader.Read(test.Rows[i]) is not { } digit) { continue; }
    if (digit == test.Labels[i]) { right++; }
    else { wrong++; }
}

Console.WriteLine($"read {right + wrong} of {test.Count} digits, {wrong} of them wrong");
File.Delete(path);
return wrong < 0.03 * test.Count ? 0 : 1;
