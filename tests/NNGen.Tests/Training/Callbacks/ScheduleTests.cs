namespace NNGen.Tests;

public sealed class ScheduleTests
{
    // Keras's formulas, written out with the platform's functions: equal up to rounding.
    [Fact]
    public void Formulas_are_those_of_Keras()
    {
        for (int t = 0; t <= 250; t++)
        {
            Same(0.1 * Math.Pow(0.9, t / 7.0), Schedule.Exponential(0.1, 0.9, over: 7), t);
            Same(0.1 * Math.Pow(0.9, Math.Floor(t / 7.0)), Schedule.Exponential(0.1, 0.9, over: 7, staircase: true), t);
            Same(0.1 / (1 + 0.5 * t / 7.0), Schedule.InverseTime(0.1, 0.5, over: 7), t);
            Same(0.1 / (1 + 0.5 * Math.Floor(t / 7.0)), Schedule.InverseTime(0.1, 0.5, over: 7, staircase: true), t);
            Same((0.1 - 0.01) * Math.Pow(1 - Math.Min(t, 60) / 60.0, 0.5) + 0.01, Schedule.Polynomial(0.1, 60, end: 0.01, power: 0.5), t);
            double cycle = 60 * (t == 0 ? 1 : Math.Ceiling(t / 60.0));
            Same((0.1 - 0.01) * Math.Pow(1 - t / cycle, 2) + 0.01, Schedule.Polynomial(0.1, 60, end: 0.01, power: 2, cycle: true), t);
            Same(0.1 * (0.8 * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(t, 60) / 60)) + 0.2), Schedule.Cosine(0.1, 60, alpha: 0.2), t);
            Same(Restarts(t, 10, 2, 0.9, 0.05), Schedule.CosineRestarts(0.1, 10, 2, 0.9, 0.05), t);
            Same(Restarts(t, 10, 1, 0.9, 0.05), Schedule.CosineRestarts(0.1, 10, 1, 0.9, 0.05), t);
            Same(t <= 10 ? 1 : t <= 30 ? 0.5 : 0.1, Schedule.Piecewise([10, 30], [1, 0.5, 0.1]), t);
        }

        static double Restarts(int t, double first, double tMul, double mMul, double alpha)
        {
            double completed = t / first, i, part;
            if (tMul == 1)
            {
                i = Math.Floor(completed);
                part = completed - i;
            }
            else
            {
                i = Math.Floor(Math.Log(1 - completed * (1 - tMul)) / Math.Log(tMul) + 1e-9);
                part = (completed - (1 - Math.Pow(tMul, i)) / (1 - tMul)) / Math.Pow(tMul, i);
            }

            return 0.1 * ((1 - alpha) * 0.5 * Math.Pow(mMul, i) * (1 + Math.Cos(Math.PI * part)) + alpha);
        }
    }

    [Fact]
    public void Steps_are_those_of_PyTorchs_StepLR()
    {
        Schedule schedule = Schedule.Step(0.1, every: 3);
        Assert.Equal([0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.001], Enumerable.Range(0, 7).Select(t => Math.Round(schedule.At(t), 12)));
    }

    [Fact]
    public void Warm_up_rises_in_a_straight_line_and_the_fall_begins_after_it()
    {
        Schedule schedule = Schedule.Cosine(0.1, length: 4, warmup: 5, warmupStart: 0.05);
        Assert.Equal([0.05, 0.06, 0.07, 0.08, 0.09, 0.1], Enumerable.Range(0, 6).Select(t => Math.Round(schedule.At(t), 12)));
        Assert.Equal(0.05, schedule.At(7), 12);
        Assert.Equal(0, schedule.At(9));
        Assert.Equal(0, schedule.At(1_000_000));
    }

    [Fact]
    public void One_cycle_is_PyTorchs()
    {
        // torch.optim.lr_scheduler.OneCycleLR(max_lr=0.1, total_steps=10): phases end at 0.3 * 10 - 1 = 2 and at 9.
        Schedule schedule = Schedule.OneCycle(0.1, 10);
        Assert.Equal(0.004, schedule.At(0), 12);
        Assert.Equal(0.052, schedule.At(1), 12);
        Assert.Equal(0.1, schedule.At(2), 12);
        for (int t = 3; t < 10; t++) { Assert.Equal(4e-7 + (0.1 - 4e-7) / 2 * (1 + Math.Cos(Math.PI * (t - 2) / 7.0)), schedule.At(t), 12); }
        Assert.Equal(4e-7, schedule.At(9), 15);
        Assert.Equal(4e-7, schedule.At(50), 15);
        Assert.Equal(0.1, Schedule.OneCycle(0.1, 3).At(0), 12);
    }

    [Fact]
    public void Ends_are_exact()
    {
        Assert.Equal(0.1, Schedule.Cosine(0.1, 50).At(0));
        Assert.Equal(0.05, Schedule.Cosine(0.1, 50).At(25));
        Assert.Equal(0.1, Schedule.Exponential(0.1, 0.3, 7).At(0));
        Assert.Equal(0.02, Schedule.Polynomial(0.1, 50, end: 0.02).At(50));
        Assert.Equal(0.1, Schedule.Constant(0.1).At(12345));
        Assert.Equal(7, Schedule.From(time => time + 2).At(5));
    }

    [Fact]
    public void The_cosine_is_right_to_the_last_bits()
    {
        for (int i = 0; i <= 10_000; i++)
        {
            double x = i / 10_000.0;
            Assert.Equal(Math.Cos(Math.PI * x), ScheduleMath.CosPi(x), 6e-16);
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        AssertMessage("rate is -1, but must be finite and not negative.", () => Schedule.Constant(-1));
        AssertMessage("factor is 0, but must be finite and above 0.", () => Schedule.Exponential(0.1, 0));
        AssertMessage("over is 0, but must be at least 1.", () => Schedule.Exponential(0.1, 0.5, 0));
        AssertMessage("length is 0, but must be at least 1.", () => Schedule.Cosine(0.1, 0));
        AssertMessage("alpha is 1.5, but must be from 0 to 1.", () => Schedule.Cosine(0.1, 5, alpha: 1.5));
        AssertMessage("lengthFactor is 0.5, but must be finite and at least 1.", () => Schedule.CosineRestarts(0.1, 5, 0.5));
        AssertMessage("warmup is 1, but must be above 0 and below 1.", () => Schedule.OneCycle(0.1, 5, warmup: 1));
        AssertMessage("2 boundaries separate 3 intervals, but there are 2 rates.", () => Schedule.Piecewise([1, 2], [1, 2]));
        AssertMessage("Boundary 1 is 1, but must be later than the one before, 2.", () => Schedule.Piecewise([2, 1], [1, 2, 3]));
    }

    [Fact]
    public void The_clock_is_in_the_name()
    {
        var rates = new List<double>();
        Runs.Fit(2,
        [
            LearningRateSchedule.PerStep(Schedule.From(time => 1e-3 * (1 + time))),
            new LambdaCallback(onBatchEnd: context => rates.Add(context.Optimizer.LearningRate)),
        ]);
        Assert.Equal(Enumerable.Range(1, 8).Select(step => 1e-3 * step), rates);

        History history = Runs.Fit(3, [LearningRateSchedule.PerEpoch(Schedule.From(time => 1e-3 * (1 + time)))]);
        Assert.Equal([1e-3, 2e-3, 3e-3], history.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void Fit_leaves_the_optimizer_as_it_was_and_a_trainer_does_not()
    {
        var optimizer = new SGD(0.05);
        Runs.Fit(2, [LearningRateSchedule.PerEpoch(Schedule.Step(0.1, 1))], optimizer: optimizer);
        Assert.Equal(0.05, optimizer.LearningRate);

        using var trainer = new ScalarNetwork<OddClassifier, float>(1).CreateTrainer(optimizer);
        trainer.Fit(Samples.Blobs(20), epochs: 2, callbacks: [LearningRateSchedule.PerEpoch(Schedule.Step(0.1, 1))]);
        Assert.Equal(0.01, optimizer.LearningRate, 15);
    }

    [Fact]
    public void Two_callbacks_cannot_both_set_the_rate() =>
        Assert.StartsWith("LearningRateSchedule and ReduceOnPlateau both set the learning rate (choose one of them).",
            Assert.Throws<ArgumentException>(
                () => Runs.Fit(1, [LearningRateSchedule.PerEpoch(Schedule.Constant(1)), new ReduceOnPlateau()])).Message);

    private static void Same(double expected, Schedule schedule, long time) => Assert.Equal(expected, schedule.At(time), Math.Abs(expected) * 1e-13 + 1e-17);

    private static void AssertMessage(string start, Action action) =>
        Assert.StartsWith(start, Assert.ThrowsAny<ArgumentException>(action).Message);
}
