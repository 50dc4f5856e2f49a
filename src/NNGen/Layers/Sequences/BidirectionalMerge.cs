namespace NNGen;

/// <summary>What becomes of the results of both directions of a recurrent layer.</summary>
public enum BidirectionalMerge
{
    /// <summary>They stand one behind the other: twice as many features.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product, number by number.</summary>
    Multiply,

    /// <summary>Their mean.</summary>
    Average,
}
