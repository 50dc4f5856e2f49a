namespace NNGen;

/// <summary>What to do if the time stamps of a series have a gap: if a step follows the one before it after more than one and a half of the usual time.</summary>
public enum Gaps
{
    /// <summary>Windows are not created: an exception names the first gap.</summary>
    Refuse,

    /// <summary>Windows that would cross a gap are left out.</summary>
    LeaveOut,
}
