namespace NNGen.Plots;

/// <summary>The colors of a picture's paper and ink.</summary>
public enum PlotTheme
{
    /// <summary>Light, or dark if the reader's system prefers it; viewers without support for style sheets show the light colors.</summary>
    Auto,

    /// <summary>Light, always.</summary>
    Light,

    /// <summary>Dark, always.</summary>
    Dark,
}
