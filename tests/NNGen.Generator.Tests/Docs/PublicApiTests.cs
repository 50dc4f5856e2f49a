using System.Reflection;
using System.Text;

namespace NNGen.Generator.Tests;

/// <summary>The library's public members as text: a change of them is seen in review, not by the first user whose build breaks.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_members_of_the_library_are_the_verified_ones() => Snapshot.Verify(Text(typeof(NetworkAttribute).Assembly));

    [Fact]
    public void The_public_members_of_the_plots_are_the_verified_ones() => Snapshot.Verify(Text(typeof(NNGen.Plots.Plot).Assembly));

    [Fact]
    public void The_public_members_of_NNGen_Csv_are_the_verified_ones() => Snapshot.Verify(Text(typeof(CsvSchema).Assembly));

    private static string Text(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (string member in type.GetMembers(Declared).Where(IsVisible).Select(Text).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
            : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";
        string bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum)
            ? $" : {Name(parent)}" : "";
        return $"{kind} {type.Namespace}.{Name(type)}{bases}";
    }

    // What a record writes for itself says nothing.
    private static bool IsVisible(MemberInfo member) => !member.Name.Contains('<') && member switch
    {
        MethodInfo method => IsVisible(method) && !method.IsSpecialName && method.Name is not ("ToString" or "Equals" or "GetHashCode" or "PrintMembers" or "Deconstruct"),
        ConstructorInfo constructor => IsVisible(constructor),
        PropertyInfo property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => field is { IsPublic: true, IsSpecialName: false } or { IsFamily: true },
        Type nested => nested.IsNestedPublic,
        _ => true,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Text(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Modifier(method)}{Name(method.ReturnType)} {method.Name}{Arguments(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Modifier(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} {Indexer(property)} {{ {Accessors(property)} }}",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
        _ => $"{member.MemberType} {member.Name}",
    };

    private static string Modifier(MethodBase method) =>
        (method.IsStatic ? "static " : "") + (method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Indexer(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(p => Name(p.ParameterType)))}]" : property.Name;

    private static string Accessors(PropertyInfo property) => string.Join(" ", property.GetAccessors(nonPublic: true).Where(IsVisible).Select(accessor =>
        accessor.ReturnType != typeof(void) ? "get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init;" : "set;"));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsByRef) { return $"ref {Name(type.GetElementType()!)}"; }
        if (type.IsArray) { return $"{Name(type.GetElementType()!)}[]"; }
        string name = type.IsNested && !type.IsGenericParameter ? $"{type.DeclaringType!.Name.Split('`')[0]}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
