import Foundation
import Testing

/// Recorded output in `Fixtures/Tradecraft`.
///
/// With `TRADECRAFT_RECORD=1` a file is written; a run that had to write one fails, so that a recording is never mistaken
/// for a check.
enum GoldenFile {
    /// Compares lines with a recorded file.
    static func compare(
        _ lines: [String],
        with name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try compare(Data((lines.joined(separator: "\n") + "\n").utf8), with: name, sourceLocation)
    }

    /// Compares a value's JSON with a recorded file.
    static func compare(
        _ value: some Encodable,
        with name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try compare(encoder.encode(value) + Data("\n".utf8), with: name, sourceLocation)
    }

    private static func compare(_ found: Data, with name: String, _ sourceLocation: SourceLocation) throws {
        let file = repository.appending(path: "Fixtures/Tradecraft/\(name)")
        let recorded = FileManager.default.contents(atPath: file.path)
        if recorded != found, ProcessInfo.processInfo.environment["TRADECRAFT_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try found.write(to: file)
            Issue.record("recorded \(name); look at the difference, then run again", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: recorded ?? Data(), as: UTF8.self).split(separator: "\n")
        let line = zip(expected, String(decoding: found, as: UTF8.self).split(separator: "\n")).first { $0 != $1 }
        #expect(
            recorded == found,
            "\(name) differs: expected \(line?.0 ?? "another length"), found \(line?.1 ?? "another length")",
            sourceLocation: sourceLocation
        )
    }
}
