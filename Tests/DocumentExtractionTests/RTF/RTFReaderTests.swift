import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("Rich Text")
struct RTFReaderTests {
    private func draft(_ rtf: String) -> DocumentDraft { draft(Array(rtf.utf8)) }

    private func draft(_ rtf: [UInt8]) -> DocumentDraft {
        var draft = DocumentDraft(limits: ExtractionLimits())
        RTFReader.read(rtf, into: &draft)
        return draft
    }

    private func blocks(_ rtf: String) -> [String] { Self.blocks(draft(rtf)) }

    static func blocks(_ draft: DocumentDraft) -> [String] {
        let scalars = Array(String(decoding: draft.text.utf8, as: UTF8.self).unicodeScalars)
        return draft.text.segments.map {
            "\($0.kind): \(String(String.UnicodeScalarView(scalars[$0.start..<$0.end])))"
        }
    }

    private func text(_ body: String, head: String = "\\ansi\\ansicpg1252") -> String {
        String(decoding: draft("{\\rtf1\(head) \(body)}").text.utf8, as: UTF8.self)
    }

    /// Text as a program writes it that knows single bytes only.
    static func escaped(_ text: String, _ charset: String, allInHexadecimal: Bool = true) -> String {
        Charsets.encode(text, charset)
            .map { byte in
                let isPlain = byte < 0x80 && byte >= 0x20 && ![0x5C, 0x7B, 0x7D].contains(byte)
                if isPlain, !allInHexadecimal || byte == 0x20 { return String(Unicode.Scalar(byte)) }
                let digits = String(byte, radix: 16)
                return "\\'" + (digits.count == 1 ? "0" : "") + digits
            }
            .joined()
    }

    struct Charset: Sendable, CustomTestStringConvertible {
        let number: Int
        let codePage: Int
        let system: String
        let text: String

        var testDescription: String { "\(number)" }

        init(_ number: Int, _ codePage: Int, _ system: String, _ text: String) {
            self.number = number
            self.codePage = codePage
            self.system = system
            self.text = text
        }
    }

    static let charsets = [
        Charset(128, 932, "CP932", Charsets.japanese), Charset(134, 936, "GBK", Charsets.simplified),
        Charset(136, 950, "CP950", Charsets.traditional), Charset(129, 949, "CP949", Charsets.korean),
        Charset(238, 1250, "CP1250", Charsets.polish), Charset(204, 1251, "CP1251", Charsets.russian),
        Charset(0, 1252, "CP1252", Charsets.french), Charset(161, 1253, "CP1253", Charsets.greek),
        Charset(162, 1254, "CP1254", Charsets.turkish), Charset(177, 1255, "CP1255", Charsets.hebrew),
        Charset(178, 1256, "CP1256", Charsets.arabic), Charset(77, 10000, "MACINTOSH", "déjà vu, naïf"),
    ]

    /// A font's set decides, also where the second byte of a character is a letter or a brace of the format.
    @Test(arguments: charsets, [true, false])
    func aFontsCharacterSetIsUsed(_ charset: Charset, _ isHexadecimal: Bool) {
        let body = Self.escaped(charset.text, charset.system, allInHexadecimal: isHexadecimal)
        let read = text("{\\fonttbl{\\f0 Arial;}{\\f7\\fcharset\(charset.number) Other;}}\\f7 \(body)\\f0  end")
        #expect(read == charset.text + " end")
    }

    @Test(arguments: charsets)
    func theDocumentsCodePageIsUsedWhereAFontHasNone(_ charset: Charset) {
        let head = "\\ansi\\ansicpg\(charset.codePage)\\deff0{\\fonttbl{\\f0\\fnil Some Font;}}"
        #expect(text(Self.escaped(charset.text, charset.system), head: head) == charset.text)
        // So do programs that leave all their fonts at the Western set.
        let western = "\\ansi\\ansicpg\(charset.codePage)\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Some Font;}}"
        #expect(text(Self.escaped(charset.text, charset.system), head: western) == charset.text)
    }

    @Test(arguments: [
        ("\\u233?t\\u233\\'e9", "été"), ("\\uc0\\u20 \\u233 t\\u233", "été"),
        ("\\uc2\\u-10179\\'3f\\'3f\\u-8214\\'3f\\'3f!", "🟪!"),
        ("\\u8212\\emdash x", "—x"), ("\\u-3913?x", "•x"), ("{\\uc0 \\u233}\\u233 ?", "éé"),
        ("\\u70000?", "\u{11170}"), ("\\u-10179?x", "x"), ("\\u9999999999?x", "\u{FFFD}x"),
        ("a\\u8209\\_b", "a\u{2011}b"),
    ])
    func unicodeStandsForWhatFollowsIt(_ body: String, _ expected: String) {
        #expect(text(body) == expected)
    }

