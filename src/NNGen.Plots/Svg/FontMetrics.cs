namespace NNGen.Plots;

/// <summary>Widths of text, independent of installed fonts, so that pictures have the same layout on every machine.</summary>
/// <remarks>
/// The widths are those of DejaVu Sans (matplotlib's font), in thousandths of the font size. It is wider than what most systems show
/// instead (Segoe UI, Helvetica, Roboto, Arial), so that text may leave a little room but does not collide.
/// </remarks>
internal static class FontMetrics
{
    /// <summary>Fonts in the order of preference: the reader's own system first.</summary>
    public const string Family = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif";

    // How much wider bold letters of the same font are on average.
    private const double Bold = 1.11;

    private static readonly short[] ascii =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
        636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748,
        787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,
        635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    private static readonly short[] latin =
    [
        318, 401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838, 361, 1000, 500, 500, 838, 401, 401, 500, 636, 636,
        318, 500, 401, 471, 612, 969, 969, 969, 531, 684, 684, 684, 684, 684, 684, 974, 698, 632, 632, 632, 632, 295, 295, 295,
        295, 775, 748, 787, 787, 787, 787, 787, 838, 787, 732, 732, 732, 732, 611, 605, 630, 613, 613, 613, 613, 613, 613, 982,
        550, 615, 615, 615, 615, 278, 278, 278, 278, 612, 634, 612, 612, 612, 612, 612, 838, 612, 634, 634, 634, 634, 592, 635,
        592,
    ];

    private static readonly short[] greek =
    [
        684, 686, 557, 684, 632, 685, 752, 787, 295, 656, 684, 863, 748, 632, 787, 752, 603, 600, 632, 611, 611, 787, 685, 787,
        764, 295, 611, 659, 541, 634, 338, 579, 659, 638, 592, 612, 541, 544, 634, 612, 338, 589, 592, 636, 559, 558, 612, 602,
        635, 587, 634, 602, 579, 660, 578, 660, 837,
    ];

    private static readonly short[] cyrillic =
    [
        684, 686, 686, 610, 781, 632, 1077, 641, 748, 748, 710, 752, 863, 752, 787, 752, 603, 698, 611, 609, 861, 685, 776,
        686, 1069, 1094, 833, 882, 686, 698, 1080, 695, 613, 617, 589, 525, 691, 615, 901, 532, 650, 650, 604, 639, 754, 654,
        612, 654, 635, 550, 583, 592, 855, 592, 681, 591, 915, 942, 707, 790, 589, 549, 842, 602,
    ];

    /// <summary>The width of a line of text in pixels.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        int sum = 0;
        foreach (var rune in text.EnumerateRunes()) { sum += Advance(rune.Value); }
        return sum * size / 1000 * (bold ? Bold : 1);
    }

    /// <summary>Breaks text between words into lines that fit; text that is still too long is cut and ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, bool bold = false, int maxLines = 3)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length == 0 || Width(longer, size, bold) <= width)
            {
                line = longer;
                continue;
            }

            lines.Add(line);
            line = word;
        }

        lines.Add(line);
        if (lines.Count > maxLines) { lines = [.. lines.Take(maxLines - 1), string.Join(' ', lines.Skip(maxLines - 1))]; }
        return [.. lines.Select(each => Fit(each, size, width, bold))];
    }

    /// <summary>The text or, if it is too long, its beginning with an ellipsis.</summary>
    public static string Fit(string text, double size, double width, bool bold = false)
    {
        if (Width(text, size, bold) <= width) { return text; }
        int length = text.Length;
        while (length > 1 && Width(text[..length] + "…", size, bold) > width) { length--; }
        if (char.IsHighSurrogate(text[length - 1])) { length--; }
        return text[..length].TrimEnd() + "…";
    }

    private static int Advance(int rune) => rune switch
    {
        >= 0x20 and <= 0x7E => ascii[rune - 0x20],
        >= 0xA0 and <= 0xFF => latin[rune - 0xA0],
        >= 0x391 and <= 0x3C9 => greek[rune - 0x391],
        >= 0x410 and <= 0x44F => cyrillic[rune - 0x410],
        >= 0x2070 and <= 0x209C => 401,   // raised and lowered digits
        >= 0x2010 and <= 0x2027 => 500,   // dashes and quotes
        >= 0x2190 and <= 0x22FF => 838,   // arrows and operators
        >= 0x300 and <= 0x36F => 0,       // accents that join the letter before
        < 0x1100 => 660,
        _ => 1050,                        // full-width letters and pictures
    };
}
