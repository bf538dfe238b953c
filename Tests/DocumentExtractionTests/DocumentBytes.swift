import DocumentText
import Foundation

@testable import DocumentExtraction

/// Documents that tests write themselves, read in this process.
enum DocumentBytes {
    static func read(
        _ bytes: [UInt8],
        name: String = "",
        limits: ExtractionLimits = ExtractionLimits()
    ) throws -> (description: ExtractedDocument, text: String) {
        let source = try DocumentSource(bytes: bytes, name: name)
        switch try DocumentReader.read(source, ReadingContext(limits: limits), members: CollectedMembers()) {
        case .document(let description, let text): return (description, String(decoding: text, as: UTF8.self))
        case .members(let listing):
            return (ExtractedDocument(text: "", segments: [], mediaType: listing.mediaType), "")
        }
    }

    /// A message written down with plain line feeds.
    static func mail(
        _ text: String,
        limits: ExtractionLimits = ExtractionLimits()
    ) throws -> (description: ExtractedDocument, text: String) {
        try read(Array(text.utf8), name: "message.eml", limits: limits)
    }

    /// A document of the fixtures.
    static func fixture(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: Fixtures.path(name))))
    }

    /// The document cut off at many places, and with bytes changed at many others: the same ones in every run.
    static func damaged(_ bytes: [UInt8], count: Int) -> [[UInt8]] {
        var random = SplitMix(state: UInt64(bytes.count))
        var results: [[UInt8]] = []
        for step in 0..<count {
            results.append(Array(bytes.prefix(bytes.count * step / count)))
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) where !changed.isEmpty {
                changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            results.append(changed)
        }
        return results
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }
}
