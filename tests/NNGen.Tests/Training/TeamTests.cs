using NNGen.CompilerServices;

namespace NNGen.Tests;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(3, 2)]
    [InlineData(4, 22)]
    public void Members_share_every_tile_once(int size, int tiles)
    {
        var barrier = new TeamBarrier();
        barrier.Reset(size);
        nint next = 0;
        for (int member = 0; member < size; member++)
        {
            var team = new Team(barrier, member);
            Assert.Equal(next, team.First(tiles));
            next = team.End(tiles);
            Assert.Equal(member == 0, team.Leads);
        }

        Assert.Equal(tiles, next);
    }

    [Fact]
    public void The_default_team_is_one_thread_that_does_everything_and_waits_for_nobody()
    {
        Team alone = default;
        alone.Wait();
        Assert.True(alone.Leads);
        Assert.Equal((0, 7), (alone.First(7), alone.End(7)));
    }

    [Fact]
    public void Waiting_members_see_what_the_others_have_written()
    {
        const int Members = 3;
        const int Rounds = 1000;
        using var pool = new WorkerPool(Members);
        var barrier = new TeamBarrier();
        int[] written = new int[Members];
        int wrong = 0;
        barrier.Reset(Members);
        pool.Run((member, _) =>
        {
            var team = new Team(barrier, member);
            for (int round = 1; round <= Rounds; round++)
            {
                written[member] = round;
                team.Wait();
                if (written.Any(value => value != round)) { Interlocked.Increment(ref wrong); }
                team.Wait();
            }
        }, Members);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_failed_member_does_not_block_the_others()
    {
        using var pool = new WorkerPool(2);
        var barrier = new TeamBarrier();
        barrier.Reset(2);
        var exception = Assert.Throws<InvalidOperationException>(() => pool.Run((member, _) =>
        {
            if (member == 1)
            {
                barrier.Break();
                throw new InvalidOperationException("failed");
            }

            new Team(barrier, member).Wait();
        }, 2));
        Assert.Equal("failed", exception.Message);
    }
}
