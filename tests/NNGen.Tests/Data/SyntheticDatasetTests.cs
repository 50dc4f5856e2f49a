namespace NNGen.Tests;

public class SyntheticDatasetTests
{
    [Fact]
    public void Points_of_the_unit_circle_are_right_to_the_last_place()
    {
        for (int i = -3000; i <= 3000; i++)
        {
            (double cos, double sin) = UnitCircle.Point(i / 1000.0);

            Assert.Equal(double.CosPi(i / 500.0), cos, 2.3e-16);
            Assert.Equal(double.SinPi(i / 500.0), sin, 2.3e-16);
            Assert.Equal(1, (cos * cos) + (sin * sin), 4.5e-16);
        }

        Assert.Equal((1.0, 0.0), UnitCircle.Point(0));
        Assert.Equal((0.0, 1.0), Positive(UnitCircle.Point(0.25)));
        Assert.Equal((-1.0, 0.0), Positive(UnitCircle.Point(0.5)));
        Assert.Equal((0.0, -1.0), Positive(UnitCircle.Point(0.75)));
    }

    [Fact]
    public void Circles_are_those_of_make_circles()
    {
        Dataset<float> data = Datasets.Circles(101, factor: 0.5, seed: 1);

        Assert.Equal([50, 51], Counts(data));
        AssertSamePoints(Enumerable.Range(0, 50).Select(i => (Math.Cos(2 * Math.PI * i / 50), Math.Sin(2 * Math.PI * i / 50))), Points(data, 0));
        AssertSamePoints(Enumerable.Range(0, 51).Select(i => (Math.Cos(2 * Math.PI * i / 51) / 2, Math.Sin(2 * Math.PI * i / 51) / 2)), Points(data, 1));
    }

    [Fact]
    public void Moons_are_those_of_make_moons()
    {
        Dataset<float> data = Datasets.Moons(100, seed: 1);

        Assert.Equal([50, 50], Counts(data));
        AssertSamePoints(Enumerable.Range(0, 50).Select(i => (Math.Cos(Math.PI * i / 49), Math.Sin(Math.PI * i / 49))), Points(data, 0));
        AssertSamePoints(
            Enumerable.Range(0, 50).Select(i => (1 - Math.Cos(Math.PI * i / 49), 1 - Math.Sin(Math.PI * i / 49) - 0.5)), Points(data, 1));
    }

