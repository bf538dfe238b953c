import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

/// The fast loops against slow ones that say the same.
@Suite("Bytes eight at a time")
struct ByteScanTests {
    /// Characters that one of the loops stops at, and those around them.
    private static let characters: [Unicode.Scalar] = [
        "a", "b", " ", " ", " ", "\n", "\n", "\r", "\t", "\u{0}", "\u{7}", "\u{7F}", "é", "ß", "\u{A0}", "\u{AD}",
        "\u{85}",
        "«", "д", "я", "א", "ا", "\u{2014}", "\u{200B}", "\u{2028}", "\u{20AC}", "\u{2060}", "\u{3000}", "\u{3001}",
        "あ",
        "か", "\u{3099}", "漢", "한", "\u{F0B7}", "\u{FB01}", "\u{FF21}", "\u{FFFE}", "🪶", "\u{301}", "\u{2126}",
        "\u{1112}",
    ]

    private static func samples(_ count: Int) -> [String] {
        var generator = SeededGenerator(seed: 3)
        return (0..<count)
            .map { _ in
                let length = Int.random(in: 0...40, using: &generator)
                let scalars = (0..<length).map { _ in characters.randomElement(using: &generator) ?? "a" }
                return String(String.UnicodeScalarView(scalars))
            }
    }

    @Test func scalarsAreCounted() {
        for sample in Self.samples(2000) {
            let utf8 = Array(sample.utf8)
            #expect(ByteScan.scalarCount(utf8.span) == sample.unicodeScalars.count)
        }
    }

    @Test func theFirstSpecialByteIsFoundFromEveryStart() {
        for sample in Self.samples(500) {
            let utf8 = Array(sample.utf8)
            for start in 0...utf8.count {
                let found = ByteScan.firstSpecial(in: utf8.span, from: start)
                // A wide character may be passed over where it is none of those to be replaced.
                for index in start..<found {
                    #expect(utf8[index] >= 0x20 && utf8[index] != 0x7F && ![0xC2, 0xE2, 0xEF].contains(utf8[index]))
                    #expect(utf8[index] != 0xE3 || !utf8[index...].starts(with: [0xE3, 0x80, 0x80]))
                }
            }
        }
    }

    @Test func twoSpacesAreFound() {
        for sample in Self.samples(2000) {
            let utf8 = Array(sample.utf8)
            #expect(ByteScan.hasDoubleSpace(utf8.span) == utf8.contains("  "))
        }
    }

    @Test(arguments: [TextAssembler.Spacing.flow, .verbatim])
    func cleaningGivesWhatSingleCharactersGive(_ spacing: TextAssembler.Spacing) {
        for sample in Self.samples(3000) {
            var cleaned: [UInt8] = []
            TextCleaning.clean(Array(sample.utf8).span, into: &cleaned, spacing: spacing)
            #expect(String(decoding: cleaned, as: UTF8.self) == Self.slowlyCleaned(sample, spacing))
        }
    }

    /// The rules of cleaning, one character after the other.
    private static func slowlyCleaned(_ text: String, _ spacing: TextAssembler.Spacing) -> String {
        var result = String.UnicodeScalarView()
        var spaces = 0
        var lineEnds = 0
        var previous: Unicode.Scalar = "a"
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}":
                spaces = 0
                lineEnds += 1
            case " ", "\t", "\u{0}", "\u{A0}", "\u{3000}": spaces += 1
            case "\u{7}", "\u{7F}", "\u{AD}", "\u{200B}", "\u{2060}", "\u{FFFE}": break
            default:
                let isAtStart = lineEnds > 0 || result.isEmpty
                if !result.isEmpty {
                    result.append(contentsOf: Array(repeating: "\n", count: min(lineEnds, 2)))
                }
                let count = spacing == .verbatim ? spaces : isAtStart ? 0 : min(spaces, 1)
                result.append(contentsOf: Array(repeating: " ", count: count))
                spaces = 0
                lineEnds = 0
                switch scalar {
                case "\u{F0B7}": result.append("\u{2022}")
                case "\u{FB01}": result.append(contentsOf: ["f", "i"])
                default: result.append(scalar)
                }
            }
        }
        return String(result)
    }

    /// The quick look decides for every character whether composition may be left out; it must never be wrong.
    @Test func everyCharacterIsBroughtIntoNormalForm() {
        let planes: [ClosedRange<UInt32>] = [0x80...0xFFFF, 0x1D100...0x1D200, 0x1F000...0x1FFFF, 0x2F800...0x2FA1F]
        for value in planes.joined() {
            // Cleaning has made spaces of these two.
            guard let scalar = Unicode.Scalar(value), value != 0x2000, value != 0x2001 else { continue }
            let text = "xxxxxx\(String(scalar))yyyyyyyy"
            var utf8 = Array(text.utf8)
            NormalForm.compose(&utf8)
            guard !text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(utf8) else { continue }
            Issue.record("U+\(String(value, radix: 16)) is not composed")
        }
    }

    @Test func sequencesAreBroughtIntoNormalForm() {
        for sample in Self.samples(3000) {
            var utf8 = Array(sample.utf8)
            NormalForm.compose(&utf8)
            #expect(utf8 == Array(sample.precomposedStringWithCanonicalMapping.utf8))
        }
    }
}
