import DocumentText
import Testing

@testable import DocumentExtraction

@Suite("JSON")
struct JSONTextReaderTests {
    private func draft(_ json: String, isLines: Bool = false) -> DocumentDraft {
        var draft = DocumentDraft(limits: ExtractionLimits())
        JSONTextReader.read(Array(json.utf8), isLines: isLines, into: &draft)
        return draft
    }

    private func blocks(_ json: String, isLines: Bool = false) -> [String] {
        RTFReaderTests.blocks(draft(json, isLines: isLines))
    }

    private static let description =
        "The group sent a lure with a macro that started PowerShell and wrote a file to the disk of its victims."

    @Test func aDescriptionIsAParagraphAndTheRestIsCode() {
        let json = """
            {
              "type": "malware",
              "description": "\(Self.description)",
              "labels": ["a\\/b", "C:\\\\Windows\\\\x.exe"]
            }
            """
        #expect(
            blocks(json) == [
                "code: {\n  \"type\": \"malware\",\n  \"description\":",
                "paragraph: \"\(Self.description)\",",
                "code:   \"labels\": [\"a/b\", \"C:\\Windows\\x.exe\"]\n}",
            ]
        )
    }

    @Test func paragraphsOfADescriptionAreParagraphs() {
        let json = "{\"d\": \"\(Self.description)\\n\\n* first\\r\\n* second\"}"
        #expect(
            blocks(json) == [
                "code: {\"d\":", "paragraph: \"\(Self.description)", "paragraph: * first\n* second\"}",
            ]
        )
    }

    @Test(arguments: [
        (#""\u00e9\u00C9""#, "\"éÉ\""), (#""\ud83e\udeb6""#, "\"🪶\""), (#""\ud83e x""#, "\"\u{FFFD} x\""),
        (#""\"\/\\""#, "\"\"/\\\""), (#""a\tb\qc\u12""#, "\"a b\\qc\\u12\""), (#""open"#, "\"open"),
        (#""a\"#, "\"a\\"), (#"["x" "y"]"#, "[\"x\" \"y\"]"),
    ])
    func escapesAreWrittenOut(_ json: String, _ expected: String) {
        #expect(String(decoding: draft(json).text.utf8, as: UTF8.self) == expected)
    }

    @Test func aLineIsABlock() {
        #expect(
            blocks("{\"a\": 1}\n{\"b\": \"}\n{\"c\": 3}\n", isLines: true) == [
                "code: {\"a\": 1}", "code: {\"b\": \"}", "code: {\"c\": 3}",
            ]
        )
    }

    /// A document on one line has to have places for evidence in it.
    @Test func jsonWithoutLineEndsHasBlocks() {
        let object = "{\"type\":\"indicator\",\"pattern\":\"[file:name = 'a.exe']\",\"name\":\"x\"}"
        let json = "{\"objects\":[" + Array(repeating: object, count: 400).joined(separator: ",") + "]}"
        let draft = draft(json)
        #expect(draft.text.segments.count > 30)
        #expect(draft.text.segments.allSatisfy { $0.end - $0.start < 2000 })
        let numbers = "[" + Array(repeating: "123456", count: 5000).joined(separator: ",") + "]"
        #expect(self.draft(numbers).text.segments.allSatisfy { $0.end - $0.start < 5000 })
    }

    @Test(arguments: [
        (
            #"{"type":"bundle","objects":[{"type":"malware","name":"M"},{"name":"Night Heron","type":"report","published":"2024-01-02"}]}"#,
            ["title": "Night Heron", "created": "2024-01-02"]
        ),
        (
            #"{"type":"bundle","objects":[{"type":"grouping","name":"G"},{"type":"malware","name":"M"}]}"#,
            ["title": "G"]
        ),
        (
            #"{"response":[{"Event":{"info":"Heron lures","date":"2024-01-02","Orgc":{"name":"CERT"}}}]}"#,
            ["title": "Heron lures", "created": "2024-01-02", "author": "CERT"]
        ),
        (
            #"{"document":{"title":"Advisory","lang":"en","publisher":{"name":"P"},"tracking":{"initial_release_date":"2024"}}}"#,
            ["title": "Advisory", "language": "en", "author": "P", "created": "2024"]
        ),
        (#"{"objects":{"title":"deep"},"list":["title","x"]}"#, [:]),
    ])
    func theKindsThatAnalystsShareHaveMetadata(_ json: String, _ metadata: [String: String]) {
        #expect(draft(json).metadata == metadata)
    }

    @Test(arguments: [
        ("{\"a\": [1, -2.5e3, true, null, {\"b\": \"c\"}]}", "txt", "application/json"),
        ("[{\"a\": 1}]", "", "application/json"), ("{\"a\": 1}\n{\"b\": 2}", "log", "application/x-ndjson"),
        ("{\n\"a\": 1}\n{\"b\": 2}", "log", "application/json"), ("{\"a\": 1}", "jsonl", "application/x-ndjson"),
        ("[section]\nkey = \"value\"", "", "text/plain"), ("[1] See there.", "txt", "text/plain"),
        ("{curly} text \"quoted\"", "txt", "text/plain"), ("{\"a\": 1} and more", "txt", "text/plain"),
        ("{\"a\": 1", "txt", "text/plain"), ("{\"a\" 1}", "json", "application/json"), ("[]", "txt", "text/plain"),
    ])
    func jsonIsToldByItsContent(_ text: String, _ nameExtension: String, _ mediaType: String) {
        #expect(TextKind.of(Array(text.utf8), nameExtension: nameExtension).mediaType == mediaType)
    }

    @Test func theBeginningOfALongDocumentIsEnough() {
        let long = "{\"text\": \"" + String(repeating: "word ", count: 4000)
        #expect(TextKind.of(Array(long.utf8), nameExtension: "").mediaType == "application/json")
        let deep = "[\"a\"," + String(repeating: "[", count: 100_000)
        #expect(TextKind.of(Array(deep.utf8), nameExtension: "").mediaType == "application/json")
    }

    @Test(arguments: [
        "{", "[", "\"", "\\", "{\"a\":", "\"\\u", "}", ",", "\n", "{\"objects\":[{\"name\":\"x\"",
        "\"\(String(repeating: "a ", count: 50))\"",
    ])
    func repetitionIsLinear(_ piece: String) {
        _ = draft(String(repeating: piece, count: 10_000))
        _ = TextKind.of(Array(String(repeating: piece, count: 5000).utf8), nameExtension: "")
    }

    /// What cannot be read as JSON is text all the same, and nothing stops the reader.
    @Test func noCutAndNoDamageStopsTheReader() {
        let seed = Array(
            #"{"type":"bundle","objects":[{"type":"report","name":"a\u00e9\ud83e\udeb6","d":"\#(Self.description)\n\nb"},[1,true]]}"#
                .utf8
        )
        for count in 0...seed.count {
            let draft = draft(String(decoding: seed.prefix(count), as: UTF8.self))
            #expect(count < 20 || String(decoding: draft.text.utf8, as: UTF8.self).contains("bundle"))
        }
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<600 {
            var bytes = seed
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            bytes[index] =
                [0x22, 0x5C, 0x7B, 0x7D, 0x0A, UInt8.random(in: 0...127, using: &generator)][
                    Int.random(in: 0..<6, using: &generator)
                ]
            let draft = draft(String(decoding: bytes, as: UTF8.self))
            #expect(TextDecoding.isValid(draft.text.utf8))
            _ = JSONLikeness.verdict(on: bytes[...])
        }
    }
}
