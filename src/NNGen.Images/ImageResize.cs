namespace NNGen;

/// <summary>What to do with an image of another size than the network takes.</summary>
/// <remarks>
/// Values are interpolated linearly; when an image shrinks, every pixel counts (a triangle filter as wide as two new pixels, which is Pillow's
/// <c>BILINEAR</c> and torchvision's with <c>antialias=True</c>). The result has the same bits on every machine.
/// </remarks>
public enum ImageResize
{
    /// <summary>It is an error that states both sizes.</summary>
    None,

    /// <summary>Height and width are scaled separately; the proportions change.</summary>
    Stretch,

    /// <summary>The image is scaled until it covers the new size, and its center is cut out; what protrudes is lost.</summary>
    Crop,

    /// <summary>The image is scaled until it fits into the new size; the rest is <see cref="ImageOptions.Background"/>, or black.</summary>
    Pad,
}