    @Test(arguments: [
        ("a\\~b\\_c\\-d", "a b-cd"), ("\\lquote a\\rquote\\ldblquote b\\rdblquote\\endash\\bullet", "‘a’“b”–•"),
        ("a\\line b\\tab c", "a\nb c"), ("a\\\\b\\{c\\}", "a\\b{c}"), ("a\r\nb\n", "ab"), ("a\\\nb", "a\n\nb"),
        ("{\\v hidden }{\\deleted gone }kept", "hidden kept"), ("{\\*\\unknown gone {\\b gone}}kept", "kept"),
        ("{\\upr{wrong}{\\*\\ud{right}}}", "right"), ("a{\\pict\\bin3 }}}89504e47}b", "ab"),
        ("a\\bin2000000000 b", "ab"),
        ("a{\\object{\\*\\objdata 0102}{\\result{b}}}c", "abc"), ("a\\'zzb", "azzb"), ("a{\\xe{\\v index}}b", "ab"),
        ("{\\*\\bkmkstart x}a{\\*\\bkmkend x}b", "ab"),
        ("{\\mmath{\\*\\moMath{\\msSup{\\me{\\mr x}}{\\msup{\\mr 2}}{\\mctrlPr z}}}}", "x2"),
    ])
    func controlsMeanWhatTheyMean(_ body: String, _ expected: String) {
        #expect(text(body) == expected)
    }

