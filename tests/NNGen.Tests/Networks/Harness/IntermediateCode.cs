using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace NNGen.Tests;

/// <summary>An IL instruction, with the member that it refers to, if any.</summary>
internal readonly record struct Instruction(OpCode Code, MemberInfo? Member);

/// <summary>Reads the IL of a method (ECMA-335, partition III).</summary>
internal static class IntermediateCode
{
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IEnumerable<Instruction> Of(MethodInfo method)
    {
        byte[] code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (int at = 0; at < code.Length;)
        {
            // Codes of two bytes begin with FE.
            short value = code[at] == 0xfe ? BinaryPrimitives.ReadInt16BigEndian(code.AsSpan(at)) : code[at];
            OpCode opCode = Codes[value];
            at += opCode.Size;
            bool hasMember = opCode.OperandType
                is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok;
            MemberInfo? member = hasMember
                ? method.Module.ResolveMember(
                    BitConverter.ToInt32(code, at),
                    method.DeclaringType!.GetGenericArguments(),
                    method.IsGenericMethod ? method.GetGenericArguments() : null)
                : null;
            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
            yield return new Instruction(opCode, member);
        }
    }
}
