import Testing

@testable import DocumentExtraction

@Suite("Character sets")
struct TextDecodingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let charset: String
        let name: String

        var testDescription: String { "\(charset): \(text.prefix(20))" }

        init(_ text: String, _ charset: String, _ name: String) {
            self.text = text
            self.charset = charset
            self.name = name
        }
    }

    static let undeclared = [
        Case(Charsets.japanese, "CP932", "shift_jis"), Case(Charsets.japanese, "EUC-JP", "euc-jp"),
        Case(Charsets.japanese, "ISO-2022-JP", "iso-2022-jp"), Case(Charsets.simplified, "GBK", "gbk"),
        Case(Charsets.simplified, "GB18030", "gbk"), Case(Charsets.traditional, "CP950", "big5"),
        Case(Charsets.korean, "CP949", "euc-kr"), Case(Charsets.greek, "CP1253", "windows-1253"),
        Case(Charsets.hebrew, "CP1255", "windows-1255"), Case(Charsets.arabic, "CP1256", "windows-1256"),
        Case(Charsets.russian, "CP1251", "windows-1251"), Case(Charsets.russian, "KOI8-R", "koi8-r"),
        Case(Charsets.russian, "CP866", "cp866"), Case(Charsets.ukrainian, "CP1251", "windows-1251"),
        Case(Charsets.ukrainian, "KOI8-U", "koi8-u"), Case(Charsets.turkish, "CP1254", "windows-1254"),
        Case(Charsets.polish, "CP1250", "windows-1250"), Case(Charsets.polish, "ISO-8859-2", "iso-8859-2"),
        Case(Charsets.czech, "CP1250", "windows-1250"), Case(Charsets.hungarian, "CP1250", "windows-1250"),
        Case(Charsets.romanian, "CP1250", "windows-1250"),
    ]

    /// A file says nothing of its set: the text does.
    @Test(arguments: undeclared)
    func aSetIsToldByTheText(_ sample: Case) {
        let decoded = TextDecoding.decode(Charsets.encode(sample.text, sample.charset))
        #expect(decoded.charset == sample.name)
        #expect(String(decoding: decoded.utf8, as: UTF8.self) == sample.text)
        #expect(decoded.warning == "The character set is not declared; the text was read as \(sample.name).")
    }

    /// Most text without a declaration is Western: nothing else may be made of it, however short it is.
    @Test(arguments: [
        Charsets.french, Charsets.german, Charsets.spanish, Charsets.danish, Charsets.portuguese, "café",
        "naïve “quotes”",
        "Müller & Söhne, Größe 5 µm, 20 °C", "¿Qué?", "ÄÖÜ ÀÉÈ ÇA", "prix : 20 € – 30 €", "1º 2º 3º 4º 5º",
        "¿Que? ¿Como? ¿Cual? ¿Donde?",
    ])
    func westernTextStaysWestern(_ text: String) {
        let decoded = TextDecoding.decode(Charsets.encode(text, "CP1252"))
        #expect(decoded.charset == "windows-1252")
        #expect(String(decoding: decoded.utf8, as: UTF8.self) == text)
    }

    /// Each prefix of a text is a text: none of them makes the reader choose a set of East Asia.
    @Test(arguments: [Charsets.french, Charsets.german, Charsets.danish, Charsets.polish, Charsets.russian])
    func noPrefixOfAEuropeanTextIsReadAsEastAsian(_ text: String) {
        let bytes = Charsets.encode(text, text == Charsets.russian ? "CP1251" : "CP1250")
        for count in stride(from: 1, through: bytes.count, by: 3) {
            let charset = TextDecoding.decode(Array(bytes.prefix(count))).charset
            #expect(!["shift_jis", "euc-jp", "gbk", "big5", "euc-kr"].contains(charset))
        }
    }

    @Test(arguments: [
        ("windows-31j", "CP932"), ("x-sjis", "CP932"), ("Shift_JIS", "CP932"), ("euc-jp", "EUC-JP"),
        ("iso-2022-jp", "ISO-2022-JP"),
    ])
    func declaredNamesAreThoseOfTheWeb(_ label: String, _ charset: String) {
        let decoded = TextDecoding.decode(Charsets.encode(Charsets.japanese, charset), declared: label)
        #expect(String(decoding: decoded.utf8, as: UTF8.self) == Charsets.japanese)
        #expect(decoded.charset == label.lowercased())
        #expect(decoded.warning == nil)
    }

    @Test(arguments: [
        ("gb2312", "cp936"), ("ks_c_5601-1987", "cp949"), ("iso-8859-8-i", "iso-8859-8"),
        ("ISO_8859-1:1987", "windows-1252"),
        ("latin5", "windows-1254"), ("x-mac-cyrillic", "mac-cyrillic"), ("cp437", "cp437"), ("utf8", "utf-8"),
    ])
    func aNameLeadsToTheSystemsSet(_ label: String, _ system: String) {
        #expect(CharacterSetLabel.systemName(of: label) == system)
    }

    /// The name comes out of a document and goes to the system, which takes options in it and has sets with holes.
    @Test(arguments: ["", "utf-8//TRANSLIT", "../../x", "a b", "iso-2022-cn-ext", String(repeating: "a", count: 41)])
    func whatIsNotKnownNeverReachesTheSystem(_ label: String) {
        #expect(CharacterSetLabel.systemName(of: label) == nil)
        #expect(CharacterSetConversion.convert([0xE9], from: label) == nil)
    }

    @Test func aFewDamagedBytesLeaveUTF8WhatItIs() {
        let decoded = TextDecoding.decode(Array("naïve café, 夜鷺".utf8) + [0xFF] + Array(" and on".utf8))
        #expect(decoded.charset == "utf-8")
        #expect(String(decoding: decoded.utf8, as: UTF8.self) == "naïve café, 夜鷺\u{FFFD} and on")
    }

    @Test(arguments: ["UTF-16LE", "UTF-16BE"])
    func wideTextWithoutAMarkNeedsNoWesternLetters(_ form: String) {
        for text in [Charsets.japanese, Charsets.russian, Charsets.korean, Charsets.greek] {
            let decoded = TextDecoding.decode(Charsets.encode(text + "\n" + text + " 2024\n", form))
            #expect(String(decoding: decoded.utf8, as: UTF8.self) == text + "\n" + text + " 2024\n")
        }
    }

    /// Neither a table of bytes nor any cut of a text may stop the reader.
    @Test func anyBytesAreDecodedToUTF8() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            let bytes = (0..<Int.random(in: 0...200, using: &generator))
                .map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(TextDecoding.isValid(TextDecoding.decode(bytes).utf8))
        }
    }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
