using System.Xml.Linq;

namespace NNGen.Generator.Tests;

/// <summary>The documentation of attributes in the editor: a sentence, and an example that compiles.</summary>
[Trait("Category", "Slow")]
public sealed class AttributeDocsTests
{
    private static readonly XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));

    public static TheoryData<Type> Attributes => [.. typeof(NetworkAttribute).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(Attribute)) && type.Namespace == nameof(NNGen)) // CompilerServices is for the library.
        .OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_has_an_example_that_breaks_no_rule(Type attribute)
    {
        var member = Member($"T:{attribute.FullName}");
        string code = member.Element("example")?.Descendants("code").Single().Value ?? "";
        string kind = attribute.Name.Split('`')[0][..^"Attribute".Length];
        Assert.Contains(kind, code);

        // Most show their own line of a network.
        if (!code.Contains("[Network]")) { code = $"[Network, Input(4)] {code} partial class Net;"; }
        var generated = Generated.From(code);
        generated.CompilesSilently();
        Assert.Contains("Compiled by NNGen", Assert.Single(generated.Files).Value);
        Assert.Empty(EditorConfig.Analyze(code).Select(EditorConfig.Line));
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_and_its_arguments_are_described(Type attribute)
    {
        Assert.NotEmpty(Member($"T:{attribute.FullName}").Element("summary")!.Value.Trim());
        foreach (var property in attribute.GetProperties().Where(property => property.DeclaringType == attribute))
        {
            Assert.NotEmpty(Member($"P:{attribute.FullName}.{property.Name}").Element("summary")!.Value.Trim());
        }

        foreach (var constructor in attribute.GetConstructors().Where(constructor => constructor.GetParameters().Length > 0))
        {
            string parameters = string.Join(",", constructor.GetParameters().Select(parameter => parameter.ParameterType.FullName));
            var described = Member($"M:{attribute.FullName}.#ctor({parameters})").Elements("param").Select(parameter => parameter.Attribute("name")!.Value);
            Assert.Equal(constructor.GetParameters().Select(parameter => parameter.Name), described);
        }
    }

    private static XElement Member(string id) =>
        documentation.Descendants("member").SingleOrDefault(member => member.Attribute("name")!.Value == id)
        ?? throw new InvalidOperationException($"{id} has no documentation.");
}
