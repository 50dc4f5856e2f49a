using NNGen.Generator.Ir;

namespace NNGen.Generator.Schedule;

/// <summary>The memory of a schedule, without the schedule.</summary>
/// <param name="Rows">The numbers that a training step keeps for each sample.</param>
/// <param name="PackedLength">The numbers of the packed copy of the parameters.</param>
/// <param name="Fallbacks">The cases in which its code is not the fastest.</param>
internal sealed record ScheduleSizes(int Rows, int PackedLength, EquatableArray<Fallbacks.Fallback> Fallbacks)
{
    public static ScheduleSizes Of(NetworkSchedule schedule, int elementSize) =>
        new(schedule.Workspace.Rows, schedule.OneSample.PackedLength, Schedule.Fallbacks.Of(schedule, elementSize).ToEquatableArray());
}
