using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>Limits that a user sets, and hints: 3xxx.</content>
internal static partial class Rules
{
    private const string Limit = "NNGen.Limits";

    // 0 network, 1 parameters, 2 who sets the limit (MaxParameters, nngen_max_parameters), 3 limit, 4 figure of each layer (fc1 2,080, fc2 330)
    public static readonly DiagnosticDescriptor TooManyParameters = new(
        "NNG3001",
        "More parameters than allowed",
        "Network '{0}' has {1} parameters, but {2} allows {3}: {4} (make the largest layers narrower, or raise the limit)",
        Limit,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG3001"));

    // 0 of what (An instance of network 'Net'), 1 bytes, 2 who sets the limit, 3 limit, 4 what takes them (parameters 9,640, their copy for predictions 20,864)
    public static readonly DiagnosticDescriptor TooMuchMemory = new(
        "NNG3002",
        "More memory than allowed",
        "{0} takes {1} bytes, but {2} allows {3}: {4} (make the largest layers narrower, or raise the limit)",
        Limit,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG3002"));

    // 0 network, 1 bytes, 2 limit
    public static readonly DiagnosticDescriptor TooMuchCode = new(
        "NNG3003",
        "More code than allowed",
        "The code generated for network '{0}' has {1} bytes, but nngen_max_code_bytes allows {2} (use fewer layers, or raise the limit)",
        Limit,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG3003"));

    // 0 fact, 1 consequence, 2 how to avoid it
    public static readonly DiagnosticDescriptor Fallback = new(
        "NNG3004",
        "The compiler falls back",
        "{0}, so {1} ({2})",
        Limit,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG3004"));

    // 0 shape, 1 parameters ( · 672 parameters), or nothing
    public static readonly DiagnosticDescriptor LayerShape = new(
        "NNG3005",
        "The output of a layer",
        "→ {0}{1}",
        Limit,
        DiagnosticSeverity.Info,
        isEnabledByDefault: false,
        helpLinkUri: HelpLinks.Of("NNG3005"));
}
