import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A backup that is being written: a tar archive whose last entry lists the others with their hashes.
struct BackupFile {
    let file: OpenFile
    private let modified: Int64
    private(set) var entries: [BackupManifest.Entry] = []

    /// Begins a backup in an empty file.
    init(_ file: OpenFile, at time: Timestamp) {
        self.file = file
        modified = time.microseconds / 1_000_000
    }

    /// Adds a file under a name; it throws where the file has become shorter meanwhile.
    mutating func add(_ source: OpenFile, as name: String) throws(InboxError) {
        let header = TarHeader(name: name, bytes: try source.size())
        try file.write(header.block(modified: modified))
        var hash = SHA256()
        var rest = header.bytes
        while rest > 0 {
            let bytes = try source.read(atMost: Int(clamping: rest))
            guard !bytes.isEmpty else { throw InboxError(.inputOutput, during: "read all of", path: source.path) }
            bytes.withUnsafeBytes { hash.update($0) }
            try file.write(bytes)
            rest -= Int64(bytes.count)
        }
        try file.write([UInt8](repeating: 0, count: header.padding))
        entries.append(BackupManifest.Entry(name: name, size: header.bytes, sha256: hash.hexadecimal()))
    }

    /// Adds a small file from memory.
    mutating func add(_ bytes: [UInt8], as name: String) throws(InboxError) {
        let header = TarHeader(name: name, bytes: Int64(bytes.count))
        try file.write(header.block(modified: modified) + bytes + [UInt8](repeating: 0, count: header.padding))
        entries.append(BackupManifest.Entry(name: name, size: header.bytes, sha256: SHA256.hexadecimal(of: bytes)))
    }

    /// Adds the manifest with its own hash, and ends the archive; it is on disk when this returns.
    mutating func finish(_ manifest: BackupManifest) throws(InboxError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let bytes: [UInt8]
        do {
            bytes = Array(try encoder.encode(manifest))
        } catch {
            preconditionFailure("a manifest cannot be written as JSON: \(error)")
        }
        try add(bytes, as: BackupManifest.name)
        try add(Array(SHA256.hexadecimal(of: bytes).utf8), as: BackupManifest.hashName)
        try file.write([UInt8](repeating: 0, count: 2 * TarHeader.size))
        try file.synchronize()
    }
}
