using System.Xml.Linq;

namespace NNGen.Plots.Tests;

/// <summary>Reads drawn pictures.</summary>
internal static class Svg
{
    public static readonly XNamespace Name = "http://www.w3.org/2000/svg";

    public static XElement Parse(Picture picture, PlotTheme theme = PlotTheme.Auto) => XDocument.Parse(picture.ToSvg(theme)).Root!;

    public static IEnumerable<XElement> All(this XElement root, string element) => root.Descendants(Name + element);

    public static string[] Texts(this XElement root) => [.. root.All("text").Select(text => text.Value)];

    public static double Number(this XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The data of the paths of a color, in the light theme.</summary>
    public static string[] Paths(Picture picture, PlotColor stroke) =>
        [.. Parse(picture, PlotTheme.Light).All("path").Where(path => path.Attribute("stroke")?.Value == stroke.Light).Select(path => path.Attribute("d")!.Value)];
}
