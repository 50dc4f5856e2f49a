using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using Microsoft.CodeAnalysis;

namespace NNGen.Generator.Diagnostics;

/// <summary>The safetensors files among a project's <c>AdditionalFiles</c>.</summary>
/// <remarks>
/// Only the header is read, directly from the file: <see cref="AdditionalText.GetText"/> decodes whole files as text, and the
/// compiler fails with CS2015 if one is binary. The reasons against reading files in an analyzer do not apply here: the file is an input of the
/// compilation, like its sources, so a build notices when it changes.
/// </remarks>
internal sealed class ProjectFiles(ImmutableArray<AdditionalText> files)
{
    /// <summary>The maximum size of a header. One with a thousand tensors has 100 KB.</summary>
    private const int MaxHeader = 1 << 20;

    private readonly ConcurrentDictionary<string, IReadOnlyList<TensorHeader>?> read = new(StringComparer.Ordinal);

    /// <summary>The only file that matches a path in the program, or null: the paths of a program are relative to its working directory.</summary>
    public string? Find(string path)
    {
        if (files.Length == 0) { return null; }
        string[] parts = path.Replace('\\', '/').Split('/');
        int start = Array.FindLastIndex(parts, part => part is "." or "..") + 1;
        string end = string.Join("/", parts.Skip(start)).TrimStart('/');
        if (end.Length == 0) { return null; }

        string? found = null;
        foreach (var file in files)
        {
            string candidate = file.Path.Replace('\\', '/');
            if (!candidate.EndsWith(end, StringComparison.Ordinal)) { continue; }
            if (candidate.Length > end.Length && candidate[candidate.Length - end.Length - 1] != '/') { continue; }
            if (found is not null) { return null; }
            found = file.Path;
        }

        return found;
    }

    /// <summary>The tensors of a file, or null if it cannot be read or has another format.</summary>
    public IReadOnlyList<TensorHeader>? Tensors(string path) => read.GetOrAdd(path, Read);

#pragma warning disable RS1035 // Why: see above.
    private static IReadOnlyList<TensorHeader>? Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] length = new byte[8];
            if (!Fill(stream, length)) { return null; }
            long size = 0;
            for (int i = 7; i >= 0; i--) { size = (size << 8) | length[i]; }
            if (size is < 2 or > MaxHeader || size > stream.Length - 8) { return null; }
            byte[] header = new byte[size];
            return Fill(stream, header) ? TensorHeader.Parse(Encoding.UTF8.GetString(header)) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or SecurityException)
        {
            return null;
        }
    }

    private static bool Fill(Stream stream, byte[] bytes)
    {
        int filled = 0;
        while (filled < bytes.Length)
        {
            int count = stream.Read(bytes, filled, bytes.Length - filled);
            if (count == 0) { return false; }
            filled += count;
        }

        return true;
    }
#pragma warning restore RS1035
}
