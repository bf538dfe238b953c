import Foundation

@testable import DocumentText

/// A script that stands in for the extractor program, in a folder of its own that goes away with it.
final class FakeChild: Sendable {
    let folder: String

    var executable: String { "\(folder)/child" }
    var document: String { "\(folder)/document.txt" }

    /// - Parameters:
    ///   - script: Shell commands; `$D` is the folder.
    ///   - answer: A frame that the script can send with `cat "$D/answer"`.
    /// - Throws: What the file system says.
    init(_ script: String, answer: [UInt8] = []) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fake-child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder.path
        try Data(answer).write(to: folder.appending(path: "answer"))
        try Data("words in a document".utf8).write(to: folder.appending(path: "document.txt"))
        let text = "#!/bin/sh\nD='\(folder.path)'\n\(script)\n"
        try Data(text.utf8).write(to: folder.appending(path: "script"))
        // Another process writes the program: children that other tests start meanwhile inherit for a moment what this
        // one has open, and a file that is open for writing cannot be run.
        let copy = Process()
        copy.executableURL = URL(filePath: "/usr/bin/install")
        copy.arguments = ["-m", "755", "\(folder.path)/script", executable]
        try copy.run()
        copy.waitUntilExit()
    }

    deinit {
        // What stays in the temporary folder harms no other test.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What the script wrote to a file in its folder.
    func note(_ name: String) throws -> String {
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The frame of a document with this text.
    static func answer(_ text: String) -> [UInt8] {
        let segments = [Segment(kind: .paragraph, start: 0, end: text.unicodeScalars.count)]
        let document = ExtractedDocument(text: "", segments: segments, mediaType: "text/plain")
        return ExtractionFrame.documentHead(document, textBytes: text.utf8.count) + Array(text.utf8)
    }

    /// The frame of a member.
    static func member(_ number: Int, _ name: String, _ content: String) -> [UInt8] {
        ExtractionFrame.memberHead(number: number, name: name, fileBytes: content.utf8.count) + Array(content.utf8)
    }

    /// A stream of files: the first holds "0", the second "11", the third "222", and so on.
    static func members(count: Int) -> [UInt8] {
        let files = (0..<count).flatMap { member($0, "a\($0).txt", String(repeating: "\($0)", count: $0 + 1)) }
        return files + ExtractionFrame.listing(listing(count: count))
    }

    /// The listing at the end of that stream.
    static func listing(count: Int) -> MemberListing {
        MemberListing(
            mediaType: "application/zip",
            members: (0..<count).map { DocumentMember(name: "a\($0).txt", kind: .file, size: $0 + 1) },
            skipped: [SkippedMember(name: "b.png", code: .unsupportedFormat)],
            warnings: ["One."]
        )
    }
}
