using Tabular;

// Two tables of patients: standardize, cross-validate, evaluate, draw.
//   dotnet run -c Release --project samples/Tabular -- [folder for the pictures]
// The exit code is 1 if a figure misses its bound.
string folder = args.Length > 0 ? args[0] : "out";
var figures = new Figures();
BreastCancer.Run(figures, folder);
Diabetes.Run(figures, folder);
Console.WriteLine($"\npictures: {Path.GetFullPath(folder)}");
return figures.AreGood ? 0 : 1;
