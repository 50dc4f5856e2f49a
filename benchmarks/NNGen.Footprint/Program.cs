// The costs of a compiled network in addition to its arithmetic.
//   startup [RUNS]                 time from the start of a process to its first prediction and first training step, the JIT's part of it, memory
//   rivals RUNS PROGRAMS MODELS    the first prediction by NNGen and by the .NET rivals: time, memory, size
//   codesize                       IL and machine code of each network, and what one more layer of each kind adds
using NNGen.Footprint;

switch (args)
{
    case ["first", string network, string work, string started]: return FirstCalls.Run(network, work, started);
    case ["compile", ..]: return CodeSize.Compile(args[1..]);
    case ["startup"]: Startup.Print(15); return 0;
    case ["startup", string runs]: Startup.Print(int.Parse(runs)); return 0;
    case ["rivals", string runs, string programs, string models]: Rivals.Print(int.Parse(runs), programs, models); return 0;
    case ["codesize"]: return CodeSize.Run();
    default:
        Console.Error.WriteLine("Expected startup, rivals or codesize.");
        return 2;
}
