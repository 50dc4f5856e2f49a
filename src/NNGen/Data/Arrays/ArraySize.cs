namespace NNGen;

/// <summary>The size in bytes of an array in a file.</summary>
internal static class ArraySize
{
    /// <summary>
    /// The bytes of an array; -1 if one dimension, or the product of those that are not 0, exceeds the maximum of an array. So the length
    /// of a row fits an <see cref="int"/> even if there are no rows.
    /// </summary>
    public static int Bytes(IEnumerable<long> shape, TensorType type)
    {
        // At most 2^31 so far, times less than 2^32: no product overflows before it is rejected.
        long bytes = type.Size();
        bool isEmpty = false;
        foreach (long dimension in shape)
        {
            if (dimension > int.MaxValue) { return -1; }
            if (dimension == 0) { isEmpty = true; }
            else { bytes *= dimension; }
            if (bytes > Array.MaxLength) { return -1; }
        }

        return isEmpty ? 0 : (int)bytes;
    }
}
