namespace Articles;

/// <summary>Solves A·x = b for a symmetric, positive definite A: A = L·Lᵀ, then forward and back.</summary>
internal static class Cholesky
{
    public static double[] Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        double[,] l = new double[n, n];
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double rest = a[row, column];
                for (int k = 0; k < column; k++) { rest -= l[row, k] * l[column, k]; }
                if (row == column && rest <= 0) { throw new ArgumentException("The matrix is not positive definite.", nameof(a)); }
                l[row, column] = row == column ? Math.Sqrt(rest) : rest / l[column, column];
            }
        }

        double[] x = (double[])b.Clone();
        for (int row = 0; row < n; row++)
        {
            for (int k = 0; k < row; k++) { x[row] -= l[row, k] * x[k]; }
            x[row] /= l[row, row];
        }

        for (int row = n - 1; row >= 0; row--)
        {
            for (int k = row + 1; k < n; k++) { x[row] -= l[k, row] * x[k]; }
            x[row] /= l[row, row];
        }

        return x;
    }
}
