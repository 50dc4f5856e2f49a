namespace NNGen.Tests;

/// <summary>An optimizer that declares less state than its arithmetic uses.</summary>
public sealed class Forgetful() : Optimizer(0.1)
{
    public override int SlotCount => 0;

    protected override IEnumerable<(string Name, double Value)> OwnSettings => [];

    protected internal override bool Update<V, S, T>(OptimizerStep<T> step) => step.Apply<V, S, Rule<V>>(default);

    private readonly struct Rule<V> : IUpdate<V>
        where V : struct
    {
        public static int SlotCount => 1;

        public V Next(V parameter, V gradient, ref V slot0, ref V slot1, ref V slot2) => slot0 = gradient;
    }
}
