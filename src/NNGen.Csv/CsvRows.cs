using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace NNGen;

/// <summary>One record of a file.</summary>
/// <param name="Line">The line in which it begins, from 1.</param>
/// <param name="Fields">Its values, without surrounding spaces.</param>
internal readonly record struct CsvRow(long Line, string[] Fields);

/// <summary>Reads records; every problem becomes a <see cref="DataFileException"/> with the line.</summary>
internal sealed class CsvRows : IDisposable
{
    /// <summary>The most characters of one value: far more than a number needs; reading stops here if a quote is never closed.</summary>
    private const int MaxFieldLength = 1 << 20;

    private readonly string path;
    private readonly GZipReader? packed;
    private readonly StreamReader text;
    private readonly CsvParser parser;
    private long line;

    public CsvRows(string path, char delimiter, Encoding? encoding)
    {
        this.path = path;
        Stream stream = GZipReader.OpenFile(path);
        packed = stream as GZipReader;
        text = new StreamReader(
            stream,
            encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: true,
            bufferSize: 1 << 16);
        parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            MaxFieldSize = MaxFieldLength,
            BadDataFound = _ => throw Wrong("a quote is not closed, or is inside a value without surrounding quotes (write \"\" for a quote)"),
        });
    }

    /// <summary>Reads the next record that is not a blank line; false at the end.</summary>
    public bool Read(out CsvRow row)
    {
        try
        {
            while (true)
            {
                line = parser.RawRow + 1;
                if (!parser.Read())
                {
                    row = default;
                    return false;
                }

                string[] fields = parser.Record ?? [];
                if (fields.Length == 0 || (fields.Length == 1 && fields[0].Length == 0)) { continue; }
                row = new CsvRow(line, fields);
                return true;
            }
        }
        catch (MaxFieldSizeException problem)
        {
            throw Wrong($"a value has more than {FileText.Number(MaxFieldLength)} characters (is a quote not closed?)", problem);
        }
        catch (CsvHelperException problem)
        {
            throw problem.InnerException as DataFileException ?? Wrong("the record cannot be read", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw new DataFileException(path, null, null, "it is not valid UTF-8 text (give its Encoding).", problem);
        }
    }

    /// <summary>Runs code that reads rows; if a row is wrong because the compressed file is damaged, the error is reported for the file.</summary>
    public TResult Guarded<TResult>(Func<TResult> read)
    {
        DataFileException? damage = null;
        try
        {
            return read();
        }
        catch (DataFileException) when ((damage = packed?.FindDamage()) is not null)
        {
            throw damage;
        }
    }

    public void Dispose()
    {
        parser.Dispose();
        text.Dispose();
    }

    private DataFileException Wrong(string problem, Exception? inner = null) => new(path, line, null, problem + ".", inner);
}
