import Taskt
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct CanonicalJSONTests {
    /// Everything that Codable can ask of an encoder.
    struct Everything: Codable, Hashable {
        struct Inner: Codable, Hashable {
            var b = [1.5, -0.25, 1e300, 3, 0.1]
            var a: String? = "quotes \" and \\ and / and \u{1}\u{8}\t\n\u{c}\r\u{1f} and é 👩‍👩‍👧 \u{2028}"
        }
        enum Kind: Codable, Hashable {
            case plain
            case with(label: String, Int)
        }
        var zeta = [Inner(), Inner(b: [], a: nil)]
        var alpha = ["z": 1, "a": 2, "é": 3, "": 4]
        var numbers: [UInt64] = [0, .max]
        var negative = Int64.min
        var yes = true
        var no = false
        var nothing: Int?
        var kinds = [Kind.plain, .with(label: "x", 7)]
        var data = Data([0, 255, 16])
        var date = Date(timeIntervalSinceReferenceDate: 1234.5)
        var url = URL(string: "https://example.org/a?b=c")
        var byNumber = [3: "c", 1: "a"]
        var float = Float(0.1)
        var decimal = Decimal(string: "12.34")
        var nested = [[[Int]]]([[[1], []], []])
    }

    @Test func itSaysWhatJSONEncoderSays() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let value = Everything()
        let (ours, theirs) = (try CanonicalJSON.encode(value), try encoder.encode(value))
        #expect(String(decoding: ours, as: UTF8.self) == String(decoding: theirs, as: UTF8.self))
        #expect(try JSONDecoder().decode(Everything.self, from: ours) == value)
    }

    @Test func valuesThatAreNoContainersStandAlone() throws {
        func text(_ value: some Encodable) throws -> String {
            String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
        }
        #expect(try text(7) == "7" && text("a\"b") == #""a\"b""# && text(Int?.none) == "null" && text(true) == "true")
        #expect(try text([Int]()) == "[]" && text([String: Int]()) == "{}" && text(Data([1])) == #""AQ==""#)
        #expect(try text([1, nil]) == "[1,null]" && text(1.0) == "1")
    }

    /// A container that is asked for early and written to late, out of turn with its neighbours.
    struct OutOfTurn: Encodable {
        enum Keys: String, CodingKey { case first, second, third, first2 }
        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Keys.self)
            var late = outer.nestedContainer(keyedBy: Keys.self, forKey: .second)
            var list = outer.nestedUnkeyedContainer(forKey: .first)
            try outer.encode(1, forKey: .third)
            try list.encode("x")
            try late.encode(2, forKey: .third)
            var again = encoder.container(keyedBy: Keys.self)
            try again.encode(3, forKey: .third)
            try Data().base64EncodedString().encode(to: outer.superEncoder())
            try list.encode([true])
        }
    }

    @Test func containersMayBeWrittenOutOfTurnAndTheLastOfTwoValuesHolds() throws {
        let text = String(decoding: try CanonicalJSON.encode(OutOfTurn()), as: UTF8.self)
        #expect(text == #"{"first":["x",[true]],"second":{"third":2},"super":"","third":3}"#)
    }

    @Test func aNumberThatJSONCannotHoldIsNamedByItsPlace() throws {
        let error = #expect(throws: EncodingError.self) {
            try CanonicalJSON.encode(["a": [[0, 1], [2, Double.nan]]])
        }
        guard case .invalidValue(_, let context) = try #require(error) else { return }
        #expect(context.codingPath.map(\.stringValue) == ["a", "1", "1"])
    }
}
