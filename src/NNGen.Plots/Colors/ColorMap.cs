namespace NNGen.Plots;

/// <summary>Colors for the numbers from 0 to 1, mixed linearly between a few anchors.</summary>
public sealed class ColorMap
{
    private readonly (byte R, byte G, byte B)[] light;
    private readonly (byte R, byte G, byte B)[] dark;

    private ColorMap(string light, string dark, bool isDiverging = false)
    {
        this.light = Anchors(light);
        this.dark = Anchors(dark);
        IsDiverging = isDiverging;
    }

    /// <summary>From dark violet over green to yellow, equally readable in gray and with every kind of color vision; matplotlib's default.</summary>
    public static ColorMap Viridis { get; } = new(
        "440154 482475 414487 355f8d 2a788e 21918c 22a884 44bf70 7ad151 bddf26 fde725",
        "440154 482475 414487 355f8d 2a788e 21918c 22a884 44bf70 7ad151 bddf26 fde725");

    /// <summary>Blue below the middle, orange above it; the middle is the paper. For values around zero, such as weights.</summary>
    public static ColorMap Diverging { get; } = new(
        "08345c 0b5e99 3c8dc5 8dbfe2 cfe2f0 f7f7f7 f9dcc4 f3b483 e28743 b95a12 6f3205",
        "a9d8ff 6cb8f2 3b8fd0 24659a 17395a 12171e 4d2a12 8a4a17 c96c20 f2964a ffcf9e",
        isDiverging: true);

    /// <summary>From paper to ink: drawings and digits.</summary>
    public static ColorMap Grays { get; } = new("ffffff d0d3d6 8a9097 454b52 0d1117", "161b22 3a4149 727a83 b3bac2 f6f8fa");

    /// <summary>From paper to blue: counts.</summary>
    public static ColorMap Blues { get; } = new("f7fbff d6e6f4 abd0e6 6aaed6 3787c0 105ba4 08345f", "10161d 14283d 17426a 1a5e99 2379c1 2f8fdc 49a5ee");

    /// <summary>Whether its middle stands for zero.</summary>
    public bool IsDiverging { get; }

    /// <summary>The color of a number; numbers outside 0 to 1 get the color of the nearer end.</summary>
    /// <param name="position">From 0 to 1.</param>
    /// <exception cref="ArgumentException">The position is not a number.</exception>
    public PlotColor At(double position)
    {
        if (double.IsNaN(position)) { throw new ArgumentException("NaN has no color.", nameof(position)); }
        position = Math.Clamp(position, 0, 1);
        return PlotColor.FromBytes(Mix(light, position), Mix(dark, position));
    }

    private static (byte R, byte G, byte B) Mix((byte R, byte G, byte B)[] anchors, double position)
    {
        double place = position * (anchors.Length - 1);
        int left = Math.Min((int)place, anchors.Length - 2);
        double part = place - left;
        return (Channel(anchors[left].R, anchors[left + 1].R), Channel(anchors[left].G, anchors[left + 1].G), Channel(anchors[left].B, anchors[left + 1].B));

        byte Channel(byte from, byte to) => (byte)(from + (to - from) * part + 0.5);
    }

    private static (byte R, byte G, byte B)[] Anchors(string text) =>
        [.. text.Split(' ').Select(hex => Convert.FromHexString(hex)).Select(bytes => (bytes[0], bytes[1], bytes[2]))];
}
