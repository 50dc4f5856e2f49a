using System.Numerics;

namespace NNGen;

/// <summary>A flip, a rotation around the center and a shift, in this order.</summary>
/// <param name="Options">The size of the image and the order of its values.</param>
/// <param name="IsFlipped">Whether left and right are swapped.</param>
/// <param name="Turns">The angle in turns, clockwise.</param>
/// <param name="Down">By how many rows the image moves down.</param>
/// <param name="Right">By how many columns it moves right.</param>
internal readonly record struct ImageMotion(ImageOptions Options, bool IsFlipped, double Turns, int Down, int Right)
{
    /// <summary>Moves an image: for each new pixel, looks up where it comes from.</summary>
    public void Apply<T>(ReadOnlySpan<T> image, Span<T> moved, ReadOnlySpan<double> outside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double cos, double sin) = UnitCircle.Point(Turns);
        (double middleRow, double middleColumn) = ((Options.Height - 1) / 2.0, (Options.Width - 1) / 2.0);
        for (int row = 0; row < Options.Height; row++)
        {
            for (int column = 0; column < Options.Width; column++)
            {
                if (Turns == 0)
                {
                    Copy(image, row - Down, column - Right, moved, row, column, outside);
                    continue;
                }

                (double y, double x) = (row - Down - middleRow, column - Right - middleColumn);
                (double oldRow, double oldColumn) = ((y * cos) - (x * sin) + middleRow, (y * sin) + (x * cos) + middleColumn);
                Interpolate(image, oldRow, oldColumn, moved, row, column, outside);
            }
        }
    }

    private void Copy<T>(ReadOnlySpan<T> image, int oldRow, int oldColumn, Span<T> moved, int row, int column, ReadOnlySpan<double> outside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int channel = 0; channel < Options.Channels; channel++)
        {
            moved[Options.IndexOf(row, column, channel)] = IsInside(oldRow, oldColumn)
                ? image[Options.IndexOf(oldRow, Unflipped(oldColumn), channel)]
                : T.CreateTruncating(outside[channel]);
        }
    }

    private void Interpolate<T>(ReadOnlySpan<T> image, double oldRow, double oldColumn, Span<T> moved, int row, int column, ReadOnlySpan<double> outside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int top, int left) = ((int)Math.Floor(oldRow), (int)Math.Floor(oldColumn));
        (double below, double after) = (oldRow - top, oldColumn - left);
        for (int channel = 0; channel < Options.Channels; channel++)
        {
            double upper = (Value(image, top, left, channel, outside) * (1 - after)) + (Value(image, top, left + 1, channel, outside) * after);
            double lower = (Value(image, top + 1, left, channel, outside) * (1 - after)) + (Value(image, top + 1, left + 1, channel, outside) * after);
            moved[Options.IndexOf(row, column, channel)] = T.CreateTruncating((upper * (1 - below)) + (lower * below));
        }
    }

    private double Value<T>(ReadOnlySpan<T> image, int row, int column, int channel, ReadOnlySpan<double> outside)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsInside(row, column)
        ? double.CreateTruncating(image[Options.IndexOf(row, Unflipped(column), channel)])
        : outside[channel];

    private bool IsInside(int row, int column) => (uint)row < (uint)Options.Height && (uint)column < (uint)Options.Width;

    private int Unflipped(int column) => IsFlipped ? Options.Width - 1 - column : column;
}
