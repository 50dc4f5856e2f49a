using NNGen;

namespace Control;

/// <summary>
/// Advantage actor-critic (Mnih et al., 2016): several poles at a time are pushed as the policy says, and after a few steps the policy makes those pushes
/// more probable that turned out better than the critic had expected.
/// </summary>
internal sealed class Learner : IDisposable
{
    private const double LearningRate = 0.001;
    private const int Poles = 16, Steps = 32, Batch = Poles * Steps;
    private const float Discount = 0.99f, Smoothing = 0.95f, ValueWeight = 0.5f, Entropy = 0.005f, ValueScale = 100;

    private readonly CartPole[] poles;
    private readonly int[] lengths = new int[Poles];
    private readonly Random random;
    private readonly Trainer<ActorCritic, float> trainer;
    private readonly float[] states = new float[Batch * 4], rewards = new float[Batch], policies = new float[Batch * 2], values = new float[Batch];
    private readonly float[] last = new float[Poles * 4], lastPolicies = new float[Poles * 2], lastValues = new float[Poles];
    private readonly float[] policyGradients = new float[Batch * 2], valueGradients = new float[Batch], rows = new float[Batch * 3];
    private readonly bool[] pushes = new bool[Batch], ends = new bool[Batch];

    public Learner(int seed)
    {
        Network = new ActorCritic(seed);
        random = new Random(seed);
        poles = [.. Enumerable.Range(0, Poles).Select(i => new CartPole((seed * Poles) + i))];
        foreach (CartPole pole in poles) { pole.Reset(); }
        trainer = new Trainer<ActorCritic, float>(Network, new Adam(LearningRate) { GlobalClipNorm = 0.5 }, Batch, maxDegreeOfParallelism: 1);
    }

    public ActorCritic Network { get; }

    /// <summary>Steps of all poles between two updates.</summary>
    public static int StepsPerUpdate => Batch;

    /// <summary>The lengths of all episodes so far, in steps.</summary>
    public List<int> Episodes { get; } = [];

    /// <summary>Pushes every pole a few times, and learns from it.</summary>
    public void Update()
    {
        for (int step = 0; step < Steps; step++) { Play(step); }
        for (int i = 0; i < Poles; i++) { poles[i].Observe(last.AsSpan(i * 4, 4)); }
        Network.PredictBatch(last, lastPolicies, lastValues, 1);
        Gradients();
        ActorCritic.JoinTargets(policyGradients, valueGradients, rows);
        trainer.Step(new Batch<float> { Size = Batch, Inputs = states, OutputGradients = rows });
    }

    public void Dispose() => trainer.Dispose();

    private void Play(int step)
    {
        int from = step * Poles;
        Span<float> now = states.AsSpan(from * 4, Poles * 4), policy = policies.AsSpan(from * 2, Poles * 2);
        for (int i = 0; i < Poles; i++) { poles[i].Observe(now.Slice(i * 4, 4)); }
        Network.PredictBatch(now, policy, values.AsSpan(from, Poles), 1);
        for (int i = 0; i < Poles; i++)
        {
            pushes[from + i] = random.NextSingle() < policy[(i * 2) + 1];
            poles[i].Push(pushes[from + i]);
            lengths[i]++;
            rewards[from + i] = poles[i].HasFailed ? 0 : 1;
            ends[from + i] = poles[i].HasEnded;
            if (!poles[i].HasEnded) { continue; }
            Episodes.Add(lengths[i]);
            lengths[i] = 0;
            poles[i].Reset();
        }
    }

    /// <summary>
    /// The gradients of −advantage · ln π(push) − entropy of the policy, and of half the squared error of the critic. Advantages are generalized ones
    /// (Schulman et al., 2016).
    /// </summary>
    private void Gradients()
    {
        for (int i = 0; i < Poles; i++)
        {
            float advantage = 0, next = lastValues[i] * ValueScale;
            for (int step = Steps - 1; step >= 0; step--)
            {
                int at = (step * Poles) + i;
                float value = values[at] * ValueScale, goes = ends[at] ? 0 : 1;
                float error = rewards[at] + (Discount * next * goes) - value;
                advantage = error + (Discount * Smoothing * goes * advantage);
                valueGradients[at] = -ValueWeight * advantage / ValueScale / Batch;
                float right = policies[(at * 2) + 1], left = policies[at * 2], share = advantage / ValueScale * 10;
                policyGradients[at * 2] = ((pushes[at] ? 0 : -share / left) + (Entropy * (MathF.Log(left) + 1))) / Batch;
                policyGradients[(at * 2) + 1] = ((pushes[at] ? -share / right : 0) + (Entropy * (MathF.Log(right) + 1))) / Batch;
                next = value;
            }
        }
    }
}
