namespace NNGen.Tests;

/// <summary>A clock that advances only on request.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long milliseconds = 1000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Read(ref milliseconds);

    public void Advance(long by) => Interlocked.Add(ref milliseconds, by);
}
