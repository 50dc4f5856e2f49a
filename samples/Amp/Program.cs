using System.Diagnostics;
using System.Text;
using Amp;
using NNGen;
using NNGen.Plots;
using static System.FormattableString;

// A recurrent network learns an amplifier, then plays through it one sample at a time:
//   dotnet run -c Release --project samples/Amp -- [folder for the pictures and sounds] [--fast]
// The exit code is 2 for a wrong option, and 1 if the model misses its bound, or allocates while it plays.
Console.OutputEncoding = Encoding.UTF8;
bool isFast = args.Contains("--fast");
string[] folders = [.. args.Where(argument => argument != "--fast")];
if (folders is not ([] or [not ['-', ..]]))
{
    Console.Error.WriteLine($"Expected a folder, --fast, or both, got: {string.Join(' ', args)}");
    return 2;
}

string folder = folders is [string stated] ? stated : "out";
(double seconds, int epochs, double bound) = isFast ? (20, 8, 0.04) : (30, 25, 0.02);
Directory.CreateDirectory(folder);
Console.WriteLine(AmplifierModel.Summary);

float[] dry = Guitar.Play(seconds, seed: 1), testDry = Guitar.Play(seconds: 4, seed: 2), testWet = Amplifier.Process(testDry), testModel = new float[testDry.Length];
Console.WriteLine(Invariant($"\n{seconds} s to learn from, 4 s to test with; the dry signal has an error-to-signal ratio of {100 * ErrorToSignal(testDry, testWet):0.0} %."));

var network = new AmplifierModel(seed: 1);
StreamState<AmplifierModel, float> state = network.CreateState();
double[] errors = new double[epochs];
using (var training = new Training(network, dry, Amplifier.Process(dry)))
{
    Schedule rate = Schedule.Cosine(0.004, epochs);
    for (int epoch = 0; epoch < epochs; epoch++)
    {
        long began = Stopwatch.GetTimestamp();
        double loss = training.Epoch(rate.At(epoch));
        TimeSpan taken = Stopwatch.GetElapsedTime(began);
        state.Reset();
        network.Steps(testDry, testModel, state);
        errors[epoch] = ErrorToSignal(testModel, testWet);
        Console.WriteLine(Invariant($"epoch {epoch + 1,2}/{epochs}: {taken.TotalSeconds:0.0} s, loss {loss:0.0000}, error-to-signal ratio of the test {100 * errors[epoch]:0.00} %"));
    }
}

float[] minute = Guitar.Play(seconds: 60, seed: 3), played = new float[minute.Length];
SoundCard card = SoundCard.Play(network, minute, played);
Console.WriteLine(Invariant($"\nA minute at 48 kHz, in blocks of {SoundCard.BlockSize} samples ({SoundCard.Period / 1000:0} µs); what other programs of this machine take counts, too:"));
Console.WriteLine(Invariant($"  time per sample        {card.PerSample,7:0} ns"));
Console.WriteLine(Invariant($"  load                   {100 * card.MeanLoad,7:0.00} % of real time"));
Console.WriteLine(Invariant($"  load, 99.9 % of blocks {100 * card.Load(0.999),7:0.00} % at most"));
Console.WriteLine(Invariant($"  load, slowest block    {100 * card.Load(1),7:0.00} %"));
Console.WriteLine(Invariant($"  late blocks            {card.Late,7} of {card.Blocks.Length:N0}"));
Console.WriteLine(Invariant($"  allocated              {card.Allocated,7} bytes"));

Draw();
WaveFile.Save(Path.Combine(folder, "amp-dry.wav"), testDry);
WaveFile.Save(Path.Combine(folder, "amp-target.wav"), testWet);
WaveFile.Save(Path.Combine(folder, "amp-model.wav"), testModel);
Console.WriteLine($"\nIn {Path.GetFullPath(folder)}: amp.svg; to listen to, amp-dry.wav, amp-target.wav, amp-model.wav");

// Written so that NaN misses the bound.
double error = ErrorToSignal(played, Amplifier.Process(minute));
bool isGood = error <= bound;
Console.WriteLine(Invariant($"error-to-signal ratio of the minute: {100 * error:0.00} % (at most {100 * bound:0.00} %: {(isGood ? "yes" : "NO")})"));
return isGood && card.Allocated == 0 ? 0 : 1;

static double ErrorToSignal(ReadOnlySpan<float> output, ReadOnlySpan<float> target)
{
    double noise = 0, signal = 0;
    for (int i = 0; i < target.Length; i++)
    {
        double difference = output[i] - target[i];
        noise += difference * difference;
        signal += (double)target[i] * target[i];
    }

    return noise / signal;
}

// From just before the loudest moment of the test.
void Draw()
{
    const int Shown = 960;
    int loudest = Array.IndexOf(testDry, testDry.Max());
    int from = Math.Clamp(loudest - (Shown / 4), 0, testDry.Length - Shown);
    double[] milliseconds = [.. Enumerable.Range(0, Shown).Select(i => 1000.0 * i / Amplifier.SampleRate)];
    var figure = new Figure(columns: 1) { PanelWidth = 680, PanelHeight = 300 };
    figure.Add(new Plot("20 ms of the test", "ms")
        .Line(milliseconds, testDry.Skip(from).Take(Shown), "dry", PlotColor.Muted)
        .Line(milliseconds, testWet.Skip(from).Take(Shown), "amplifier", width: 3.5, opacity: 0.5)
        .Line(milliseconds, testModel.Skip(from).Take(Shown), "model", style: LineStyle.Dashed));
    figure.Add(new Plot("Error-to-signal ratio of the test", "epoch", "%") { X = { WholeNumbers = true }, Y = { Scale = AxisScale.Logarithmic } }
        .Line(Enumerable.Range(1, epochs), errors.Select(value => 100 * value)));
    figure.Save(Path.Combine(folder, "amp.svg"));
}
