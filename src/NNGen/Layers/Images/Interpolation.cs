namespace NNGen;

/// <summary>Where an enlarged image takes the values between its pixels from.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel: every pixel is repeated. Keras's and PyTorch's <c>nearest</c>.</summary>
    Nearest,

    /// <summary>
    /// The four pixels around it, linearly along both axes. Pixels are squares, whose values are those of their centers, so that a pixel of the result with
    /// index i lies at (i + ½) / factor − ½; outside of the outermost centers, values stay the same. Keras's <c>bilinear</c>, PyTorch's <c>bilinear</c> with
    /// <c>align_corners=False</c>, its default; not with <c>align_corners=True</c> or in <c>UpsamplingBilinear2d</c>, where corners lie on corners.
    /// </summary>
    Bilinear,
}
