import Testing

@testable import TechniqueMapping

@Suite("Segmentation", .timeLimit(.minutes(6)))
struct SegmentationTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        let sentences: [String]
        /// What stands between the sentences.
        var joint = " "
        var testDescription: String { name }

        init(_ name: String, _ sentences: [String], joint: String = " ") {
            self.name = name
            self.sentences = sentences
            self.joint = joint
        }
    }

    static let sentences = [
        Example("dotted abbreviations", ["It uses tools, e.g. Mimikatz, i.e. known ones.", "Nobody saw it."]),
        Example("a country that ends a sentence", ["They hit targets in the U.S.", "The attackers then left."]),
        Example("a country inside one", ["The U.S. Army and the U.K. Ministry were hit in the U.S. and Japan."]),
        Example("companies", ["Acme Inc. Germany and Brass Ltd. Poland paid.", "Brass Ltd.", "This was all."]),
        Example("numbers of things", ["See No. 5, Fig. 3, Sec. 2.4 and pp. 7 to 9.", "Then read vol. 2."]),
        Example(
            "versions, decimals and files",
            ["Version v1.2.3 took 4.5 s in cmd.exe.", "It wrote a.exe.", "It ran it."]
        ),
        Example(
            "defanged indicators",
            ["It calls hxxp://a[.]b.", "The host 192[.]168.0[.]1 answers.", "Then evil[.]com does."]
        ),
        Example("ellipses", ["The loader waits...", "Then it runs.", "It sends \"a...b\" and so on."]),
        Example("quotes and brackets", ["He wrote \u{201C}pay now.\u{201D}", "(Nobody did.)", "\"Why?\" they asked."]),
        Example("footnotes", ["The group is old.[12]", "Its tools are new."]),
        Example(
            "a name that starts with a digit",
            ["The chain was simple.", "3CX was hit first.", "15 victims were named."]
        ),
        Example(
            "a name in lower case",
            ["The operators changed the payload.", "njRAT was dropped.", "mimikatz was not."]
        ),
        Example("an unknown abbreviation goes on", ["They took the docs etc. and left with the admin. of the site."]),
        Example("initials and titles", ["Dr. A. B. Smith met Col. Jones.", "Mr. This-and-that came."]),
        Example("questions", ["What is it?", "A loader!", "It loads."]),
        Example(
            "ideographic and full-width stops",
            [
                "\u{653B}\u{6483}\u{8005}\u{304C}\u{4FB5}\u{5165}\u{3057}\u{305F}\u{3002}", "\u{6B21}\u{FF01}",
                "\u{7D42}",
            ],
            joint: ""
        ),
        Example(
            "sentences that lost their blank",
            [
                "The files were locked by the ransomware.", "The actors then left a note (in Russian).",
                "Figure 3, below",
            ],
            joint: ""
        ),
        Example(
            "identifiers keep their dots",
            ["It calls System.Net and Win32.Trojan and Google.Com via kernel32.GetProcAddress too."]
        ),
        Example("a title glued to its text", ["Key Summary", "This report is about a group."], joint: ""),
        Example("a product keeps its capital", ["LinkedIn messages and PowerShell scripts were what they used there."]),
    ]

    @Test(arguments: sentences)
    func stopsEndSentencesWhereAReaderWouldSay(_ example: Example) {
        #expect(cut(example.sentences.joined(separator: example.joint)) == example.sentences)
    }

    static let lines = [
        Example(
            "a fenced block is whole, blank lines and all",
            ["Run this.", "```\nwhoami. Then\n\nnet user\n```", "It lists users."],
            joint: "\n"
        ),
        Example("a fence that nothing closes is a line", ["```", "The rest.", "Is text."], joint: "\n"),
        Example(
            "source code without a fence",
            ["The rule is short:", "rule one {\n  strings:\n  $a = \"x. Y\"\n}", "It matches."],
            joint: "\n"
        ),
        Example(
            "commands stay apart",
            ["net user /domain", "taskkill /im av.exe /f", "reg add HKLM\\Run /v x"],
            joint: "\n"
        ),
        Example(
            "links and hosts stay apart",
            ["Links", "https://a.example/x", "evil[.]com", "hxxp://b[.]c/d"],
            joint: "\n"
        ),
        Example(
            "list items with any mark",
            [
                "- drops a file", "* runs it", "\u{2022} hides it", "\u{25AA} sends it", "o waits for it",
                "1) first one",
                "2. second one", "a) third one", "(iv) fourth one", "\u{2013} the last one",
            ],
            joint: "\n"
        ),
        Example(
            "a bullet on a line of its own",
            ["The group", "\u{2022}\ndrops a file", "\u{2022}\nruns it"],
            joint: "\n"
        ),
        Example("bullets in running text", ["Tools seen:", "\u{2022} one loader", "\u{2022} one wiper"]),
        Example(
            "rows of a table",
            ["| Id | Use |", "|---|---|", "| T1059 | It ran. Then it left. |", "a\tb\tc", "d\te\tf"],
            joint: "\n"
        ),
        Example("columns set apart by blanks", ["Technique  Use", "Phishing  mail was sent"], joint: "\n"),
        Example(
            "a heading is no part of what follows",
            ["Initial access", "The actor sent mail with a lure to the staff of the plant and waited."],
            joint: "\n"
        ),
        Example("an underlined heading", ["Findings", "--------", "the file was seen once"], joint: "\n"),
        Example(
            "keys with values",
            ["level: high", "status: experimental", "description: it finds a tool"],
            joint: "\n"
        ),
        Example(
            "a wrapped paragraph with names in capitals",
            [
                "The operators of this campaign have been deploying\nMAZE ransomware since the middle of last year, and the\nCobalt Strike beacons that they left behind were in\nuse for weeks.",
                "They came back twice.",
            ],
            joint: "\n"
        ),
        Example("a line in lower case goes on", ["The operators used the tool\nwhich they had built before."]),
        Example(
            "entries in lower case do not",
            ["It can:", "gather system information", "steal stored passwords"],
            joint: "\n"
        ),
    ]

    @Test(arguments: lines)
    func linesAreJoinedOnlyWhereTheyGoOn(_ example: Example) {
        let expected = example.sentences.map { $0.last == " " ? String($0.dropLast()) : $0 }
        #expect(cut(example.sentences.joined(separator: example.joint)) == expected)
    }

    @Test
    func aSentenceKnowsWhatItIsPartOf() {
        var text = "# One\nFindings\nThe actor left. He ran.\n- an item\n| a | b |\n```\nx\n```"
        let kinds = text.withUTF8 { SentenceSegmenter.sentences(of: $0).map(\.kind) }
        #expect(kinds == [.heading, .heading, .prose, .prose, .item, .row, .code])
    }

    /// Offsets are what evidence is shown by: every byte that is not blank has to be in one sentence, in order, and the
    /// scalar offsets have to be those of the byte offsets.
    @Test
    func everyByteIsInExactlyOneSentence() {
        let pieces = [
            "The actor", ".", " ", "\n", "\n\n", "e.g.", "U.S.", "\u{2022}", "- ", "```", "| ", "\t", "hxxp://a[.]b",
            "\u{3002}",
            "3CX", "{", "};", "\u{A0}", "word ", "The", "!", "?", "\u{201D}", "\r\n", "[12]", "(", ")", "1) ",
            "    x = 1", "\u{1F600}",
            "ransomware.The ", "\u{2028}", "Summary", "a", "\u{E9}",
        ]
        var state: UInt64 = 88_172_645_463_325_252
        for _ in 0..<500 {
            var text = ""
            for _ in 0..<40 {
                state ^= state << 13
                state ^= state >> 7
                state ^= state << 17
                text += pieces[Int(state % UInt64(pieces.count))]
            }
            text.withUTF8 { expectPartition($0) }
        }
    }

    private func expectPartition(_ bytes: TextBytes) {
        var offset = 0
        for sentence in SentenceSegmenter.sentences(of: bytes) {
            #expect(sentence.bytes.lowerBound >= offset && !sentence.bytes.isEmpty)
            #expect(bytes.trimmed(offset..<sentence.bytes.lowerBound).isEmpty)
            #expect(bytes.trimmed(sentence.bytes) == sentence.bytes)
            #expect(sentence.bytes.count <= SentenceSegmenter.longest)
            #expect(sentence.scalars.lowerBound == bytes.scalarCount(0..<sentence.bytes.lowerBound))
            #expect(sentence.scalars.count == bytes.scalarCount(sentence.bytes))
            offset = sentence.bytes.upperBound
        }
        #expect(bytes.trimmed(offset..<bytes.count).isEmpty)
    }

    /// Four times the text may take about four times as long, whatever it consists of; a quadratic walk would take
    /// sixteen times.
    @Test(arguments: [
        "```\n", ".", ". ", "{\n", "a\n", "\u{2022}", "(", "e.g.", "```\nx\n", "The ", "A.The ", "- ", "|", "\t",
        "\n \n", "\u{3002}", "x  y\n",
        "[1]", "\"", "hxxp://a[.]b\n",
    ])
    func theTimeIsLinear(_ piece: String) {
        func time(_ count: Int) -> Duration {
            var text = String(repeating: piece, count: count / piece.utf8.count)
            return ThreadTime.fastest { text.withUTF8 { _ = SentenceSegmenter.sentences(of: $0) } }
        }
        let short = time(25_000)
        let long = time(100_000)
        #expect(long < short * 10 + .milliseconds(60))
    }

    private func cut(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            SentenceSegmenter.sentences(of: bytes).map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
        }
    }
}
