import Testing

@testable import TechniqueMapping

@Suite("Text")
struct TextTests {
    struct Segmentation: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let sentences: [String]
        var testDescription: String { name }
    }

    static let segmentations = [
        Segmentation(name: "two sentences", text: "It ran. Then it left.", sentences: ["It ran.", "Then it left."]),
        Segmentation(
            name: "abbreviations and initials",
            text: "Use e.g. PowerShell, or J. Smith at Acme Corp. Limited vs. Others. Done.",
            sentences: ["Use e.g. PowerShell, or J. Smith at Acme Corp. Limited vs. Others.", "Done."]
        ),
        Segmentation(
            name: "defanged indicators stay whole",
            text: "It calls evil[.]com and hxxp://a[.]b/C. Next it sleeps.",
            sentences: ["It calls evil[.]com and hxxp://a[.]b/C.", "Next it sleeps."]
        ),
        Segmentation(
            name: "lists and headings",
            text: "# Findings\nThe actor:\n- drops a file\n- runs it\n1. First step\n2. Second step",
            sentences: ["# Findings", "The actor:", "- drops a file", "- runs it", "1. First step", "2. Second step"]
        ),
        Segmentation(
            name: "table rows",
            text: "| T1059 | PowerShell |\n| T1055 | injection |",
            sentences: ["| T1059 | PowerShell |", "| T1055 | injection |"]
        ),
        Segmentation(
            name: "a hard-wrapped line goes on",
            text: "The implant writes a copy of itself into the startup folder of\nthe user and waits.",
            sentences: ["The implant writes a copy of itself into the startup folder of\nthe user and waits."]
        ),
        Segmentation(
            name: "a blank line ends a paragraph",
            text: "The first part has no stop\n\nand this stands alone",
            sentences: ["The first part has no stop", "and this stands alone"]
        ),
        Segmentation(
            name: "CRLF, no-break spaces and quotes",
            text: "\u{A0}He said \u{201C}run it.\u{201D}\r\n\u{201C}Why?\u{201D} \u{C9}cole asked. 2 Ok",
            sentences: ["He said \u{201C}run it.\u{201D}", "\u{201C}Why?\u{201D}", "\u{C9}cole asked. 2 Ok"]
        ),
        Segmentation(name: "nothing", text: " \n\t\u{A0}\r\n", sentences: []),
    ]

    @Test(arguments: segmentations)
    func sentencesAreCutWhereAReaderWouldCut(_ example: Segmentation) {
        var text = example.text
        let found = text.withUTF8 { bytes in
            SentenceSegmenter.sentences(of: bytes).map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
        }
        #expect(found == example.sentences)
    }

    @Test(arguments: [
        ("vulnerabilities", "vulnerability"), ("processes", "process"), ("process", "process"), ("files", "fil"),
        ("injected", "inject"), ("injecting", "inject"), ("injects", "inject"), ("dropped", "drop"), ("running", "run"),
        ("installed", "install"), ("uses", "use"), ("used", "used"), ("using", "using"), ("string", "string"),
        ("virus", "virus"),
        ("analysis", "analysis"), ("red", "red"), ("bypassed", "bypass"), ("execute", "execut"),
        ("executing", "execut"),
    ])
    func endingsOfNumberAndTenseGo(_ word: String, _ stem: String) {
        #expect(Stemmer.stem(word) == stem)
    }

    @Test(arguments: [
        ("The actor's tools", ["actor", "tools"]),
        ("cmd.exe /c 1234", ["cmd.exe", "cmd", "exe", "c", "1234"]),
        ("spear-phishing", ["spear-phishing", "spear", "phishing"]),
        ("see https://evil.com/a?b, then", ["see", "https://evil.com/a?b"]),
        ("CVE-2021-44228 on 10[.]0.0[.]1", ["CVE-2021-44228", "10[.]0.0[.]1"]),
        ("d41d8cd98f00b204e9800998ecf8427e", ["d41d8cd98f00b204e9800998ecf8427e"]),
        ("o\u{FB03}ce caf\u{E9}", ["o\u{FB03}ce", "caf\u{E9}"]),
        ("soft\u{AD}ware", ["soft\u{AD}ware"]),
    ])
    func tokensKnowWhereTheyStand(_ text: String, _ words: [String]) {
        var text = text
        let found = text.withUTF8 { bytes in
            var tokenizer = Tokenizer()
            tokenizer.tokenize(bytes, 0..<bytes.count)
            return tokenizer.tokens.map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
        }
        #expect(found == words)
    }

    /// The same word in another typography must be the same feature: PDFs write ligatures and soft hyphens.
    @Test(arguments: [
        ("o\u{FB03}ce", "office"), ("soft\u{AD}ware", "software"), ("actor\u{2019}s", "actor's"),
        ("spear\u{2010}phish", "spear-phish"),
        ("evil[.]com", "evil.com"), ("RUNS", "run"), ("hxxp://a[.]b/c", "https://example.org/x"),
    ])
    func typographyDoesNotChangeAToken(_ one: String, _ other: String) {
        #expect(hashes(one) == hashes(other))
    }

    private func hashes(_ text: String) -> [UInt64] {
        var text = text
        return text.withUTF8 { bytes in
            var tokenizer = Tokenizer()
            tokenizer.tokenize(bytes, 0..<bytes.count)
            return tokenizer.tokens.map(\.hash)
        }
    }

    @Test(arguments: [
        ("d41d8cd98f00b204e9800998ecf8427e evil.exe 2021", false), ("[3] https://example.org/report", false),
        ("See https://example.org/report for more", false), ("Short one", false),
        ("- CVE-2017-11882 (2)", false), ("Exploitation of CVE-2017-11882", true),
        ("The loader contacts evil[.]com over HTTPS and waits for orders", true), ("Lateral movement", true),
    ])
    func rowsOfIndicatorsAndBareLinksAreNoDescriptions(_ text: String, _ describes: Bool) {
        var text = text
        let found = text.withUTF8 { bytes in
            SentenceSegmenter.sentences(of: bytes).contains { SentenceFilter.describes(bytes, $0) }
        }
        #expect(found == describes)
    }
}
