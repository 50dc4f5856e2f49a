// What a compiled network costs beside its arithmetic.
//   startup [RUNS]   time from the start of a process to its first prediction and first training step, and the JIT's part of it
//   codesize         IL and machine code of each network, and what one more layer of each kind adds
using NNGen.Footprint;

switch (args)
{
    case ["first", string network, string work, string started]: return FirstCalls.Run(network, work, started);
    case ["compile", ..]: return CodeSize.Compile(args[1..]);
    case ["startup"]: return Startup.Run(15);
    case ["startup", string runs]: return Startup.Run(int.Parse(runs));
    case ["codesize"]: return CodeSize.Run();
    default:
        Console.Error.WriteLine("Expected startup or codesize.");
        return 2;
}
