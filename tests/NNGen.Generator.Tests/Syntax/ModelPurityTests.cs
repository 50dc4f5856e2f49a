using System.Reflection;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

/// <summary>What flows through the incremental pipeline must be comparable, and must not keep a compilation alive.</summary>
public sealed class ModelPurityTests
{
    private static readonly IReadOnlyList<Type> reachable = Reachable(typeof(ParsedNetwork));

    [Fact]
    public void Nothing_of_Roslyn_can_be_reached_from_a_model()
    {
        Assert.Contains(typeof(ArgumentDeclaration), reachable);
        Assert.All(reachable, type => Assert.False(
            type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{type} is reachable from {nameof(ParsedNetwork)}."));
    }

    [Fact]
    public void Every_type_of_a_model_is_immutable_and_compares_by_value() => Assert.All(
        reachable.Where(type => type.Assembly == typeof(ParsedNetwork).Assembly && !type.IsEnum && !type.IsArray),
        type =>
        {
            Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{type} does not compare by value.");
            Assert.All(Fields(type), field => Assert.True(field.IsInitOnly, $"{type}.{field.Name} can be changed."));
            Assert.All(Fields(type), field => Assert.False(
                field.FieldType.IsArray && type.Name != typeof(EquatableArray<>).Name, $"{type}.{field.Name} compares by reference."));
        });

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    private static List<Type> Reachable(Type root)
    {
        var found = new List<Type> { root };
        for (int i = 0; i < found.Count; i++)
        {
            var type = found[i];
            var next = type.GetGenericArguments().ToList();
            if (type.IsArray) { next.Add(type.GetElementType()!); }
            if (type.Assembly == root.Assembly && !type.IsEnum) { next.AddRange(Fields(type).Select(field => field.FieldType)); }
            found.AddRange(next.Distinct().Except(found).ToList());
        }

        return found;
    }
}
