using NNGen;
using NNGen.Bits;

// Run by tests as a child process, because the width of vectors, the JIT's listing and the count of all threads' allocations belong
// to a process. It prints its results; the tests check them.
// A second word selects the vectors instead of those of the processor.
if (args.Length > 1) { AppContext.SetSwitch("NNGen.Simd.Wide", args[1] == "wide"); }
switch (args)
{
    case ["bits", ..]:
        Console.WriteLine($"vector {System.Numerics.Vector<float>.Count}, {Simd.VectorBits} bits");
        BitsReport.Write<Digits, float>((network, input, output) => network.Predict(input, output), new Adam(0.01));
        BitsReport.Write<DigitsDouble, double>((network, input, output) => network.Predict(input, output), new Adam(0.01));
        BitsReport.Write<Mixed, float>((network, input, output) => network.Predict(input, output), new SGD(0.05, momentum: 0.9, nesterov: true) { GlobalClipNorm = 0.5 });
        BitsReport.Write<MixedDouble, double>((network, input, output) => network.Predict(input, output), new RMSProp(0.003, momentum: 0.5, centered: true));
        BitsReport.Write<Yes, float>((network, input, output) => network.Predict(input, output), new AdamW(0.003));
        BitsReport.Write<YesDouble, double>((network, input, output) => network.Predict(input, output), new Adagrad(0.01) { WeightDecay = 0.01 });
        BitsReport.Write<Deep, float>((network, input, output) => network.Predict(input, output), new Adam(0.01) { ClipNorm = 0.1 });
        BitsReport.Write<Dropped, float>((network, input, output) => network.Predict(input, output), new Adam(0.01));
        BitsReport.Write<DroppedDouble, double>((network, input, output) => network.Predict(input, output), new SGD(0.01, momentum: 0.9));
        BitsReport.Write<Tall, float>((network, input, output) => network.Predict(input, output), new Adam(0.001));
        BitsReport.Write<TallDouble, double>((network, input, output) => network.Predict(input, output), new Adam(0.001));
        BitsReport.Write<Own, float>((network, input, output) => network.Predict(input, output), new SignMomentum(0.002) { ClipNorm = 0.1, WeightDecay = 0.01 });
        BitsReport.Write<OwnDouble, double>((network, input, output) => network.Predict(input, output), new SignMomentum(0.002));
        BitsReport.Write<Pictures, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<PicturesDouble, double>((network, input, output) => network.Predict(input, output), new SGD(0.01, momentum: 0.9));
        BitsReport.Write<Signals, float>((network, input, output) => network.Predict(input, output), new RMSProp(0.003));
        BitsReport.Write<SignalsDouble, double>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<Normalized, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<Words, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<NormalizedDouble, double>((network, input, output) => network.Predict(input, output), new SGD(0.01, momentum: 0.9));
        BitsReport.Write<Recurrent, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<RecurrentDouble, double>((network, input, output) => network.Predict(input, output), new RMSProp(0.003));
        BitsReport.Write<ResetBefore, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<ResetBeforeDouble, double>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<Streaming, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<Branched, float>((network, input, output) => network.Predict(input, output), new Adam(0.003));
        BitsReport.Write<BranchedDouble, double>((network, input, output) => network.Predict(input, output), new SGD(0.01, momentum: 0.9));
        BitsReport.WriteSteps<Streaming, float>();
        BitsReport.WriteSteps<StreamingDouble, double>();
        break;
    case ["overflow"]:
        Console.WriteLine($"vector {System.Numerics.Vector<float>.Count}");
        OverflowReport.Write<Tall, float>(3e38f);
        OverflowReport.Write<TallDouble, double>(1.7e308);
        break;
    case ["allocations"]:
        AllocationReport.Write<Digits, float>();
        AllocationReport.Write<MixedDouble, double>();
        AllocationReport.Write<Deep, float>();
        AllocationReport.Write<Dropped, float>();
        AllocationReport.Write<Own, float>();
        AllocationReport.Write<Pictures, float>();
        AllocationReport.Write<SignalsDouble, double>();
        AllocationReport.Write<Normalized, float>();
        AllocationReport.Write<Recurrent, float>();
        AllocationReport.Write<StreamingDouble, double>();
        AllocationReport.Write<Branched, float>();
        break;
    case ["passes"]:
        AllPasses.Run<Digits, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<DigitsDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Mixed, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<MixedDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Yes, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<YesDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Large, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Tall, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<TallDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Deep, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Dropped, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<DroppedDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Own, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<OwnDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Pictures, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<PicturesDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Signals, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<SignalsDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Normalized, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Words, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<NormalizedDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Recurrent, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<RecurrentDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<ResetBefore, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<ResetBeforeDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Streaming, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<StreamingDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<Branched, float>((network, input, output) => network.Predict(input, output));
        AllPasses.Run<BranchedDouble, double>((network, input, output) => network.Predict(input, output));
        AllPasses.RunSteps<Streaming, float>();
        AllPasses.RunSteps<StreamingDouble, double>();
        break;
    default:
        Console.Error.WriteLine("Expected one of: bits, overflow, allocations, passes.");
        return 1;
}

return 0;
