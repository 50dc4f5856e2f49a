using SkiaSharp;

namespace NNGen;

/// <summary>A decoded image: its pixels from left to right and top to bottom, as red, green, blue and alpha with 8 bits each.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Four bytes for each pixel; colors are not multiplied by alpha.</param>
/// <param name="MayBeTransparent">Whether alpha may be below 255.</param>
internal sealed record Raster(int Width, int Height, byte[] Pixels, bool MayBeTransparent)
{
    /// <summary>The image as it is looked at: a camera stores rows as its sensor has them, and in which direction is up.</summary>
    public Raster Upright(SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default) { return this; }
        bool isTransposed = origin >= SKEncodedOrigin.LeftTop;
        bool flipsColumns = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        bool flipsRows = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        (int width, int height) = isTransposed ? (Height, Width) : (Width, Height);
        byte[] turned = new byte[Pixels.Length];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                (int x, int y) = isTransposed ? (row, column) : (column, row);
                if (flipsColumns) { x = Width - 1 - x; }
                if (flipsRows) { y = Height - 1 - y; }
                Pixels.AsSpan(((y * Width) + x) * 4, 4).CopyTo(turned.AsSpan(((row * width) + column) * 4));
            }
        }

        return new Raster(width, height, turned, MayBeTransparent);
    }
}
