using System;
using System.Collections.Generic;
using System.Linq;
using NNGen.Generator.Model;

namespace NNGen.Generator.Layers;

/// <summary>Every kind of layer by its attribute's name. A new layer is registered only here.</summary>
internal static class LayerCatalog
{
    private static readonly IReadOnlyDictionary<string, Func<LayerContext, Layer?>> Kinds =
        new Dictionary<string, Func<LayerContext, Layer?>>(Activation.Kinds.ToDictionary(kind => kind, _ => (Func<LayerContext, Layer?>)Activation.Infer))
        {
            ["Dense"] = Dense.Infer,
            ["Embedding"] = Embedding.Infer,
            ["Conv1D"] = Convolution.Conv1D,
            ["Conv2D"] = Convolution.Conv2D,
            ["Conv1DTranspose"] = TransposedConvolution.Conv1D,
            ["Conv2DTranspose"] = TransposedConvolution.Conv2D,
            ["DepthwiseConv2D"] = Convolution.Depthwise2D,
            ["SeparableConv2D"] = SeparableConvolution.Infer,
            ["MaxPool1D"] = PoolingLayer.Max1D,
            ["MaxPool2D"] = PoolingLayer.Max2D,
            ["AveragePool1D"] = PoolingLayer.Average1D,
            ["AveragePool2D"] = PoolingLayer.Average2D,
            ["GlobalMaxPool"] = PoolingLayer.GlobalMax,
            ["GlobalAveragePool"] = PoolingLayer.GlobalAverage,
            ["Flatten"] = Rearrangement.Flatten,
            ["Reshape"] = Rearrangement.Reshape,
            ["Permute"] = Rearrangement.Permute,
            ["ZeroPadding2D"] = Rearrangement.ZeroPadding2D,
            ["Cropping1D"] = Rearrangement.Cropping1D,
            ["Cropping2D"] = Rearrangement.Cropping2D,
            ["UpSampling2D"] = Rearrangement.UpSampling2D,
            ["LastStep"] = LastStep.Infer,
            ["SimpleRNN"] = Recurrent.Infer,
            ["GRU"] = Recurrent.Infer,
            ["LSTM"] = Recurrent.Infer,
            ["BatchNorm"] = BatchNorm.Infer,
            ["LayerNorm"] = FeatureNorm.Layer,
            ["RMSNorm"] = FeatureNorm.RootMeanSquare,
            ["GroupNorm"] = GroupNorm.Infer,
            ["PReLU"] = PReLU.Infer,
            ["Add"] = Merge.Infer,
            ["Subtract"] = Merge.Infer,
            ["Multiply"] = Merge.Infer,
            ["Average"] = Merge.Infer,
            ["Maximum"] = Merge.Infer,
            ["EndResidual"] = Merge.Infer,
            ["Concat"] = Concat.Infer,
            ["Softmax"] = Softmax.Infer,
            ["LogSoftmax"] = Softmax.Infer,
            ["ActivityRegularization"] = ActivityRegularization.Infer,
            ["Dropout"] = NoiseLayer.Dropout,
            ["SpatialDropout"] = NoiseLayer.SpatialDropout,
            ["GaussianNoise"] = NoiseLayer.Gaussian,
        };

    public static bool Contains(string kind) => Kinds.ContainsKey(kind);

    public static Layer? Infer(LayerContext context) => Kinds[context.Declaration.Kind](context);
}
