import Foundation
import Inbox
import Logging
import Taskt

@testable import Tradecraft

/// A folder of its own for a test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "\(FileManager.default.temporaryDirectory.path)/tradecraft-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // A leftover in the temporary folder breaks nothing.
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String, _ content: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(content.utf8).write(to: URL(filePath: file))
        return file
    }
}

/// The repository's folder.
let repository: URL = {
    var folder = URL(filePath: #filePath)
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
        folder.deleteLastPathComponent()
    }
    return folder
}()

/// A logger that writes nothing.
let silence = Logger(label: "silence", factory: { _ in SwiftLogNoOpLogHandler() })
