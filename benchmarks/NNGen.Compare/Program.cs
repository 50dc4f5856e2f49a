// Runs NNGen on the workloads of benchmarks/compare.sh and prints one line of JSON a figure.
//   --workload W1,W4   which (default: all)      --threads N   1, or 0 for NNGen's own choice
//   --min-time S       seconds a repetition      --reps N      repetitions
using System.Globalization;
using NNGen;
using NNGen.Compare;

string[] wanted = Option("--workload", "W1,W2,W3,W4,W5").Split(',');
string figures = Option("--figure", "");
int threads = int.Parse(Option("--threads", "1"), CultureInfo.InvariantCulture);
double minTime = double.Parse(Option("--min-time", "0.1"), CultureInfo.InvariantCulture);
int reps = int.Parse(Option("--reps", "11"), CultureInfo.InvariantCulture);

if (wanted.Contains("W1")) { Workloads.Circles(new Measure("W1", threads, minTime, reps), threads); }
if (wanted.Contains("W2")) { Run<W2>("W2", n => n.Predict, [1, 32, 256], [32, 256], binary: true); }
if (wanted.Contains("W3"))
{
    Run<W3>("W3", n => n.Predict, [1, 32], [32], binary: false);
    Workloads.Digits(new Measure("W3", threads, 0.001, 5), threads);
}

if (wanted.Contains("W4")) { Run<W4>("W4", n => n.Predict, [1, 32, 128, 256], [32, 128, 256], binary: false); }
if (wanted.Contains("W5")) { Run<W5>("W5", n => n.Predict, [1, 32, 128, 256], [32, 128, 256], binary: false); }
return Measure.IsSane ? 0 : 1;

void Run<TNetwork>(string name, Func<TNetwork, Workloads.Predictor> predict, int[] batches, int[] training, bool binary)
    where TNetwork : class, INetwork<TNetwork, float> =>
    Workloads.Layers(new Measure(name, threads, minTime, reps), predict, batches, training, binary, threads, figures);

string Option(string option, string otherwise)
{
    int at = Array.IndexOf(args, option);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
