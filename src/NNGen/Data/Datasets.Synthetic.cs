using System.Globalization;
using NNGen.CompilerServices;

namespace NNGen;

// Shapes in the plane. The same arguments give the same bits on every machine and in every version: they are computed only with additions,
// multiplications and NNGen's own random numbers, in double precision, and rounded to float at the end.
public static partial class Datasets
{
    /// <summary>
    /// A circle within a circle (scikit-learn's <c>make_circles</c>): class 0 on the unit circle, class 1 on the inner one.
    /// </summary>
    /// <param name="count">Samples, at least 2; half of each class (of an odd count, the inner circle gets one more).</param>
    /// <param name="noise">Standard deviation of the noise on both coordinates.</param>
    /// <param name="factor">Radius of the inner circle, from 0 to below 1.</param>
    /// <param name="seed">Order and noise.</param>
    /// <returns>2 features, 2 classes, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    [DatasetShape(Features = 2, Classes = 2)]
    public static Dataset<float> Circles(int count, double noise = 0, double factor = 0.8, int seed = 0)
    {
        Guard.AtLeast(count, 2, nameof(count));
        if (!(factor >= 0 && factor < 1)) { throw OutOfRange(nameof(factor), factor, "from 0 to below 1"); }
        int outer = count / 2;
        double[] points = new double[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            bool inner = i >= outer;
            double turns = inner ? (double)(i - outer) / (count - outer) : (double)i / outer;
            (double cos, double sin) = UnitCircle.Point(turns);
            double radius = inner ? factor : 1;
            (points[2 * i], points[(2 * i) + 1]) = (radius * cos, radius * sin);
            classes[i] = inner ? 1 : 0;
        }

        return Finish(points, classes, 2, 2, noise, new RandomStream(seed, RandomStreams.Synthetic));
    }

    /// <summary>
    /// Two interleaving half moons (scikit-learn's <c>make_moons</c>): class 0 above, class 1 below.
    /// </summary>
    /// <param name="count">Samples, at least 2; half of each class (of an odd count, the lower moon gets one more).</param>
    /// <param name="noise">Standard deviation of the noise on both coordinates.</param>
    /// <param name="seed">Order and noise.</param>
    /// <returns>2 features, 2 classes, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    [DatasetShape(Features = 2, Classes = 2)]
    public static Dataset<float> Moons(int count, double noise = 0, int seed = 0)
    {
        Guard.AtLeast(count, 2, nameof(count));
        int upper = count / 2;
        double[] points = new double[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            bool lower = i >= upper;
            (int place, int size) = lower ? (i - upper, count - upper) : (i, upper);
            (double cos, double sin) = UnitCircle.Point(place / (2.0 * Math.Max(size - 1, 1)));
            (points[2 * i], points[(2 * i) + 1]) = lower ? (1 - cos, 0.5 - sin) : (cos, sin);
            classes[i] = lower ? 1 : 0;
        }

        return Finish(points, classes, 2, 2, noise, new RandomStream(seed, RandomStreams.Synthetic));
    }

    /// <summary>Round clouds (scikit-learn's <c>make_blobs</c>): one class per center, the centers uniform in ±10.</summary>
    /// <param name="count">Samples, at least one per center; shared equally (the first centers get the remainder).</param>
    /// <param name="centers">Number of clouds and classes, at least 2.</param>
    /// <param name="features">Number of dimensions, at least 1.</param>
    /// <param name="deviation">Standard deviation of each cloud in each dimension.</param>
    /// <param name="seed">Centers, order and clouds.</param>
    /// <returns>The samples, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    [DatasetShape(FeaturesFrom = nameof(features), ClassesFrom = nameof(centers))]
    public static Dataset<float> Blobs(int count, int centers = 3, int features = 2, double deviation = 1, int seed = 0)
    {
        Guard.AtLeast(centers, 2, nameof(centers));
        Guard.AtLeast(count, centers, nameof(count));
        Guard.AtLeast(features, 1, nameof(features));
        CheckDeviation(deviation, nameof(deviation));
        RandomStream random = new(seed, RandomStreams.Synthetic);
        double[] middle = new double[checked(centers * features)];
        for (int i = 0; i < middle.Length; i++) { middle[i] = (20 * random.NextUniform()) - 10; }

        double[] points = new double[checked(count * features)];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            (classes[i], _, _) = Share(i, count, centers);
            middle.AsSpan(classes[i] * features, features).CopyTo(points.AsSpan(i * features));
        }

