import DocumentText
import Testing

@testable import DocumentExtraction

/// Documents made in memory.
enum OfficeSamples {
    /// An archive that holds `entries` as they are.
    static func zip(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var list: [UInt8] = []
        for (name, bytes) in entries {
            let sizes = number(bytes.count, 4) + number(bytes.count, 4) + number(name.utf8.count, 2)
            // Version, flags, method, time, date, checksum.
            let common: [UInt8] = [20, 0] + [UInt8](repeating: 0, count: 12)
            list += [0x50, 0x4B, 1, 2, 20, 0] + common + sizes + [UInt8](repeating: 0, count: 12)
            list += number(archive.count, 4) + Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + common + sizes + [0, 0] + Array(name.utf8) + bytes
        }
        let start = archive.count
        archive += list + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + number(entries.count, 2) + number(entries.count, 2)
        return archive + number(list.count, 4) + number(start, 4) + [0, 0]
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// Reads a document that is in memory.
    static func read(
        _ bytes: [UInt8],
        name: String,
        limits: ExtractionLimits = ExtractionLimits()
    ) throws -> (description: ExtractedDocument, text: String) {
        let source = try DocumentSource(bytes: bytes, name: name)
        let context = ReadingContext(limits: limits)
        switch try DocumentReader.read(source, context, members: CollectedMembers()) {
        case .document(let description, let text): return (description, String(decoding: text, as: UTF8.self))
        case .members(let listing):
            return (ExtractedDocument(text: "", segments: [], mediaType: listing.mediaType), "")
        }
    }

    /// Expects that reading ends, in whatever way; the segments of a text fit it.
    static func expectEnd(_ bytes: [UInt8], name: String) {
        do {
            let document = try read(bytes, name: name)
            #expect(document.description.segments.allSatisfy { $0.start <= $0.end })
        } catch {
            #expect(error is ReadingFailure)
        }
    }
}
