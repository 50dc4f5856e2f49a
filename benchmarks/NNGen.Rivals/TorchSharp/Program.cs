// TorchSharp on the workloads of benchmarks/compare.sh; arguments as in NNGen.Compare.
using NNGen.Rivals;

return Work.Run(new Torch(), args);
