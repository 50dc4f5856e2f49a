// Handwritten loops over System.Numerics.Tensors on the workloads of benchmarks/compare.sh; arguments as in NNGen.Compare.
using NNGen.Rivals;

return Work.Run(new Primitives(), args);
