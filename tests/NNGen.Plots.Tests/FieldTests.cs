namespace NNGen.Plots.Tests;

public sealed class FieldTests
{
    [Fact]
    public void The_isoline_of_a_cone_is_a_circle()
    {
        Field cone = Field.Sample((x, y) => Math.Sqrt(x * x + y * y), -2, 2, -2, 2, resolution: 81);
        MarchingSquares.Isoline ring = Assert.Single(MarchingSquares.Lines(cone, 1.3));

        Assert.True(ring.IsClosed);
        Assert.All(ring.Points, point => Assert.Equal(1.3, Math.Sqrt(point.X * point.X + point.Y * point.Y), 3));
        Assert.Equal(Math.PI * 1.3 * 1.3, Area(ring), 0.02);
    }

    [Theory]
    [InlineData(0.53, 5.88)]
    [InlineData(-2, 16)]
    [InlineData(3, 0)]
    public void A_region_reaches_the_border(double level, double area)
    {
        Field ramp = Field.Sample((x, _) => x, -2, 2, -2, 2, resolution: 41);
        Assert.Equal(area, MarchingSquares.Region(ramp, level).Sum(SignedArea), 9);
    }

    [Fact]
    public void A_region_and_its_complement_fill_the_plane()
    {
        Field waves = Field.Sample((x, y) => Math.Sin(3 * x) * Math.Cos(4 * y) + 0.1 * x, -2, 2, -2, 2, resolution: 61);
        double above = MarchingSquares.Region(waves, 0.05).Sum(SignedArea);
        double below = MarchingSquares.Region(waves.Select(value => -value), -0.05).Sum(SignedArea);
        Assert.Equal(16, above + below, 6);
    }

    [Fact]
    public void A_hole_belongs_to_no_region()
    {
        double[,] values = new double[3, 3];
        values[1, 1] = double.NaN;
        var field = new Field([0, 1, 2], [0, 1, 2], values);

        // The square of 4 without the diamond between the hole's neighbors.
        Assert.Equal(2, MarchingSquares.Region(field, -1).Sum(SignedArea), 9);
        Assert.Empty(MarchingSquares.Lines(field, 0.5));
    }

    [Fact]
    public void A_field_without_a_finite_value_is_rejected() =>
        Assert.Throws<ArgumentException>(() => Field.Sample((_, _) => double.NaN, 0, 1, 0, 1, 3));

    [Fact]
    public void Coordinates_must_increase()
    {
        var error = Assert.Throws<ArgumentException>(() => new Field([0, 2, 1], [0, 1], new double[2, 3]));
        Assert.StartsWith("Coordinates must be finite and increase, but number 2 is 1.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_is_the_middle_of_a_diverging_map()
    {
        ColorScale scale = ColorScale.For(ColorMap.Diverging, null, -1, 3);
        Assert.Equal((-3, 3), (scale.Min, scale.Max));
        Assert.Equal(ColorMap.Diverging.At(0.5), scale.At(0));
        Assert.Equal(scale.AtLevel(ColorScale.Levels / 2), scale.At(0));
    }

    [Fact]
    public void A_large_table_is_an_image_with_a_palette()
    {
        double[,] table = new double[70, 70];
        for (int i = 0; i < 70; i++) { table[i, 3] = i; }
        var image = Assert.Single(Svg.Parse(new Plot().HeatMap(table)).All("image"));
        string data = image.Attribute("href")!.Value;

        Assert.StartsWith("data:image/png;base64,", data, StringComparison.Ordinal);
        byte[] png = Convert.FromBase64String(data["data:image/png;base64,".Length..]);
        Assert.Equal([0x89, .. "PNG\r\n"u8], png[..6]);
        Assert.Equal(70 * 71, Inflate(png).Length);
    }

    private static byte[] Inflate(byte[] png)
    {
        int start = png.AsSpan().IndexOf("IDAT"u8) + 4;
        using var pixels = new MemoryStream();
        using var stream = new System.IO.Compression.ZLibStream(new MemoryStream(png, start, png.Length - start), System.IO.Compression.CompressionMode.Decompress);
        stream.CopyTo(pixels);
        return pixels.ToArray();
    }

    private static double Area(MarchingSquares.Isoline ring) => Math.Abs(SignedArea(ring));

    // Higher values are on the left: outer rims are positive, rims of holes negative.
    private static double SignedArea(MarchingSquares.Isoline ring)
    {
        double doubled = 0;
        for (int i = 0; i < ring.Points.Count; i++)
        {
            (double x0, double y0) = ring.Points[i];
            (double x1, double y1) = ring.Points[(i + 1) % ring.Points.Count];
            doubled += x0 * y1 - x1 * y0;
        }

        return doubled / 2;
    }
}
