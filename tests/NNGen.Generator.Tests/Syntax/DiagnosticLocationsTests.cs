using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NNGen.Generator.Syntax;

namespace NNGen.Generator.Tests;

public sealed class DiagnosticLocationsTests
{
    private static readonly Location ofClass = At(0);
    private static readonly Location ofAttribute = At(1);
    private static readonly Location ofShape = At(2);
    private static readonly Location ofElement = At(3);

    [Theory]
    [InlineData(0, "shape[1]", 3)]
    [InlineData(0, "Shape", 2)]
    [InlineData(0, "shape[7]", 2)]
    [InlineData(0, "units", 1)]
    [InlineData(0, null, 1)]
    [InlineData(5, "units", 0)]
    [InlineData(DiagnosticLocations.Class, null, 0)]
    public void The_most_specific_location_is_found(int attribute, string? argument, int expected)
    {
        var places = new DiagnosticLocations();
        places.Add(DiagnosticLocations.Class, null, ofClass);
        places.Add(0, null, ofAttribute);
        places.Add(0, "shape", ofShape);
        places.Add(0, "shape[1]", ofElement);

        Assert.Equal(At(expected), places.Find(attribute, argument));
    }

    private static Location At(int position) => Location.Create("Net.cs", new TextSpan(position, 1), default);
}
