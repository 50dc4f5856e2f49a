// Benchmarks of NNGen alone; benchmarks/compare.sh compares it with others.
//   --filter '*Training*'        options of BenchmarkDotNet; without arguments it prompts
//   generator [RUNS]             the generator's times in milliseconds, quickly and without BenchmarkDotNet
//   project FOLDER NETWORKS      writes a project of that many different networks, for benchmarks/generator.sh to build
using BenchmarkDotNet.Running;
using NNGen.Benchmarks;

if (args is ["generator", ..]) { return GeneratorTimes.Print(args.Length > 1 ? int.Parse(args[1]) : 30); }
if (args is ["project", var folder, var networks]) { return BuildProject.Write(folder, int.Parse(networks)); }

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
