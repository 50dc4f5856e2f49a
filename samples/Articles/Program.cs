using System.Text;
using Articles;

// The ideas of introductory articles on neural networks, as programs:
//   dotnet run -c Release --project samples/Articles -- <name>|all [--out folder] [--quick]
Console.OutputEncoding = Encoding.UTF8;
return CommandLine.Run(args, Catalog.All, Console.Out);
