using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>Σ (t − y)² / (Σ t² + ε) over the outputs of a sample: the energy of the error relative to that of the signal.</summary>
internal sealed record ErrorToSignalRatio(double Epsilon) : Loss
{
    public override string Kind => "ErrorToSignalRatio";

    public override string Description => "error-to-signal ratio";

    public override EquatableArray<Argument> Arguments => new([new Argument("epsilon", Epsilon)]);

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused)
    {
        Expression difference = new Operand(1) - new Operand(0), signal = new Operand(0);
        Tensor error = program.Sum("errorEnergy", program.Elementwise("error", difference * difference, prediction, target));
        Tensor energy = program.Sum("signalEnergy", program.Elementwise("signal", signal * signal, target));
        return program.Elementwise("ratio", new Operand(0) / (new Operand(1) + Epsilon), error, energy);
    }
}
