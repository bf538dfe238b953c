import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// The releases of ATT&CK and their models in the state directory, as far as a backup needs them.
struct BackupReleases {
    let folder: SystemPath

    /// How often the records are read until none has changed meanwhile.
    private static let attempts = 10

    /// Adds every release, and the records of which is in force behind those: what a record names is in the backup.
    func add(to backup: inout BackupFile) throws {
        var added: Set<FileName> = []
        var records = try self.records()
        for _ in 0..<Self.attempts {
            for name in try names() where !Self.isRecord(name) && added.insert(name).inserted {
                if let file = try OpenFile(reading: folder.appending(name)) {
                    try backup.add(file, as: "\(BackupArchive.Part.attack)/\(name.text)")
                }
            }
            let now = try self.records()
            if now == records { break }
            records = now
        }
        for (name, bytes) in records.sorted(by: { $0.key < $1.key }) {
            try backup.add(bytes, as: "\(BackupArchive.Part.attack)/\(name.text)")
        }
    }

    private func records() throws -> [FileName: [UInt8]] {
        var records: [FileName: [UInt8]] = [:]
        for name in try names() where Self.isRecord(name) {
            records[name] = try FileBytes.read(folder.appending(name))
        }
        return records
    }

    private static func isRecord(_ name: FileName) -> Bool { name.text.hasSuffix(".json") }

    /// The files that stay: no locks, and nothing that is still being written.
    private func names() throws -> [FileName] {
        try FolderListing.names(in: folder)
            .filter { name in
                [".json", ".bundle", ".catalogue", ".model"].contains { name.text.hasSuffix($0) }
                    && FileKind.isFile(folder.appending(name))
            }
    }
}

/// The names in a folder.
enum FolderListing {
    /// All names but the two with dots, sorted; none where there is no folder.
    static func names(in folder: SystemPath) throws(InboxError) -> [FileName] {
        guard let listing = folder.withCString({ opendir($0) }) else {
            if errno == ENOENT { return [] }
            throw InboxError(systemError: errno, during: "list", path: folder)
        }
        defer { closedir(listing) }
        var names: [FileName] = []
        while let entry = readdir(listing) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if let name = FileName(bytes: bytes) { names.append(name) }
        }
        return names.sorted()
    }
}
