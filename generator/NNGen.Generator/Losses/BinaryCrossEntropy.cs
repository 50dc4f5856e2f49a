using NNGen.Generator.Ir;
using NNGen.Generator.Model;

namespace NNGen.Generator.Losses;

/// <summary>
/// Mean over the outputs of −(t ln p + (1 − t) ln(1 − p)). After a sigmoid, or from logits z, it is computed as max(z, 0) − z t + ln(1 + e^−|z|),
/// whose gradient is p − t. For other probabilities, each logarithm is clamped at −100, as in PyTorch's <c>BCELoss</c>.
/// </summary>
internal sealed record BinaryCrossEntropy(bool Logits, double Smoothing) : Loss
{
    public override string Kind => "BinaryCrossEntropy";

    public override string Description => "binary cross-entropy" + (Logits ? " from logits" : "") + (Smoothing > 0 ? $", labels smoothed by {Smoothing}" : "");

    public override Expectation Expects => Expectation.Labels;

    public override bool FromLogits => Logits;

    public override double LabelSmoothing => Smoothing;

    public override bool FusesWith(Layer last) => !Logits && last.Formula is Unary { Function: Function.Sigmoid, Argument: Operand };

    public override LossTerms Lower(ProgramBuilder program, Tensor prediction, Tensor target, bool fused)
    {
        target = Smooth(program, target, 0.5);
        Expression y = new Operand(0);
        Expression t = new Operand(1);
        if (fused || Logits)
        {
            // Both the loss and its gradient use e = e^−|z|: the sigmoid of z is 1 / (1 + e) if z > 0, else e / (1 + e). The partial derivative of
            // the loss with respect to z already includes this term, so e itself passes no gradient.
            Tensor exponential = program.Elementwise("exponential", Expression.Call(Function.ExpOfMagnitude, y), [prediction], [0]);
            Expression e = new Operand(2);
            Expression loss = Expression.Max(y, 0) - (y * t) + Expression.Call(Function.Log1pOfUnit, e);
            Expression sigmoidMinusTarget = (Expression.WhereGreater(y, 0, 1, e) / (1 + e)) - t;
            return MeanSquaredError.Mean(program, program.Elementwise("error", loss, [prediction, target, exponential], [sigmoidMinusTarget, -y, 0]));
        }

        Expression logY = Expression.Max(Expression.Call(Function.Log, y), -100);
        Expression logRest = Expression.Max(Expression.Call(Function.Log1p, -y), -100);
        Expression entropy = -((t * logY) + ((1 - t) * logRest));
        Expression derivative = (y - t) / Expression.Max(y * (1 - y), 1e-12);
        return MeanSquaredError.Mean(program, program.Elementwise("error", entropy, [prediction, target], [derivative, logRest - logY]));
    }
}
