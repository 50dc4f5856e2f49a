using System.Linq;
using System.Reflection;

namespace NNGen.Generator.Diagnostics;

/// <summary>The web addresses of the rules' pages. The base address is a property of the build (<c>Directory.Build.props</c>).</summary>
internal static class HelpLinks
{
    private static readonly string? root = typeof(HelpLinks).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "DiagnosticsUrl")?.Value;

    /// <summary>The address of a rule's page; null if there is no base address, because a path would not exist on a user's machine.</summary>
    public static string? Of(string id) => Of(root, id);

    /// <inheritdoc cref="Of(string)"/>
    public static string? Of(string? root, string id) => string.IsNullOrEmpty(root) ? null : $"{root!.TrimEnd('/')}/{id}.md";
}