    @Test func whatStandsBesideTheTextComesAfterIt() {
        let rtf = """
            {\\rtf1{\\stylesheet{\\s0 Normal;}{\\s1{\\*\\x y}\\sbasedon0 heading 1;}{\\s2\\sbasedon1 Mine;}{\\s3\\outlinelevel1 Own;}}
            {\\header TLP:CLEAR\\par}\\pard\\s1 Night Heron\\par\\pard\\s2 The lure\\par\\pard\\s3 The loader\\par
            \\pard Text{\\footnote Seen in {\\b March}.}{\\*\\atnid AA}{\\*\\annotation{\\*\\atndate 1}Check it.} goes on.\\par
            {\\footer\\pard page\\par}\\sect{\\header TLP:CLEAR\\par}\\pard\\plain end\\par}
            """
        #expect(
            blocks(rtf) == [
                "heading: Night Heron", "heading: The lure", "heading: The loader", "paragraph: Text goes on.",
                "paragraph: end", "footnote: Seen in March.", "comment: Check it.", "pageHeader: TLP:CLEAR",
                "pageHeader: page",
            ]
        )
    }

    @Test func tablesListsAndBoxesHaveTheirKinds() {
        let rtf = """
            {\\rtf1\\pard before\\par\\trowd\\cellx1\\cellx2\\pard\\intbl Technique\\cell Use\\cell\\row
            \\pard\\intbl T1059\\cell\\pard\\intbl\\itap2 inner one\\nestcell inner two\\nestcell{\\*\\nesttableprops\\nestrow}{\\nonesttables\\par}
            \\pard\\intbl after\\cell\\row\\pard
            {\\pntext\\'b7\\tab}first\\par{\\listtext 2.\\tab}second\\par\\pard\\ls1 third\\par\\pard
            x{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt\\pard in a box\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext in a box\\par}}}}y\\par
            z{\\*\\do\\dptxbx{\\dptxbxtext old box\\par}}\\par}
            """
        #expect(
            blocks(rtf) == [
                "paragraph: before", "tableRow: Technique  Use", "tableRow: T1059  inner one inner two after",
                "listItem: first", "listItem: 2. second", "listItem: third", "paragraph: xy", "paragraph: in a box",
                "paragraph: z", "paragraph: old box",
            ]
        )
    }

    @Test func fieldsGiveTheirResultAndTheirAddress() {
        let rtf = """
            {\\rtf1 See {\\field{\\*\\fldinst{HYPERLINK "https://heron.example/a b" \\\\o "a tip"}}{\\fldrslt{\\ul the story}}} and
             {\\field{\\*\\fldinst HYPERLINK hxxps://heron.example/two }{\\fldrslt two}}, page {\\field{\\*\\fldinst PAGE}{\\fldrslt 3}},
             {\\field{\\*\\fldinst HYPERLINK \\\\l "inside"}{\\fldrslt below}}.}
            """
        #expect(
            blocks(rtf) == [
                "paragraph: See the story and two, page 3, below.", "link: https://heron.example/a b",
                "link: hxxps://heron.example/two",
            ]
        )
    }

    @Test func theInformationIsMetadata() {
        let rtf = """
            {\\rtf1\\ansi\\ansicpg1250{\\*\\generator Writer 7.1;}{\\info{\\title G\\'ea\\'9c}{\\author A. Analyst}{\\operator B}
            {\\upr{\\subject ?}{\\*\\ud{\\subject\\uc0 \\u22812 }}}{\\creatim\\yr2024\\mo3\\dy9\\hr7\\min5}{\\revtim\\yr2024\\mo13\\dy1}}text}
            """
        let draft = draft(rtf)
        #expect(String(decoding: draft.text.utf8, as: UTF8.self) == "text")
        #expect(
            draft.metadata == [
                "title": "Gęś", "author": "A. Analyst", "subject": "夜", "creator": "Writer 7.1",
                "created": "2024-03-09T07:05:00",
            ]
        )
    }

    /// Outlook keeps a message's HTML within Rich Text; its own form of the text is for programs that know no HTML.
    @Test func htmlThatWasWrappedIsReadAsHTML() {
        let rtf = """
            {\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0 Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0
            caf\\'e9 {\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 one\\htmlrtf\\par}\\htmlrtf0{\\*\\htmltag72 </p>}
            {\\*\\htmltag64 <ul><li><a href="https://heron.example/x">}link < here{\\*\\htmltag92 </a></li></ul>}}
            """
        #expect(blocks(rtf) == ["paragraph: café <one", "listItem: link < here", "link: https://heron.example/x"])
    }

    @Test func aDocumentThatBreaksOffIsPartial() {
        #expect(draft("{\\rtf1 {\\b some text").isPartial)
        #expect(String(decoding: draft("{\\rtf1 {\\b some text").text.utf8, as: UTF8.self) == "some text")
        #expect(!draft("{\\rtf1 {\\b some text}}\0\0").isPartial)
    }

    /// A recursive reader needs a stack as deep as this; this one has a limit and none.
    @Test func nestingHasNoPrice() {
        let depth = 100_000
        let open = String(repeating: "{", count: depth)
        #expect(String(decoding: draft("{\\rtf1\(open)deep").text.utf8, as: UTF8.self) == "deep")
        let close = String(repeating: "}", count: depth)
        #expect(String(decoding: draft("{\\rtf1\(open)deep\(close) end}").text.utf8, as: UTF8.self) == "deep end")
    }

    @Test(arguments: [
        "{\\footnote x", "{\\shptxt ", "\\itap99999\\nestcell ", "\\intbl a\\cell ",
        "{\\field{\\*\\fldinst HYPERLINK \"", "{\\*\\do",
        "\\f99 \\'82", "{\\upr{", "\\u-10179?", "\\row\\nestrow", "{\\stylesheet{\\s1 heading 1;",
        "{\\fonttbl{\\f1\\fcharset128 ",
        "\\bin99999999999999999999 ", "\\'", "{\\info{\\title ", "\\trowd\\itap3 x\\par ",
    ])
    func repetitionIsLinear(_ piece: String) {
        _ = draft("{\\rtf1" + String(repeating: piece, count: 4_000))
    }

    /// Whatever a document is cut or damaged to, reading ends.
    @Test func noCutAndNoDamageStopsTheReader() {
        let seed = Array(
            """
            {\\rtf1\\ansi\\ansicpg932\\deff0{\\fonttbl{\\f0\\fcharset128 A;}{\\f1\\fcharset0 B;}}{\\stylesheet{\\s1 heading 1;}}
            {\\info{\\title x}{\\creatim\\yr2024\\mo1\\dy2}}\\s1 \\'82\\'a0\\par\\pard{\\footnote n}\\trowd\\intbl a\\cell\\itap2 b\\nestcell
            \\nestrow\\row{\\field{\\*\\fldinst HYPERLINK "u"}{\\fldrslt r}}{\\listtext 1.}\\u-10179?\\u-8704?{\\pict\\bin4 abcd}{\\upr{a}{\\*\\ud b}}}
            """
            .utf8
        )
        for count in 0...seed.count {
            _ = draft(Array(seed.prefix(count)))
        }
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<600 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[index] =
                    [0x5C, 0x7B, 0x7D, 0x27, 0x2D, 0x39, UInt8.random(in: 0...255, using: &generator)][
                        Int.random(in: 0..<7, using: &generator)
                    ]
            }
            let draft = draft(bytes)
            #expect(TextDecoding.isValid(draft.text.utf8))
        }
    }
}
