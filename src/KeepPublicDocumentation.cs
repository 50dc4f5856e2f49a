using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// A task of the build (Directory.Build.targets): takes what users cannot see out of a file of documentation, into which the compiler
/// writes every member.
/// </summary>
public sealed class KeepPublicDocumentation : Task
{
    [Required]
    public string Assembly { get; set; }

    [Required]
    public string Documentation { get; set; }

    public ITaskItem[] References { get; set; } = Array.Empty<ITaskItem>();

    public override bool Execute()
    {
        ResolveEventHandler resolve = (_, wanted) => References
            .Where(reference => Path.GetFileNameWithoutExtension(reference.ItemSpec) == new AssemblyName(wanted.Name).Name)
            .Select(reference => System.Reflection.Assembly.LoadFrom(reference.ItemSpec)).FirstOrDefault();
        AppDomain.CurrentDomain.AssemblyResolve += resolve;
        try
        {
            var visible = new HashSet<string>(System.Reflection.Assembly.Load(File.ReadAllBytes(Assembly)).GetTypes().Where(IsVisible).SelectMany(Ids));
            XDocument text = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
            foreach (XElement member in text.Descendants("member").ToList())
            {
                if (visible.Contains((string)member.Attribute("name"))) { continue; }
                if (member.PreviousNode is XText space) { space.Remove(); }
                member.Remove();
            }

            File.WriteAllText(Documentation, text.Declaration + "\n" + text.ToString(SaveOptions.DisableFormatting) + "\n");
            return true;
        }
        finally { AppDomain.CurrentDomain.AssemblyResolve -= resolve; }
    }

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType) : type.IsPublic;

    private static bool IsVisible(MethodBase method) => method != null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static IEnumerable<string> Ids(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        string owner = type.FullName.Replace('+', '.');
        yield return "T:" + owner;
        foreach (FieldInfo field in type.GetFields(Own).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)) { yield return $"F:{owner}.{field.Name}"; }
        foreach (EventInfo happening in type.GetEvents(Own).Where(happening => IsVisible(happening.AddMethod))) { yield return $"E:{owner}.{happening.Name}"; }
        foreach (PropertyInfo property in type.GetProperties(Own).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)))
        {
            yield return $"P:{owner}.{property.Name}{Parameters(property.GetIndexParameters())}";
        }

        foreach (MethodBase method in type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)).Where(IsVisible))
        {
            string arity = method.IsGenericMethod ? "``" + method.GetGenericArguments().Length : "";
            string result = method.Name is "op_Implicit" or "op_Explicit" ? "~" + Name(((MethodInfo)method).ReturnType) : "";
            yield return $"M:{owner}.{method.Name.Replace('.', '#')}{arity}{Parameters(method.GetParameters())}{result}";
        }
    }

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(parameter => Name(parameter.ParameterType)))})";

    // As the C# standard writes types in such names (annex D.4.2).
    private static string Name(Type type)
    {
        if (type.IsByRef) { return Name(type.GetElementType()) + "@"; }
        if (type.IsPointer) { return Name(type.GetElementType()) + "*"; }
        if (type.IsArray)
        {
            int rank = type.GetArrayRank();
            return Name(type.GetElementType()) + (rank == 1 ? "[]" : $"[{string.Join(",", Enumerable.Repeat("0:", rank))}]");
        }

        if (type.IsGenericParameter) { return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition; }
        if (!type.IsGenericType) { return type.FullName.Replace('+', '.'); }

        var name = new StringBuilder();
        string[] arguments = type.GetGenericArguments().Select(Name).ToArray();
        int used = 0;
        foreach (string part in type.GetGenericTypeDefinition().FullName.Split('+'))
        {
            string[] words = part.Split('`');
            int count = words.Length == 1 ? 0 : int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
            name.Append(name.Length > 0 ? "." : "").Append(words[0]);
            if (count > 0) { name.Append('{').Append(string.Join(",", arguments.Skip(used).Take(count))).Append('}'); }
            used += count;
        }

        return name.ToString();
    }
}
