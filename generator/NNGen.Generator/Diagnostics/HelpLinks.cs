using System.Linq;
using System.Reflection;

namespace NNGen.Generator.Diagnostics;

/// <summary>Where the page of a rule is on the web. The address is a property of the build (<c>Directory.Build.props</c>).</summary>
internal static class HelpLinks
{
    private static readonly string? root = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "DiagnosticsUrl")?.Value;

    /// <summary>The address of a rule's page; null while there is none, because a path would lead nowhere on a user's machine.</summary>
    public static string? Of(string id) => Of(root, id);

    /// <inheritdoc cref="Of(string)"/>
    public static string? Of(string? root, string id) => string.IsNullOrEmpty(root) ? null : $"{root!.TrimEnd('/')}/{id}.md";
}
