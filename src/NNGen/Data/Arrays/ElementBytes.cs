namespace NNGen;

/// <summary>Order of the bytes in an element and of the elements in an array.</summary>
internal static class ElementBytes
{
    /// <summary>Reverses the bytes of every element: big-endian to little-endian.</summary>
    public static void Reverse(Span<byte> bytes, int size)
    {
        if (size == 1) { return; }
        for (int i = 0; i < bytes.Length; i += size) { bytes.Slice(i, size).Reverse(); }
    }

    /// <summary>Reorders column-major elements (the first index changes fastest) to row-major.</summary>
    public static byte[] ToRowMajor(byte[] columnMajor, int[] shape, int size)
    {
        if (shape.Length < 2 || columnMajor.Length == 0) { return columnMajor; }
        byte[] rowMajor = new byte[columnMajor.Length];
        long[] strides = new long[shape.Length];
        long stride = size;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        int[] index = new int[shape.Length];
        long source = 0;
        for (int target = 0; target < rowMajor.Length; target += size)
        {
            columnMajor.AsSpan((int)source, size).CopyTo(rowMajor.AsSpan(target));
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += strides[axis];
                if (++index[axis] < shape[axis]) { break; }
                source -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return rowMajor;
    }
}
