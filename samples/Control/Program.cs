using System.Diagnostics;
using Control;
using NNGen;
using NNGen.Plots;

// An actor and a critic learn to balance a pole: dotnet run -c Release --project samples/Control -- [folder] [--watch]
string folder = args.FirstOrDefault(argument => argument != "--watch") ?? ".";
Directory.CreateDirectory(folder);
Console.WriteLine(ActorCritic.Summary);
Console.WriteLine();

const int Goal = 475, Window = 100;
using var learner = new Learner(seed: 1);
var watch = Stopwatch.StartNew();
int updates = 0;
var curve = new List<double>();
for (; updates < 6_000 && !(curve.Count > Window && curve[^1] >= Goal); updates++)
{
    learner.Update();
    if (learner.Episodes.Count < Window) { continue; }
    curve.Add(learner.Episodes.TakeLast(Window).Average());
    if (updates % 250 == 0) { Console.WriteLine($"update {updates,5}: {learner.Episodes.Count,6} episodes, the last {Window} stood {curve[^1],5:0.0} steps"); }
}

Console.WriteLine($"{learner.Episodes.Count} episodes, {(long)updates * Learner.StepsPerUpdate:N0} steps, {watch.Elapsed.TotalSeconds:0.0} s");

int every = Math.Max(1, learner.Episodes.Count / 150);
int[] shown = [.. Enumerable.Range(0, learner.Episodes.Count).Where(i => i % every == 0)];
double[] means = [.. Enumerable.Range(0, learner.Episodes.Count - Window + 1).Select(i => learner.Episodes.Skip(i).Take(Window).Average())];
new Plot("Learning to balance a pole", "episode", "steps")
    .Scatter(shown, shown.Select(i => learner.Episodes[i]), $"one episode in {every}")
    .Line(means.Select((_, i) => Window + i), means, $"mean of {Window}")
    .Save(Path.Combine(folder, "control.svg"));
Console.WriteLine($"learning curve: {Path.Combine(folder, "control.svg")}");

// The more probable push, without chance.
int[] lengths = [.. Enumerable.Range(0, 100).Select(i => Balance(new CartPole(10_000 + i), _ => { }))];
Console.WriteLine($"100 new episodes with the more probable push: {lengths.Average():0.0} of {CartPole.MaxSteps} steps on average, {lengths.Min()} at least");

Balance(new CartPole(1), pole => Show(pole));
Console.WriteLine();
return lengths.Average() >= Goal ? 0 : 1;

int Balance(CartPole pole, Action<CartPole> look)
{
    float[] state = new float[4], policy = new float[2], value = new float[1];
    int steps = 0;
    for (pole.Reset(); !pole.HasEnded; steps++)
    {
        pole.Observe(state);
        learner.Network.Predict(state, policy, value);
        pole.Push(right: policy[1] > policy[0]);
        look(pole);
    }

    return steps;
}

// One line of text: the cart on its track, with the lean of the pole. With --watch it moves.
void Show(CartPole pole)
{
    if (!args.Contains("--watch")) { return; }
    char[] track = new string('-', 61).ToCharArray();
    track[Math.Clamp((int)((pole.Position + 2.4f) / 4.8f * 61), 0, 60)] = pole.Angle > 0.02f ? '/' : pole.Angle < -0.02f ? '\\' : '|';
    Console.Write($"\r[{new string(track)}] {pole.Angle * 180 / MathF.PI,5:0.0}°");
    Thread.Sleep(20);
}
