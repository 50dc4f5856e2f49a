namespace NNGen;

/// <summary>The order of the axes of an image or a sequence in an array.</summary>
public enum Layout
{
    /// <summary>Height, width, channels; or steps, features. Keras's default.</summary>
    ChannelsLast,

    /// <summary>Channels, height, width; or features, steps. PyTorch's order.</summary>
    ChannelsFirst,
}
