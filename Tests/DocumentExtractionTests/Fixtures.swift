import DocumentText
import Foundation
import Glibc

@testable import DocumentExtraction

/// The documents in `Fixtures/Documents` and the programs and folders around the tests.
enum Fixtures {
    /// The folder that holds `Package.swift`.
    static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path), folder.path != "/"
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    static func path(_ name: String) -> String { root.appending(path: "Fixtures/Documents/\(name)").path }

    /// The bytes of one of the documents.
    static func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path(name)))) }

    /// The collection of documents that is not a part of the project, where there is one.
    static let shared: URL? = {
        let given = ProcessInfo.processInfo.environment["TRADECRAFT_SHARED"].map { URL(filePath: $0) }
        let folder = (given ?? root.appending(path: "../shared")).appending(path: "documents")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// The extractor program of the same build as these tests.
    static let extractor: String? = {
        let bundles = CommandLine.arguments.filter { $0.contains(".xctest") } + [CommandLine.arguments[0]]
        let candidates = bundles.map { bundle in
            URL(filePath: bundle).deletingLastPathComponent().appending(path: "tradecraft-extract").path
        }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Reads a file in this process, without the child.
    static func read(
        _ path: String,
        name: String? = nil,
        limits: ExtractionLimits = ExtractionLimits(),
        options: ExtractionOptions = ExtractionOptions(),
        members: CollectedMembers = CollectedMembers()
    ) throws -> (description: ExtractedDocument, text: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        let source = try DocumentSource(descriptor: descriptor, name: name ?? path, limits: limits)
        switch try DocumentReader.read(source, ReadingContext(limits: limits, options: options), members: members) {
        case .document(let description, let text): return (description, String(decoding: text, as: UTF8.self))
        case .members(let listing):
            return (ExtractedDocument(text: "", segments: [], mediaType: listing.mediaType), "")
        }
    }

    /// The kinds and texts of the blocks.
    static func blocks(_ document: (description: ExtractedDocument, text: String)) -> [String] {
        let scalars = Array(document.text.unicodeScalars)
        return document.description.segments.map { segment in
            let text = String(String.UnicodeScalarView(scalars[segment.start..<segment.end]))
            return "\(segment.kind): \(text)"
        }
    }

    /// The failure that reading gives, if it does.
    static func failure(_ path: String, limits: ExtractionLimits = ExtractionLimits()) throws -> ReadingFailure? {
        do {
            _ = try read(path, limits: limits)
            return nil
        } catch let failure as ReadingFailure {
            return failure
        }
    }
}

/// What came out of a container.
final class CollectedMembers: MemberOutput {
    private(set) var files: [(name: String, bytes: [UInt8])] = []
    private(set) var references: [String] = []

    func file(_ name: String, _ bytes: [UInt8]) -> Bool {
        files.append((name, bytes))
        return true
    }

    func reference(_ address: String) -> Bool {
        references.append(address)
        return true
    }
}
