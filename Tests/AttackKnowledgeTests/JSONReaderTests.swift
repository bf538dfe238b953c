import Testing

@testable import AttackKnowledge

@Suite struct JSONReaderTests {
    private func skip(_ json: String) throws -> (kind: JSONSlice.Kind, isAtEnd: Bool) {
        try Array(json.utf8)
            .withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                let slice = try reader.skipValue()
                return (slice.kind, reader.isAtEnd())
            }
    }

    private func text(_ json: String) throws -> String? {
        try Array(json.utf8)
            .withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                return try reader.skipValue().text(in: bytes)
            }
    }

    @Test(arguments: [
        ("null", JSONSlice.Kind.null), ("true", .true), ("false", .false), ("-1.5e+3", .number), (#""a\"b""#, .string),
        (#""ends in a backslash \\""#, .string), ("[]", .array), (" [1, [2], {}] ", .array), ("{}", .object),
        (#"{"a": {"b": [true]}, "c": ""}"#, .object),
    ])
    func aValueIsReadPastToItsEnd(_ json: String, _ kind: JSONSlice.Kind) throws {
        let read = try skip(json)
        #expect(read.kind == kind)
        #expect(read.isAtEnd)
    }

    @Test(arguments: [
        ("", JSONFailure.Kind.endOfInput), ("  ", .endOfInput), ("[1", .endOfInput), (#"{"a""#, .endOfInput),
        (#""abc"#, .endOfInput), (#""abc\""#, .endOfInput), ("tru", .endOfInput), ("[1,", .endOfInput),
        ("[1 2]", .unexpectedByte), (#"{"a" 1}"#, .unexpectedByte), ("{1: 2}", .unexpectedByte),
        ("trap", .unexpectedByte), ("<html>", .unexpectedByte), ("[1,]", .unexpectedByte),
    ])
    func aMistakeIsToldByItsKind(_ json: String, _ kind: JSONFailure.Kind) {
        #expect { try skip(json) } throws: { ($0 as? JSONFailure)?.kind == kind }
    }

    @Test func deepNestingIsRefusedAndNotFollowed() {
        let json = String(repeating: "[", count: 1_000_000)
        #expect { try skip(json) } throws: { ($0 as? JSONFailure)?.kind == .tooDeep }
    }

    @Test(arguments: [
        (#""""#, ""), (#""\u0041\n\t\/\\\"""#, "A\n\t/\\\""), (#""\ud83d\ude00 \u00e9""#, "\u{1F600} \u{E9}"),
        (#""plain \u2014 and raw — dash""#, "plain — and raw — dash"), (#""\b\f\r""#, "\u{8}\u{C}\r"),
    ])
    func escapesAreResolved(_ json: String, _ expected: String) throws {
        #expect(try text(json) == expected)
    }

    @Test(arguments: [
        #""\x""#, #""\u12""#, #""\u12G4""#, #""\ud83d""#, #""\ud83d\n""#, #""\ud83d\u0041""#, #""\ude00""#,
    ])
    func aWrongEscapeIsNoText(_ json: String) throws {
        #expect(try text(json) == nil)
    }

    @Test func wrongUTF8IsNoText() throws {
        let json: [UInt8] = [0x22, 0xC3, 0x28, 0x22]
        let text = try json.withUnsafeBytes { bytes in
            var reader = JSONReader(bytes)
            return try reader.skipValue().text(in: bytes)
        }
        #expect(text == nil)
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        #expect(try skip("\u{FEFF}[]").kind == .array)
    }
}
