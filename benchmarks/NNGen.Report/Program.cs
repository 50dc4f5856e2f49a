// Evaluates the lines of JSON that the programs of benchmarks/compare.sh print.
//   machine                         a line of JSON about this machine
//   table FILE... [--against PEER]  the comparison as Markdown; ratios are to PEER's times (default: NNGen)
//   goals FILE...                   which of the goals are reached
//   merge FILE...                   one line of JSON per figure and program, the minimum of all rounds
//   chart FILE... [--against PEER]  the ratios as an SVG picture
using System.Text;
using NNGen.Report;

string against = "NNGen";
var files = new List<string>();
for (int i = 1; i < args.Length; i++)
{
    if (args[i] == "--against" && i + 1 < args.Length) { against = args[++i]; }
    else { files.Add(args[i]); }
}

Console.OutputEncoding = new UTF8Encoding(false);
switch (args.FirstOrDefault())
{
    case "machine": Console.WriteLine(Machine.ToJson()); break;
    case "table": Console.Write(Table.Print(Results.Read(files), against)); break;
    case "goals": Console.Write(Goals.Print(Results.Read(files))); break;
    case "merge": Console.Write(Results.Read(files).ToJson()); break;
    case "chart" when Chart.Draw(Results.Read(files), against) is { } picture: Console.Write(picture); break;
    case "chart":
        Console.Error.WriteLine($"There is nothing to draw: no figure of {against} and a rival.");
        return 1;
    default:
        Console.Error.WriteLine("Expected machine, table, goals, merge or chart, and files.");
        return 2;
}

return 0;
