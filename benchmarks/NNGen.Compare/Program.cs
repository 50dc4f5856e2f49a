// Runs NNGen on the workloads of benchmarks/compare.sh and prints one line of JSON per figure.
//   --workload W1,W4   which (default: all)      --figure "train adam b32"   one figure only
//   --portable         with Vector<T>, even if the processor has wider vectors
//   --threads N        1, or 0 for NNGen's own choice
//   --min-time S       seconds per repetition    --reps N   repetitions      --warm S   seconds of warm-up
//   --memory BATCH     no times, but the megabytes of the process before its first training step, and at most (benchmarks/memory.sh)
//   --models DIR       check outputs and training steps against PyTorch's on the same weights first
using NNGen.Compare;

var options = new Options(args);
if (options.IsPortable) { AppContext.SetSwitch("NNGen.Simd.Wide", false); } // before any NNGen code runs

var workloads = new Workloads(options);
foreach (string name in options.Workloads)
{
    switch (name)
    {
        case "W1": workloads.Circles(); break;
        case "W2": workloads.Layers("W2", "w2_tabular", (W2 n) => new PredictW2(n), [1, 32, 256], [32, 256], [Workloads.Sgd, Workloads.Adam]); break;
        case "W3":
            workloads.Layers("W3", "w3_digits", (W3 n) => new PredictW3(n), [1, 32, 128, 256], [32], [Workloads.Adam]);
            workloads.Digits();
            break;
        case "W4": workloads.Layers("W4", "w4_mnist", (W4 n) => new PredictW4(n), [1, 32, 128, 256], [32, 128, 256], [Workloads.Sgd, Workloads.Adam]); break;
        case "W5": workloads.Layers("W5", "w5_large", (W5 n) => new PredictW5(n), [1, 32, 128, 256], [32, 128, 256], [Workloads.Sgd, Workloads.Adam]); break;
        case "W6": workloads.Layers("W6", "w6_lenet5", (W6 n) => new PredictW6(n), [1, 32, 128], [32, 128], [Workloads.Sgd, Workloads.Adam]); break;
        case "W7": workloads.Streams(); break;
        case "W8": workloads.Layers("W8", "w8_convnet", (W8 n) => new PredictW8(n), [1, 32, 128], [32, 128], [Workloads.Sgd, Workloads.Adam]); break;
        case "W9": workloads.Layers("W9", "w9_resnet20", (W9 n) => new PredictW9(n), [1, 32, 128], [32, 128], [Workloads.Adam]); break;
        case "W10": workloads.Layers("W10", "w10_lstm64", (W10 n) => new PredictW10(n), [32, 128], [32, 128], [Workloads.Adam]); break;
        default:
            Console.Error.WriteLine($"There is no workload '{name}' (expected W1 to W10).");
            return 2;
    }
}

return float.IsNaN(Measure.Sink) ? 1 : 0;
