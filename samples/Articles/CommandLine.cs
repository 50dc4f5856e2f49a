using System.Diagnostics;
using System.Globalization;

namespace Articles;

/// <summary>Runs one sample with its complete output, or all of them with one line each.</summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Missed = 1;
    public const int Misused = 2;

    /// <summary>Returns the process's exit code: 0, or 1 if a bound is missed, or 2 if the arguments are wrong.</summary>
    public static int Run(string[] args, IReadOnlyList<Article> articles, TextWriter output)
    {
        string? name = null;
        string folder = "out";
        bool quick = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick": quick = true; break;
                case "--out" when i + 1 < args.Length: folder = args[++i]; break;
                case { } word when name is null && !word.StartsWith('-'): name = word; break;
                case { } word: return Help(articles, output, $"'{word}' was not expected here.");
            }
        }

        if (name == "all") { return RunAll(articles, folder, quick, output); }
        if (articles.FirstOrDefault(article => article.Name == name) is not { } chosen)
        {
            return Help(articles, output, name is null ? "Which sample?" : $"There is no sample '{name}'.");
        }

        var context = new ArticleContext(chosen.Name, folder, output, quick);
        output.WriteLine($"{chosen.Name}: {chosen.Idea}");
        output.WriteLine();
        KeyFigure figure = chosen.Run(context);
        output.WriteLine();
        foreach (string picture in context.Pictures) { output.WriteLine($"picture: {Path.Combine(folder, picture)}"); }
        output.WriteLine(figure);
        return figure.IsKept ? Ok : Missed;
    }

    private static int RunAll(IReadOnlyList<Article> articles, string folder, bool quick, TextWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        int missed = 0;
        int width = articles.Max(article => article.Name.Length);
        foreach (Article article in articles)
        {
            long began = Stopwatch.GetTimestamp();
            string result;
            try
            {
                KeyFigure figure = article.Run(new ArticleContext(article.Name, folder, TextWriter.Null, quick));
                if (!figure.IsKept) { missed++; }
                result = figure.ToString();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                missed++;
                result = $"failed: {exception.Message}";
            }

            output.WriteLine($"{article.Name.PadRight(width)}  {result}, {Seconds(began)}");
        }

        output.WriteLine($"{articles.Count - missed} of {articles.Count} keep their bounds, {Seconds(start)}; pictures are in {Path.GetFullPath(folder)}");
        return missed == 0 ? Ok : Missed;
    }

    private static int Help(IReadOnlyList<Article> articles, TextWriter output, string problem)
    {
        output.WriteLine(problem);
        output.WriteLine("Usage: dotnet run -c Release --project samples/Articles -- <name>|all [--out folder] [--quick]");
        foreach (Article article in articles) { output.WriteLine($"  {article.Name,-18}{article.Idea}"); }
        return Misused;
    }

    private static string Seconds(long began) =>
        Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
