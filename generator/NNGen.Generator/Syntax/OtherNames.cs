using System;
using System.Collections.Generic;

namespace NNGen.Generator.Syntax;

/// <summary>Names in other libraries for features that have another name in NNGen, in plain spelling (<see cref="Spelling.Plain"/>).</summary>
internal static class OtherNames
{
    /// <summary>Layers and losses of Keras, PyTorch and other libraries that are not misspellings of NNGen's.</summary>
    public static readonly IReadOnlyDictionary<string, string> Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["fullyconnected"] = "Dense",
        ["fc"] = "Dense",
        ["inputlayer"] = "Input",
        ["inputshape"] = "Input",
        ["swish"] = "SiLU",
        ["logistic"] = "Sigmoid",
        ["identity"] = "Linear",
        ["rectifier"] = "ReLU",
        ["mse"] = "MeanSquaredError",
        ["mseloss"] = "MeanSquaredError",
        ["l2loss"] = "MeanSquaredError",
        ["mae"] = "MeanAbsoluteError",
        ["l1loss"] = "MeanAbsoluteError",
        ["huberloss"] = "Huber",
        ["smoothl1loss"] = "Huber",
        ["bce"] = "BinaryCrossEntropy",
        ["bceloss"] = "BinaryCrossEntropy",
        ["bcewithlogitsloss"] = "BinaryCrossEntropy",
        ["logloss"] = "BinaryCrossEntropy",
        ["crossentropyloss"] = "CrossEntropy",
        ["categoricalcrossentropy"] = "CrossEntropy",
        ["sparsecategoricalcrossentropy"] = "CrossEntropy",
        ["softmaxcrossentropy"] = "CrossEntropy",
        ["nllloss"] = "CrossEntropy",
        ["convolution1d"] = "Conv1D",
        ["convolution2d"] = "Conv2D",
        ["convtranspose1d"] = "Conv1DTranspose",
        ["convtranspose2d"] = "Conv2DTranspose",
        ["convolution1dtranspose"] = "Conv1DTranspose",
        ["convolution2dtranspose"] = "Conv2DTranspose",
        ["separableconvolution2d"] = "SeparableConv2D",
        ["maxpooling1d"] = "MaxPool1D",
        ["maxpooling2d"] = "MaxPool2D",
        ["avgpool1d"] = "AveragePool1D",
        ["avgpool2d"] = "AveragePool2D",
        ["averagepooling1d"] = "AveragePool1D",
        ["averagepooling2d"] = "AveragePool2D",
        ["globalaveragepooling1d"] = "GlobalAveragePool",
        ["globalaveragepooling2d"] = "GlobalAveragePool",
        ["globalmaxpooling1d"] = "GlobalMaxPool",
        ["globalmaxpooling2d"] = "GlobalMaxPool",
        ["adaptiveavgpool1d"] = "GlobalAveragePool",
        ["adaptiveavgpool2d"] = "GlobalAveragePool",
        ["adaptivemaxpool2d"] = "GlobalMaxPool",
        ["spatialdropout1d"] = "SpatialDropout",
        ["spatialdropout2d"] = "SpatialDropout",
        ["dropout1d"] = "SpatialDropout",
        ["dropout2d"] = "SpatialDropout",
        ["upsample"] = "UpSampling2D",
        ["upsamplingnearest2d"] = "UpSampling2D",
        ["upsamplingbilinear2d"] = "UpSampling2D",
        ["zeropad2d"] = "ZeroPadding2D",
        ["neuralnetwork"] = "Network",
        ["model"] = "Network",
    };

    /// <summary>Layers of Keras and PyTorch without an equivalent in NNGen.</summary>
    public static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "conv3d", "convolution3d", "separableconv1d", "maxpool3d", "avgpool3d", "dropout3d", "spatialdropout3d", "upsampling1d", "upsampling3d",
        "batchnorm", "batchnorm1d", "batchnorm2d", "batchnormalization", "layernorm", "layernormalization", "groupnorm", "groupnormalization", "lstm", "gru", "rnn",
        "simplernn", "bidirectional", "timedistributed", "multiheadattention", "attention", "prelu", "concatenate",
    };

    /// <summary>Arguments, with NNGen's name for each; layers without that argument do not match.</summary>
    public static readonly IReadOnlyDictionary<string, string> Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["usebias"] = "Bias",
        ["kernelinitializer"] = "WeightInitializer",
        ["initializer"] = "WeightInitializer",
        ["infeatures"] = "Inputs",
        ["inputdim"] = "Inputs",
        ["inputshape"] = "Inputs",
        ["inputsize"] = "Inputs",
        ["outfeatures"] = "units",
        ["outputs"] = "units",
        ["outputsize"] = "units",
        ["neurons"] = "units",
        ["nodes"] = "units",
        ["size"] = "units",
        ["outchannels"] = "filters",
        ["channels"] = "filters",
        ["kernelsize"] = "kernel",
        ["poolsize"] = "size",
        ["strides"] = "Stride",
        ["dilationrate"] = "Dilation",
        ["depthmultiplier"] = "Multiplier",
        ["ceilmode"] = "Ceil",
        ["scalefactor"] = "factors",
        ["mode"] = "Interpolation",
        ["gain"] = "WeightScale",
        ["negativeslope"] = "slope",
        ["alpha"] = "slope",
        ["approximate"] = "approximation",
        ["dtype"] = "Precision",
        ["type"] = "Precision",
        ["threshold"] = "delta",
        ["embeddingdim"] = "dimensions",
        ["outputdim"] = "dimensions",
        ["embeddingsinitializer"] = "WeightInitializer",
        ["paddingidx"] = "PaddingId",
        ["ignoreclass"] = "IgnoreIndex",
    };
}