    [Fact]
    public void Blobs_lie_around_one_center_per_class_within_10()
    {
        Dataset<float> data = Datasets.Blobs(3002, centers: 3, features: 4, deviation: 0.5, seed: 7);

        Assert.Equal([1001, 1001, 1000], Counts(data));
        Assert.Equal(4, data.FeatureCount);
        for (int c = 0; c < 3; c++)
        {
            for (int f = 0; f < 4; f++)
            {
                double[] values = Enumerable.Range(0, data.Count).Where(i => data.Labels[i] == c).Select(i => (double)data.Rows[i][f]).ToArray();
                double mean = values.Average();
                Assert.InRange(mean, -10.1, 10.1);

                // 1,000 samples: the estimate's own deviation is 0.011.
                Assert.Equal(0.5, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))), 0.06);
            }
        }
    }

    [Fact]
    public void Blobs_without_deviation_are_their_centers()
    {
        Dataset<float> data = Datasets.Blobs(50, centers: 5, deviation: 0, seed: 2);

        (float, float)[] centres = Enumerable.Range(0, 50).Select(i => (data.Rows[i][0], data.Rows[i][1])).Distinct().ToArray();
        Assert.Equal(5, centres.Length);
        Assert.All(centres, c => Assert.True(Math.Abs(c.Item1) <= 10 && Math.Abs(c.Item2) <= 10));
    }

    [Fact]
    public void Xor_is_class_1_where_the_signs_differ()
    {
        Dataset<float> data = Datasets.Xor(400, seed: 4);

        Assert.Equal([200, 200], Counts(data));
        for (int i = 0; i < data.Count; i++)
        {
            (float x, float y) = (data.Rows[i][0], data.Rows[i][1]);
            Assert.Equal(x > 0 != y > 0 ? 1 : 0, data.Labels[i]);
            Assert.All([x, y], v => Assert.InRange(Math.Abs(v), 0.1f, 1f));
        }

        Assert.Equal(400, Enumerable.Range(0, 400).Select(i => data.Rows[i][0]).Distinct().Count());
        Assert.Equal(100, Enumerable.Range(0, 400).Count(i => data.Rows[i][0] > 0 && data.Rows[i][1] > 0));
    }

    [Fact]
    public void Spirals_turn_one_and_three_quarter_times_and_each_arm_is_the_first_one_turned()
    {
        Dataset<float> data = Datasets.Spirals(301, arms: 3, seed: 5);

        Assert.Equal([101, 100, 100], Counts(data));
        for (int arm = 0; arm < 3; arm++)
        {
            int size = arm == 0 ? 101 : 100;
            AssertSamePoints(
                Enumerable.Range(1, size).Select(i => (double)i / size).Select(r =>
                    (r * Math.Sin(2 * Math.PI * ((1.75 * r) + (arm / 3.0))), r * Math.Cos(2 * Math.PI * ((1.75 * r) + (arm / 3.0))))),
                Points(data, arm));
        }
    }

    [Fact]
    public void Noise_moves_every_point_by_about_its_deviation()
    {
        Dataset<float> clean = Datasets.Moons(2000, seed: 6);
        Dataset<float> noisy = Datasets.Moons(2000, noise: 0.3, seed: 6);

        // The order does not depend on the noise, so points can be compared one by one.
        Assert.Equal(clean.Labels.ToArray(), noisy.Labels.ToArray());
        double[] moved = clean.Features.ToArray().Zip(noisy.Features.ToArray(), (a, b) => (double)b - a).ToArray();
        Assert.Equal(0, moved.Average(), 0.03);
        Assert.Equal(0.3, Math.Sqrt(moved.Average(d => d * d)), 0.02);
    }

    [Fact]
    public void A_seed_gives_the_same_samples_and_another_seed_others()
    {
        Func<int, Dataset<float>>[] all =
        [
            seed => Datasets.Circles(60, 0.1, seed: seed),
            seed => Datasets.Moons(60, 0.1, seed),
            seed => Datasets.Blobs(60, seed: seed),
            seed => Datasets.Xor(60, 0.1, seed),
            seed => Datasets.Spirals(60, noise: 0.1, seed: seed),
        ];
        Assert.All(all, make =>
        {
            Assert.Equal(make(1).Features.ToArray(), make(1).Features.ToArray());
            Assert.Equal(make(1).Labels.ToArray(), make(1).Labels.ToArray());
            Assert.NotEqual(make(1).Features.ToArray(), make(2).Features.ToArray());
            Assert.NotEqual(make(1).Labels.ToArray().Order(), make(1).Labels.ToArray());
        });
    }

    [Fact]
    public void Arguments_out_of_range_are_rejected()
    {
        Func<Dataset<float>>[] all =
        [
            () => Datasets.Circles(1), () => Datasets.Circles(10, factor: 1), () => Datasets.Circles(10, noise: -0.1),
            () => Datasets.Moons(1), () => Datasets.Moons(10, noise: double.NaN),
            () => Datasets.Blobs(2, centers: 3), () => Datasets.Blobs(10, centers: 1), () => Datasets.Blobs(10, features: 0),
            () => Datasets.Blobs(10, deviation: double.PositiveInfinity),
            () => Datasets.Xor(3), () => Datasets.Spirals(10, arms: 1), () => Datasets.Spirals(2, arms: 3),
        ];

        Assert.All(all, make => Assert.Throws<ArgumentOutOfRangeException>(make));
    }

    private static (double, double) Positive((double X, double Y) point) => (point.X + 0.0, point.Y + 0.0);

    private static int[] Counts(Dataset<float> data) =>
        Enumerable.Range(0, data.ClassCount).Select(c => data.Labels.ToArray().Count(label => label == c)).ToArray();

    private static List<(double X, double Y)> Points(Dataset<float> data, int label) =>
        Enumerable.Range(0, data.Count).Where(i => data.Labels[i] == label).Select(i => ((double)data.Rows[i][0], (double)data.Rows[i][1])).ToList();

    private static void AssertSamePoints(IEnumerable<(double X, double Y)> expected, List<(double X, double Y)> actual)
    {
        foreach ((double x, double y) in expected)
        {
            int found = actual.FindIndex(p => Math.Abs(p.X - x) < 1e-6 && Math.Abs(p.Y - y) < 1e-6);
            Assert.True(found >= 0, $"({x}, {y}) is missing");
            actual.RemoveAt(found);
        }

        Assert.Empty(actual);
    }
}
