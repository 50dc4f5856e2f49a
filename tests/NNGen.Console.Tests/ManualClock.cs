namespace NNGen.Tests;

/// <summary>A clock that goes on when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long milliseconds = 1000;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Read(ref milliseconds);

    public void Advance(long by) => Interlocked.Add(ref milliseconds, by);
}
