using NNGen;
using NNGen.Bits;

// Run by tests as a child process, because the width of vectors, the JIT's listing and the count of all threads' allocations belong
// to a process. It prints what it finds; the tests judge.
switch (args)
{
    case ["bits"]:
        Console.WriteLine($"vector {System.Numerics.Vector<float>.Count}");
        BitsReport.Write<Digits, float>(new Adam(0.01), (network, input, output) => network.Predict(input, output));
        BitsReport.Write<DigitsDouble, double>(new Adam(0.01), (network, input, output) => network.Predict(input, output));
        BitsReport.Write<Mixed, float>(new SGD(0.05, momentum: 0.9, nesterov: true) { GlobalClipNorm = 0.5 }, (network, input, output) => network.Predict(input, output));
        BitsReport.Write<MixedDouble, double>(new RMSProp(0.003, momentum: 0.5, centered: true), (network, input, output) => network.Predict(input, output));
        BitsReport.Write<Yes, float>(new AdamW(0.003), (network, input, output) => network.Predict(input, output));
        BitsReport.Write<YesDouble, double>(new Adagrad(0.01) { WeightDecay = 0.01 }, (network, input, output) => network.Predict(input, output));
        BitsReport.Write<Deep, float>(new Adam(0.01) { ClipNorm = 0.1 }, (network, input, output) => network.Predict(input, output));
        break;
    case ["allocations"]:
        AllocationReport.Write<Digits, float>();
        AllocationReport.Write<MixedDouble, double>();
        AllocationReport.Write<Deep, float>();
        break;
    case ["passes"]:
        AllPasses.Run<Digits, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<DigitsDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Mixed, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<MixedDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Yes, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<YesDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Large, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Deep, float>((network, input, output) => network.Predict(input, output));
        break;
    default:
        Console.Error.WriteLine("Expected one of: bits, allocations, passes.");
        return 1;
}

return 0;
