namespace Control;

/// <summary>
/// A pole on a cart that is pushed left or right: Barto, Sutton and Anderson (1983), with the numbers of Gymnasium's CartPole-v1. An episode ends when the
/// pole leans more than 12 degrees, when the cart leaves the track, or after 500 steps.
/// </summary>
internal sealed class CartPole(int seed)
{
    public const int MaxSteps = 500;

    private const float Gravity = 9.8f, CartMass = 1, PoleMass = 0.1f, HalfLength = 0.5f, Force = 10, Seconds = 0.02f, Track = 2.4f, MaxAngle = 12 * MathF.PI / 180;

    private readonly Random random = new(seed);
    private float position, velocity, angle, turning;
    private int steps;

    /// <summary>Whether the pole has fallen or the cart has left the track.</summary>
    public bool HasFailed => MathF.Abs(position) > Track || MathF.Abs(angle) > MaxAngle;

    /// <summary>Whether the episode has ended.</summary>
    public bool HasEnded => HasFailed || steps >= MaxSteps;

    public float Position => position;

    public float Angle => angle;

    /// <summary>Begins an episode near the upright position.</summary>
    public void Reset()
    {
        (position, velocity, angle, turning) = (Next(), Next(), Next(), Next());
        steps = 0;

        float Next() => (random.NextSingle() - 0.5f) / 10;
    }

    /// <summary>What a controller sees: position, velocity, angle and how fast it changes.</summary>
    public void Observe(Span<float> state) => (state[0], state[1], state[2], state[3]) = (position, velocity, angle, turning);

    /// <summary>Pushes the cart for one step.</summary>
    /// <param name="right">Whether to push to the right.</param>
    public void Push(bool right)
    {
        (float sin, float cos) = MathF.SinCos(angle);
        float push = ((right ? Force : -Force) + (PoleMass * HalfLength * turning * turning * sin)) / (CartMass + PoleMass);
        float angular = ((Gravity * sin) - (cos * push)) / (HalfLength * ((4f / 3) - (PoleMass * cos * cos / (CartMass + PoleMass))));
        float linear = push - (PoleMass * HalfLength * angular * cos / (CartMass + PoleMass));
        (position, velocity) = (position + (Seconds * velocity), velocity + (Seconds * linear));
        (angle, turning) = (angle + (Seconds * turning), turning + (Seconds * angular));
        steps++;
    }
}
