// ONNX Runtime through its C# package on the workloads of benchmarks/compare.sh; arguments as in NNGen.Compare.
using NNGen.Rivals;

return Work.Run(new Onnx(), args);
