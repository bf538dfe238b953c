import AttackKnowledge
import Testing

@testable import TechniqueMapping

@Suite("Mapping with the embedded model")
struct MappingTests {
    /// A fixed sequence: a failing text can be made again.
    struct Sequence {
        var state: UInt64 = 88_172_645_463_325_252

        mutating func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
    }

    static let pieces = [
        "PowerShell ", "was used to download ", "e\u{301}", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} ", "\r\n",
        "\n\n", "\u{A0}",
        "o\u{FB03}ce ", "T1059.001 ", "T1086", "Mimikatz ", "Cobalt Strike ", ". ", "! ", "The actor ", "evil[.]com ",
        "\u{2022} ",
        "\u{3000}", "scheduled task ", "\u{301}", "Process Injection ", "\u{2028}", "| cell | ", "encrypted files ",
        "\t", "\u{AD}",
    ]

    @Test
    func evidenceIsExactlyTheTextAtItsOffsets() throws {
        let mapper = try Support.embedded.get()
        var sequence = Sequence()
        for _ in 0..<50 {
            let text = (0..<sequence.next(60) + 1).map { _ in Self.pieces[sequence.next(Self.pieces.count)] }.joined()
            let scalars = Array(text.unicodeScalars)
            let mapping = mapper.map(text)
            let evidence =
                mapping.techniques.flatMap(\.evidence)
                + (mapping.groups + mapping.software + mapping.campaigns).flatMap(\.evidence)
            for piece in evidence {
                try #require(0 <= piece.start && piece.start < piece.end && piece.end <= scalars.count)
                let cut = Array(scalars[piece.start..<piece.end])
                #expect(Array(piece.text(in: text).unicodeScalars) == cut)
                #expect(!cut[0].properties.isWhitespace)
                if let match = piece.match {
                    #expect(piece.start <= match.start && match.end <= piece.end)
                    if piece.signal == .identifier {
                        #expect(["T1059.001", "T1086"].contains(match.text(in: text)))
                    }
                }
            }
        }
    }

    @Test
    func aReportIsMappedWithEvidenceAndTerms() throws {
        let text = """
            The intrusion began with a spearphishing email that carried a malicious Word attachment.
            The attackers executed PowerShell scripts to run their payload, which came from evil[.]com.
            Mimikatz was used to dump credentials from LSASS memory. The malware created a scheduled task to persist.
            Finally the operators encrypted files on all servers and left a ransom note (T1486).
            """
        let mapping = try Support.embedded.get().map(text)
        let ids = mapping.techniques.map(\.id.description)
        for id in ["T1003.001", "T1053.005", "T1486"] { #expect(ids.contains(id), "\(id)") }
        // What is mentioned once in a few sentences is told to who wants to miss less, and by the ranking.
        let mentioned = ["T1566.001", "T1059.001"]
        let leaning = try Support.embeddedMapper(sensitivity: .high).map(text).techniques.map(\.id.description)
        #expect(Set(leaning).isSuperset(of: ids + mentioned))
        #expect(Set(mapping.ranked.prefix(8).map(\.id.description)).isSuperset(of: mentioned))
        #expect(mapping.software.map(\.id) == ["S0002"])
        let dumping = try #require(mapping.techniques.first { $0.id.description == "T1003.001" })
        #expect(dumping.evidence.first?.text(in: text).hasPrefix("Mimikatz was used") == true)
        #expect(dumping.evidence.first?.terms.contains("LSASS") == true)
        for match in mapping.techniques {
            #expect((0...1).contains(match.score))
            #expect(match.evidence.count <= 5)
            #expect(match.evidence.map(\.score) == match.evidence.map(\.score).sorted(by: >))
        }
        #expect(mapping.ranked.count == 25)
        #expect(mapping == (try Support.embedded.get().map(text)))
    }

    @Test(arguments: ["", " ", "\n", "x", "\u{0}", "\u{FEFF}", "T1059", "\u{1F600}", ".", "[", "T"])
    func tinyTextsAreMapped(_ text: String) throws {
        let mapping = try Support.embedded.get().map(text)
        #expect(mapping.techniques.count == (text == "T1059" ? 1 : 0))
    }

    @Test
    func aTextAboutNothingHasNoTechnique() throws {
        let mapping = try Support.embedded.get()
            .map("The bakery on the corner sells bread and cake from seven o'clock.")
        #expect(mapping.techniques.isEmpty)
    }

    static let hostile: [(name: String, piece: String)] = [
        ("one endless line", "The actor used PowerShell "), ("no blank at all", "abcdefghij"),
        ("one-word lines", "malware\n"),
        ("stops", "."), ("spaced stops", ". "), ("brackets", "[("), ("blanks", " "),
        ("links", "hxxps[:]//evil[.]example[.]com/a "),
        ("accents", "e\u{301}\u{302}"), ("ids", "T1059.001 "), ("hexadecimal", "deadbeef"), ("names", "Cobalt Strike "),
        ("colons", ":"), ("quotes", "\u{201C}. \u{201D}"), ("bullets", "\u{2022}"),
    ]

    /// Twice the text must not take four times the time; the work is counted in time because it is all there is to count.
    @Test(.timeLimit(.minutes(6)), arguments: hostile)
    func hostileTextsTakeTimeInProportion(_ name: String, _ piece: String) throws {
        let mapper = try Support.embedded.get()
        func duration(_ size: Int) -> Duration {
            let text = String(repeating: piece, count: size / piece.utf8.count)
            return ThreadTime.fastest { _ = mapper.map(text) }
        }
        let small = duration(20_000)
        let large = duration(160_000)
        #expect(large < small * 24 + .milliseconds(100), "\(name): \(small) for 20 KB, \(large) for 160 KB")
    }
}
