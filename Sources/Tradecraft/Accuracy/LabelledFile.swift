import AttackKnowledge
import Inbox

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Files that people labelled: JSON lines, and lists of ids.
enum LabelledFile {
    /// The lines of a file, one JSON object each; blank lines are skipped.
    ///
    /// - Throws: ``StartupError``: bad data, naming file and line, or input/output where the file cannot be read.
    static func lines<Line: Decodable>(
        _ type: Line.Type,
        in path: SystemPath,
        expected: String
    ) throws(StartupError) -> [Line] {
        let decoder = JSONDecoder()
        var lines: [Line] = []
        let parts = try bytes(of: path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() where !part.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
            do {
                lines.append(try decoder.decode(type, from: Data(part)))
            } catch {
                throw StartupError(
                    .badData,
                    "\(path), line \(index + 1): expected \(expected): \(Self.reason(error))"
                )
            }
        }
        return lines
    }

    /// A JSON list of technique ids.
    ///
    /// - Throws: ``StartupError``: bad data, or input/output where the file cannot be read.
    static func classes(_ path: SystemPath) throws(StartupError) -> [TechniqueID] {
        let bytes = try bytes(of: path)
        do {
            return try JSONDecoder().decode([TechniqueID].self, from: Data(bytes))
        } catch {
            throw StartupError(.badData, "\(path): expected a JSON list of technique ids: \(Self.reason(error))")
        }
    }

    private static func bytes(of path: SystemPath) throws(StartupError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(InboxError) { bytes = try FileBytes.read(path) } catch { throw StartupError(error, "the file") }
        guard let bytes else { throw StartupError(.inputOutput, "\(path): no such file") }
        return bytes
    }

    /// What is wrong with a line, without its text.
    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, _): "\"\(key.stringValue)\" is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(place(context)) is of another type"
        case DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty: "it is not JSON"
        case DecodingError.dataCorrupted(let context): "\(place(context)): \(context.debugDescription)"
        default: "it cannot be read"
        }
    }

    private static func place(_ context: DecodingError.Context) -> String {
        if context.codingPath.isEmpty { return "it" }
        var place = ""
        for key in context.codingPath {
            place += key.intValue.map { "[\($0)]" } ?? (place.isEmpty ? key.stringValue : ".\(key.stringValue)")
        }
        return place
    }
}
