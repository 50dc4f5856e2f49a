namespace NNGen.Plots;

/// <summary>The colors of a picture's paper and ink.</summary>
public enum PlotTheme
{
    /// <summary>Light, and dark for readers whose system asks for it; viewers that know no style sheets show the light colors.</summary>
    Auto,

    /// <summary>Light, always.</summary>
    Light,

    /// <summary>Dark, always.</summary>
    Dark,
}
