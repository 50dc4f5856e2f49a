using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <content>What a declaration must be: 0xxx.</content>
internal static partial class Rules
{
    private const string Declaration = "NNGen.Declaration";

    // 0 class name
    public static readonly DiagnosticDescriptor NotPartial = new(
        "NNG0001",
        "A network is a partial class",
        "Class '{0}' has [Network] but is not partial, so its other part cannot be generated (write 'partial class {0}')",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0001"));

    // 0 containing type, 1 network, 2 its kind in keywords (class, record struct, ...)
    public static readonly DiagnosticDescriptor ContainerNotPartial = new(
        "NNG0002",
        "A type that contains a network is partial",
        "'{0}' contains the network '{1}' but is not partial, so the other part cannot be generated (write 'partial {2} {0}')",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0002"));

    // 0 network, 1 what it is (a static class), 2 suggestion (remove 'static')
    public static readonly DiagnosticDescriptor UnsupportedKind = new(
        "NNG0003",
        "A network is an ordinary class",
        "'{0}' is {1}, but a network is an ordinary class ({2})",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0003"));

    // 0 network
    public static readonly DiagnosticDescriptor NoInput = new(
        "NNG0004",
        "A network states its input",
        "Network '{0}' has no [Input], so no shape can be inferred (add [Input(...)] with the shape of one sample above the layers)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0004"));

    // 0 network
    public static readonly DiagnosticDescriptor SeveralInputs = new(
        "NNG0005",
        "Every input is used",
        "Network '{0}' has several inputs, and nothing reads this one (name it with [As] and merge it, or remove it)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0005"));

    // 0 kind of the attribute that comes first (Dense)
    public static readonly DiagnosticDescriptor InputNotFirst = new(
        "NNG0006",
        "The input comes first",
        "[Input] comes after [{0}], but the order of the attributes is the network (move [Input] above [{0}])",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0006"));

    // 0 network
    public static readonly DiagnosticDescriptor NoLayers = new(
        "NNG0007",
        "A network has layers",
        "Network '{0}' has no layers, so there is nothing to compute (add one, such as [Dense(10)])",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0007"));

    // 0 kind of the attribute (Dense), 1 network
    public static readonly DiagnosticDescriptor SecondDeclaration = new(
        "NNG0008",
        "A network has its attributes on one declaration",
        "[{0}] is on another declaration of '{1}' than [Network], and C# keeps no order between the two (move it below [Network])",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0008"));

    // 0 kind of the attribute (Dense), 1 argument as it is written (units), 2 value, 3 what it must be (at least 1)
    public static readonly DiagnosticDescriptor ArgumentOutOfRange = new(
        "NNG0009",
        "An argument is out of range",
        "{0} '{1}' is {2}, but must be {3}",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0009"));

    // 0 name, 1 kind of the attribute that has it first (Dense), 2 a free name
    public static readonly DiagnosticDescriptor DuplicateName = new(
        "NNG0010",
        "A layer's name is used once",
        "The name '{0}' belongs to an earlier [{1}], but names tell layers and their tensors in files apart (choose another, such as '{2}')",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0010"));

    // 0 member, 1 network
    public static readonly DiagnosticDescriptor MemberCollides = new(
        "NNG0011",
        "A member is also generated",
        "'{0}' is also a member of the generated part of '{1}' (rename yours)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0011"));

    // 0 class, 1 kind of its first attribute (Dense)
    public static readonly DiagnosticDescriptor NoNetwork = new(
        "NNG0012",
        "Layers without [Network]",
        "'{0}' has [{1}] but no [Network], so nothing is generated for it (add [Network] above)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0012"));

    // 0 kind of the attribute (Dense), 1 name, 2 a valid name
    public static readonly DiagnosticDescriptor InvalidName = new(
        "NNG0013",
        "A layer's name is not valid",
        "{0} 'Name' is \"{1}\", but a name has letters, digits, '_' and '-', and begins with a letter or '_' (choose another, such as '{2}')",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0013"));

    // 0 subject (Dense 'fc1'), 1 how many, 2 of what (parameters), 3 how many are possible
    public static readonly DiagnosticDescriptor TooLarge = new(
        "NNG0014",
        "A network is too large",
        "{0} has {1} {2}, but one array holds at most {3} (make it smaller)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0014"));

    // 0 constructor (Net(string)), 1 network
    public static readonly DiagnosticDescriptor ConstructorNotChained = new(
        "NNG0015",
        "A constructor calls the generated one",
        "Constructor '{0}' does not call the generated one of '{1}', which makes the parameters (add ': this(seed: 0)')",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0015"));

    // 0 attribute as it is written (Dens), 1 suggestion (did you mean [Dense]?)
    public static readonly DiagnosticDescriptor UnknownAttribute = new(
        "NNG0016",
        "An attribute does not exist",
        "There is no [{0}] ({1})",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0016"));

    // 0 kind of the attribute (Dense), 1 argument as it is written (use_bias), 2 suggestion (did you mean 'Bias = ...'?)
    public static readonly DiagnosticDescriptor UnknownArgument = new(
        "NNG0017",
        "An argument does not exist",
        "[{0}] has no argument '{1}' ({2})",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0017"));

    // 0 kind of the attribute (Input), 1 argument as it is written (Encoder.OutputSize)
    public static readonly DiagnosticDescriptor GeneratedConstant = new(
        "NNG0018",
        "A declaration cannot use what is generated",
        "[{0}] takes '{1}', but constants that NNGen generates do not exist yet while it compiles networks (write the number, or use a constant that you declare)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0018"));

    // 0 version of the project (10.0)
    public static readonly DiagnosticDescriptor OldLanguage = new(
        "NNG0019",
        "The project's version of C# is too old",
        "The project is compiled as C# {0}, but what NNGen generates needs C# 11 (remove <LangVersion> from the project file, or set it to latest)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0019"));

    // 0 file (Counter.razor)
    public static readonly DiagnosticDescriptor NetworkInMarkup = new(
        "NNG0020",
        "A network is declared in a C# file",
        "'{0}' declares a network, but NNGen does not see the C# that Razor generates from it (move the class into a .cs file)",
        Declaration,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("NNG0020"));
}