        return Finish(points, classes, features, centers, deviation, random);
    }

    /// <summary>Exclusive or: four squares, one per quadrant; class 1 if the signs of the coordinates differ.</summary>
    /// <param name="count">Samples, at least 4; a quarter in each quadrant.</param>
    /// <param name="noise">Standard deviation of the noise on both coordinates, added after the class is known.</param>
    /// <param name="seed">Samples, order and noise.</param>
    /// <returns>2 features, both from 0.1 to 1 in size before the noise, and 2 classes, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    [DatasetShape(Features = 2, Classes = 2)]
    public static Dataset<float> Xor(int count, double noise = 0, int seed = 0)
    {
        Guard.AtLeast(count, 4, nameof(count));
        RandomStream random = new(seed, RandomStreams.Synthetic);
        double[] points = new double[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            int right = i & 1;
            int up = (i >> 1) & 1;
            points[2 * i] = ((2 * right) - 1) * (0.1 + (0.9 * random.NextUniform()));
            points[(2 * i) + 1] = ((2 * up) - 1) * (0.1 + (0.9 * random.NextUniform()));
            classes[i] = right ^ up;
        }

        return Finish(points, classes, 2, 2, noise, random);
    }

    /// <summary>
    /// Spirals wound around one another, 1¾ turns each, one class per arm (as TensorFlow Playground's, scaled to radius 1).
    /// </summary>
    /// <param name="count">Samples, at least one per arm; shared equally (the first arms get the remainder).</param>
    /// <param name="arms">Number of arms and classes, at least 2.</param>
    /// <param name="noise">Standard deviation of the noise on both coordinates.</param>
    /// <param name="seed">Order and noise.</param>
    /// <returns>2 features, in random order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    [DatasetShape(Features = 2, ClassesFrom = nameof(arms))]
    public static Dataset<float> Spirals(int count, int arms = 2, double noise = 0, int seed = 0)
    {
        Guard.AtLeast(arms, 2, nameof(arms));
        Guard.AtLeast(count, arms, nameof(count));
        double[] points = new double[2 * count];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            (int arm, int place, int size) = Share(i, count, arms);

            // From just outside the origin, where all arms would meet.
            double radius = (place + 1.0) / size;
            (double cos, double sin) = UnitCircle.Point((1.75 * radius) + ((double)arm / arms));
            (points[2 * i], points[(2 * i) + 1]) = (radius * sin, radius * cos);
            classes[i] = arm;
        }

        return Finish(points, classes, 2, arms, noise, new RandomStream(seed, RandomStreams.Synthetic));
    }

    /// <summary>Which of equal shares sample <paramref name="i"/> belongs to, its place in it, and that share's size.</summary>
    private static (int Share, int Place, int Size) Share(int i, int count, int shares)
    {
        (int size, int larger) = Math.DivRem(count, shares);
        int inLarger = larger * (size + 1);
        return i < inLarger
            ? (i / (size + 1), i % (size + 1), size + 1)
            : (larger + ((i - inLarger) / size), (i - inLarger) % size, size);
    }

    /// <summary>Shuffles, adds noise (in the new order, as scikit-learn does), rounds.</summary>
    private static Dataset<float> Finish(
        double[] points, int[] classes, int features, int classCount, double noise, RandomStream random)
    {
        CheckDeviation(noise, nameof(noise));
        int[] order = new int[classes.Length];
        for (int i = 0; i < order.Length; i++) { order[i] = i; }
        random.Shuffle(order.AsSpan());

        float[] rounded = new float[points.Length];
        int[] shuffled = new int[classes.Length];
        for (int i = 0; i < order.Length; i++)
        {
            shuffled[i] = classes[order[i]];
            for (int f = 0; f < features; f++)
            {
                double moved = points[(order[i] * features) + f];
                if (noise > 0) { moved += noise * random.NextNormal(); }
                rounded[(i * features) + f] = (float)moved;
            }
        }

        return Dataset.FromLabels<float>(rounded, features, shuffled, classCount);
    }

    private static void CheckDeviation(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value))) { throw OutOfRange(name, value, "finite and at least 0"); }
    }

    private static ArgumentOutOfRangeException OutOfRange(string name, double value, string expected) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {expected}."));
}
