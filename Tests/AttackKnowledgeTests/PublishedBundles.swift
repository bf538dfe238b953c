import Foundation

/// The releases of ATT&CK that the project keeps beside its checkout; they are not part of it.
enum PublishedBundles {
    /// Their folder, if it is there.
    static let folder: URL? = {
        let shared =
            ProcessInfo.processInfo.environment["TRADECRAFT_SHARED"].map { URL(fileURLWithPath: $0) }
            ?? Fixture.packageFolder.deletingLastPathComponent().appendingPathComponent("shared")
        let folder = shared.appendingPathComponent("attack")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    static let absence =
        "the published bundles are not here (TRADECRAFT_SHARED or ../shared): nothing is read from them"

    /// The JSON of a bundle that is kept compressed.
    static func json(_ name: String) throws -> [UInt8] {
        let file = try file("\(name).json.gz")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return Array(data)
    }

    /// A file of the folder.
    static func file(_ name: String) throws -> URL {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return folder.appendingPathComponent(name)
    }
}
