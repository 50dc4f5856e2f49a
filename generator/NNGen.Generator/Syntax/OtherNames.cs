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
        ["neuralnetwork"] = "Network",
        ["model"] = "Network",
    };

    /// <summary>Layers of Keras and PyTorch without an equivalent in NNGen.</summary>
    public static readonly HashSet<string> Missing = new(StringComparer.Ordinal)
    {
        "conv1d", "conv2d", "conv3d", "convolution1d", "convolution2d", "convolution3d", "convtranspose1d", "convtranspose2d", "conv1dtranspose", "conv2dtranspose",
        "depthwiseconv2d", "separableconv2d", "maxpool1d", "maxpool2d", "maxpooling1d", "maxpooling2d", "avgpool1d", "avgpool2d", "averagepooling1d", "averagepooling2d",
        "globalaveragepooling1d", "globalaveragepooling2d", "globalmaxpooling1d", "globalmaxpooling2d", "adaptiveavgpool2d", "batchnorm", "batchnorm1d", "batchnorm2d",
        "batchnormalization", "layernorm", "layernormalization", "groupnorm", "groupnormalization", "flatten", "reshape", "embedding", "lstm", "gru", "rnn",
        "simplernn", "bidirectional", "timedistributed", "multiheadattention", "attention", "prelu", "concatenate", "upsampling2d", "zeropadding2d",
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
        ["negativeslope"] = "slope",
        ["alpha"] = "slope",
        ["approximate"] = "approximation",
        ["dtype"] = "Precision",
        ["type"] = "Precision",
        ["threshold"] = "delta",
    };
}
