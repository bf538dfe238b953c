import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// Texts that a scanner made for prose could stumble over: they end, and what comes out makes sense.
@Suite("Worst cases", .timeLimit(.minutes(6)))
struct WorstCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let piece: String
        var testDescription: String { name }

        /// The piece over and over, with a sentence of prose in the middle.
        func text(around sentence: String) -> String {
            let half = String(repeating: piece, count: 15_000 / piece.utf8.count)
            return half + "\n\n" + sentence + "\n\n" + half
        }
    }

    static let cases = [
        Case(name: "one line without a stop", piece: "the word injected processes "),
        Case(name: "one word without an end", piece: "abcdefghij"),
        Case(name: "lines of one word", piece: "word\n"),
        Case(name: "blank lines", piece: "\r\n\u{2028}\n"),
        Case(name: "defanged links", piece: "hxxps://a[.]example(dot)com/b[.]php "),
        Case(name: "links that trail off", piece: "www....,,,)))"),
        Case(name: "combining marks", piece: "\u{301}\u{323}\u{302}"),
        Case(name: "ideographs", piece: "\u{653B}\u{6483}\u{8005}\u{306F}\u{3002}"),
        Case(name: "emoji joined to families", piece: "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{1F3FD}"),
        Case(name: "ligatures and accents", piece: "\u{FB03}\u{E9}\u{DF}"),
        Case(name: "brackets that open something", piece: "[(a[.(do[dot(.]"),
        Case(name: "joints", piece: "a.b-c'd+e#"),
        Case(name: "possessives of possessives", piece: "a's's's"),
        Case(name: "stops and single letters", piece: "..! A. b."),
        Case(name: "one hexadecimal number", piece: "0123456789abcdef"),
        Case(name: "addresses", piece: "1.2.3."),
        Case(name: "ids", piece: "T1059.001 S0002 t1059/"),
        Case(name: "ids of nothing", piece: "T9876.123T1059T"),
        Case(name: "names", piece: "APT29 Cobalt Strike Process Injection "),
        Case(name: "control characters", piece: "\u{0}\u{1B}\u{7F}"),
    ]

    private static let prose = "The attackers ran an encoded PowerShell command, T1059.001, through a malicious macro."

    @Test(arguments: cases)
    func theTextIsReadToItsEndAndTheProseInItIsFound(_ example: Case) throws {
        let text = example.text(around: Self.prose)
        let mapping = try Support.embedded.get().map(text)
        let count = text.unicodeScalars.count
        #expect(mapping.techniques.contains { $0.id.description == "T1059.001" })
        for technique in mapping.techniques {
            #expect(0...1 ~= technique.score)
            for evidence in technique.evidence {
                #expect(0 <= evidence.start && evidence.start < evidence.end && evidence.end <= count)
                #expect(0...1 ~= evidence.score)
            }
        }
        #expect(mapping.unknownIdentifiers.count <= 50)
    }

    /// The working memory of a sentence grows with it; what a long one leaves behind must not show in the next.
    @Test(arguments: cases)
    func aSentenceScoresTheSameWhateverWasScoredBefore(_ example: Case) throws {
        let tables = try Support.embedded.get().model.tables
        var text = example.text(around: Self.prose)
        var prose = Self.prose
        var fresh = SentenceScorer(tables)
        var used = SentenceScorer(tables)
        text.withUTF8 { _ = used.score($0, 0..<$0.count) }
        #expect(used.tokens.count <= text.utf8.count)
        prose.withUTF8 { bytes in
            #expect(used.score(bytes, 0..<bytes.count) == fresh.score(bytes, 0..<bytes.count))
        }
        #expect(used.margins == fresh.margins)
    }

    @Test(arguments: cases)
    func tokensAndWordsLieInOrderInsideTheText(_ example: Case) {
        var text = example.text(around: Self.prose)
        text.withUTF8 { bytes in
            var tokenizer = Tokenizer()
            tokenizer.tokenize(bytes, 0..<bytes.count)
            #expect(tokenizer.tokens.allSatisfy { 0 <= $0.start && $0.start <= $0.end && Int($0.end) <= bytes.count })
            var scanner = NameWordScanner()
            scanner.scan(bytes, 0..<bytes.count)
            let words = scanner.words
            #expect(words.allSatisfy { 0 <= $0.start && $0.start < $0.end && $0.end <= bytes.count })
            #expect(zip(words, words.dropFirst()).allSatisfy { $0.end <= $1.start })
        }
    }
}
