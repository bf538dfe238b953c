import Inbox

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A backup that is being read; nothing in it is believed before it was compared with the manifest.
struct BackupArchive {
    let file: OpenFile

    /// The names of what a backup holds.
    enum Part {
        static let database = "tradecraft.sqlite"
        static let payloads = "tradecraft.sqlite-payloads"
        static let configuration = "tradecraft.yaml"
        static let spool = "spool"
        static let attack = "attack"
    }

    private static let manifestLimit: Int64 = 1 << 30

    /// Reads all of it, and gives its manifest once every file is as that says.
    ///
    /// - Throws: ``StartupError`` 65 where it is cut short, damaged, no backup, or of a newer version.
    func verified() throws(StartupError) -> BackupManifest {
        try scan { _ in nil }
    }

    /// Writes the files into a folder, comparing each with the manifest that was read before.
    func extract(_ manifest: BackupManifest, into folder: SystemPath) throws(StartupError) {
        let found = try scan { name in
            let path = folder.appending(name)
            try FileBytes.makeFolder(path.parent, mode: 0o700)
            return try OpenFile(making: path)
        }
        guard found == manifest else { throw refusal("it has changed while it was read") }
    }

    private func scan(_ target: (String) throws -> OpenFile?) throws(StartupError) -> BackupManifest {
        do {
            try file.rewind()
            var found: [BackupManifest.Entry] = []
            while let block = try file.read(exactly: TarHeader.size) {
                guard let header = TarHeader(block) else {
                    throw refusal(block.allSatisfy { $0 == 0 } ? "it has no manifest" : "it is no backup, or damaged")
                }
                if header.name == BackupManifest.name { return try manifest(header, listing: found) }
                guard Self.isPart(header.name) else {
                    throw refusal("it holds \"\(header.name)\", which is no part of one")
                }
                found.append(try copy(header, to: target(header.name)))
            }
            throw refusal(found.isEmpty ? "it is no backup" : "it was cut short")
        } catch let error as StartupError {
            throw error
        } catch let error as InboxError {
            throw StartupError(error, "the backup")
        } catch {
            throw refusal("\(error)")
        }
    }

    private func copy(_ header: TarHeader, to target: OpenFile?) throws -> BackupManifest.Entry {
        var hash = SHA256()
        var rest = header.bytes
        while rest > 0 {
            let bytes = try file.read(atMost: Int(clamping: rest))
            guard !bytes.isEmpty else { throw refusal("it was cut short") }
            bytes.withUnsafeBytes { hash.update($0) }
            try target?.write(bytes)
            rest -= Int64(bytes.count)
        }
        try target?.synchronize()
        _ = try file.read(exactly: header.padding)
        return BackupManifest.Entry(name: header.name, size: header.bytes, sha256: hash.hexadecimal())
    }

    private func manifest(_ header: TarHeader, listing found: [BackupManifest.Entry]) throws -> BackupManifest {
        guard header.bytes <= Self.manifestLimit, let bytes = try file.read(exactly: Int(header.bytes)) else {
            throw refusal("it was cut short")
        }
        _ = try file.read(exactly: header.padding)
        let next = try file.read(exactly: TarHeader.size).flatMap { TarHeader($0) }
        guard next == TarHeader(name: BackupManifest.hashName, bytes: 64), let hash = try file.read(exactly: 64),
            hash == Array(SHA256.hexadecimal(of: bytes).utf8)
        else { throw refusal("its manifest is damaged, or was cut short") }
        let manifest: BackupManifest
        do {
            // First of all the number alone: a newer form may have other keys.
            let form = try JSONDecoder().decode(Form.self, from: Data(bytes))
            guard form.format <= BackupManifest.currentFormat else {
                throw refusal("it was written by version \(form.version), in a form that is newer than this version's")
            }
            manifest = try JSONDecoder().decode(BackupManifest.self, from: Data(bytes))
        } catch is DecodingError {
            throw refusal("its manifest is damaged")
        }
        let odd = zip(manifest.entries, found).first { $0 != $1 }?.0.name
        guard odd == nil, manifest.entries.count == found.count else {
            throw refusal("\(odd ?? "a file") in it is not what was written")
        }
        return manifest
    }

    private struct Form: Decodable {
        let format: Int
        let version: String
    }

    /// Whether a name is one that backups have: nothing else is ever written anywhere.
    private static func isPart(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            part.first != "." && !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: ".")
                        || byte == UInt8(ascii: "_")
                }
        }
        guard isPlain, let first = parts.first else { return false }
        switch String(first) {
        case Part.database, Part.configuration: return parts.count == 1
        case Part.spool, Part.attack: return parts.count == 2
        case Part.payloads: return parts.count == 3
        default: return false
        }
    }

    private func refusal(_ detail: String) -> StartupError {
        StartupError(.badData, "the backup \(file.path) cannot be used: \(detail)")
    }
}
