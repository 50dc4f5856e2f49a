namespace Forecasting;

/// <summary>How far the forecasts of a test are off, and the interval in which four of five values should lie.</summary>
internal sealed class Score
{
    private const double Tail = 0.1;

    /// <summary>Scores forecasts.</summary>
    /// <param name="forecast">The forecasts.</param>
    /// <param name="calibration">What happened in the time of calibration, <c>[windows, hours]</c>.</param>
    /// <param name="test">What happened in the time of the test.</param>
    public Score(Forecast forecast, ReadOnlySpan<float> calibration, ReadOnlySpan<float> test)
    {
        Forecast = forecast;
        (Low, High, ErrorByHour) = (new float[Demand.Day], new float[Demand.Day], new double[Demand.Day]);
        int inside = 0;
        for (int hour = 0; hour < Demand.Day; hour++)
        {
            // The errors of the calibration, by hours ahead, are what is to be expected of the test.
            float[] errors = Errors(forecast.Calibration, calibration, hour);
            Array.Sort(errors);
            (Low[hour], High[hour]) = (errors[(int)(Tail * errors.Length)], errors[(int)((1 - Tail) * errors.Length)]);
            float[] ofTest = Errors(forecast.Test, test, hour);
            ErrorByHour[hour] = ofTest.Average(error => Math.Abs((double)error));
            inside += ofTest.Count(error => error >= Low[hour] && error <= High[hour]);
        }

        Coverage = (double)inside / test.Length;
    }

    public Forecast Forecast { get; }

    /// <summary>What to add to a forecast for the lower end of its interval, by hour.</summary>
    public float[] Low { get; }

    /// <summary>What to add to a forecast for the upper end of its interval, by hour.</summary>
    public float[] High { get; }

    /// <summary>Mean absolute error in megawatts, by hours ahead.</summary>
    public double[] ErrorByHour { get; }

    /// <summary>Mean absolute error in megawatts.</summary>
    public double Error => ErrorByHour.Average();

    /// <summary>The part of the test inside the intervals.</summary>
    public double Coverage { get; }

    private static float[] Errors(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> happened, int hour)
    {
        float[] errors = new float[forecasts.Length / Demand.Day];
        for (int i = 0; i < errors.Length; i++) { errors[i] = happened[(i * Demand.Day) + hour] - forecasts[(i * Demand.Day) + hour]; }
        return errors;
    }
}
