using System.Runtime.InteropServices;

namespace NNGen.Package.Tests;

/// <summary>
/// The packages that publishing needs in addition to the SDK. Package sources may not have them; a skipped test names what is missing.
/// </summary>
internal static class PublishPacks
{
    private static readonly Lazy<string?> trimming = new(() => Missing("-p:PublishTrimmed=true", "-p:SelfContained=true"));
    private static readonly Lazy<string?> nativeAot = new(() => Missing("-p:PublishAot=true") ?? MissingLinker());

    public static string Runtime => RuntimeInformation.RuntimeIdentifier;

    /// <summary>Why a trimmed program with its own runtime cannot be published; null if it can.</summary>
    public static string? TrimmingMissing => trimming.Value;

    /// <summary>Why a native program cannot be published; null if it can.</summary>
    public static string? NativeAotMissing => nativeAot.Value;

    private static string? Missing(params string[] properties)
    {
        using var project = new Consumer(null);
        var restored = project.Dotnet(["restore", "-r", Runtime, .. properties]);
        return restored.Succeeded ? null : string.Join(" ", restored.Errors.DefaultIfEmpty(restored.Output));
    }

    // On Windows the SDK looks for Visual Studio itself.
    private static string? MissingLinker()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool found = OperatingSystem.IsWindows()
            || folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
        return found ? null : "There is no clang or gcc on the path.";
    }
}

/// <summary>A test that publishes a trimmed program; skipped if the runtime's pack cannot be restored.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TrimmingFactAttribute : FactAttribute
{
    public override string? Skip => PublishPacks.TrimmingMissing;
}

/// <summary>A test that publishes a native program; skipped if the pack of Native AOT cannot be restored.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeAotFactAttribute : FactAttribute
{
    public override string? Skip => PublishPacks.NativeAotMissing;
}
