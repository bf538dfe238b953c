import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

/// Documents of these formats that other programs have read.
@Suite("Text formats of the shared documents", .timeLimit(.minutes(6)))
struct SharedTextTests {
    private static let skipped: Comment = "The shared documents are not here: set TRADECRAFT_SHARED to their folder."
    private static let formats = ["rtf", "txt", "csv", "json", "md"]

    @Test(.enabled(if: Fixtures.shared != nil, skipped))
    func everyKnownPhraseIsFound() throws {
        let folder = try #require(Fixtures.shared)
        let table = try String(contentsOf: folder.appending(path: "good_phrases.tsv"), encoding: .utf8)
        var found = 0
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t").map(String.init)
            guard Self.formats.contains(where: { fields[0].hasSuffix(".\($0)") }) else { continue }
            let text = try Fixtures.read(folder.appending(path: "good/\(fields[0])").path, name: fields[0]).text
            #expect(Self.flat(text).contains(Self.flat(fields[1])), "\(fields[0]): \(fields[1])")
            found += 1
        }
        #expect(found >= 20)
    }

    /// A broken file has text or a reason why it has none.
    @Test(.enabled(if: Fixtures.shared != nil, skipped))
    func everyBadFileEnds() throws {
        let folder = try #require(Fixtures.shared).appending(path: "bad").path
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let isText = Self.formats.contains { name.hasSuffix(".\($0)") }
            guard isText || name.contains("_rtf_as") else { continue }
            do {
                let document = try Fixtures.read("\(folder)/\(name)", name: name)
                #expect(!document.text.isEmpty || document.description.mediaType.isEmpty, "\(name)")
            } catch let failure as ReadingFailure {
                #expect(failure.code != .damaged, "\(name)")
            }
        }
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
