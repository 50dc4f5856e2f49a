using System.Numerics;

namespace NNGen.Tests;

/// <summary>Committed checksums of results: the same at every vector width, on every machine with fused multiply-add.</summary>
public class VectorMathBitsTests
{
    // Checksum over the results' bits at 40,000 arguments. They change only when a function's results are changed on purpose.
    public static TheoryData<string, ulong, ulong> Checksums => new()
    {
        { "Exp", 0x4c527a9b9159ee6f, 0x6b4f4a606c90a5dd },
        { "Expm1", 0xc5a8c3c32bcd236e, 0x6dc5637891c191c5 },
        { "Log", 0xe31e09d384eedc69, 0x1807e204e0eae15e },
        { "Log1p", 0xd443e174d332697b, 0x3cf9cf7534c86e28 },
        { "Tanh", 0x26bcbaa08423e680, 0x23368e02741a257f },
        { "Sigmoid", 0x6bd461b4daba0fa9, 0x59683e492c485fe2 },
        { "Softplus", 0x8b2f44e26745cc79, 0x1ba2e250baf6c105 },
        { "Erf", 0x5410346dc65c564f, 0xb59a3affdedcd2f3 },
    };

    [Theory]
    [MemberData(nameof(Checksums))]
    public void Results_have_the_same_bits_everywhere(string name, ulong single, ulong wide)
    {
        VectorMathFunction function = VectorMathFunction.Of(name);
        // Without the instruction, an estimate of a multiply-add rounds twice, and the bits are not guaranteed.
        if (!VectorMathFunction.HasFusedMultiplyAdd) { return; }

        const int Count = 40_000;
        var random = new RandomStream(77);
        var x = new float[Count];
        var y = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            y[i] = random.NextNormal() * Math.ScaleB(1, random.NextInt32(16) - 8);
            x[i] = (float)y[i];
        }

        ulong singleHash = Checksum.Start;
        for (int i = 0; i < Count; i += Vector<float>.Count)
        {
            Vector<float> result = function.Single(new Vector<float>(x, i));
            for (int lane = 0; lane < Vector<float>.Count; lane++) { singleHash = Checksum.Add(singleHash, result[lane]); }
        }

        ulong wideHash = Checksum.Start;
        for (int i = 0; i < Count; i += Vector<double>.Count)
        {
            Vector<double> result = function.Double(new Vector<double>(y, i));
            for (int lane = 0; lane < Vector<double>.Count; lane++) { wideHash = Checksum.Add(wideHash, result[lane]); }
        }

        Assert.Equal((single.ToString("x16"), wide.ToString("x16")), (singleHash.ToString("x16"), wideHash.ToString("x16")));
    }
}
