import CLinux
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// What kind of file system a database is on.
enum FileSystem {
    /// Refuses a database on a network file system, where SQLite can rely neither on locks nor on syncs.
    static func refuseNetwork(under path: String) throws(StoreError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        var type: Int64 = 0
        let status = clinux_file_system_type(folder.isEmpty ? "/" : folder, &type)
        guard status == 0 else {
            let detail = "expected the folder \(folder), found none that can be read: system error \(-status)"
            throw StoreError(.cannotOpen, during: "open", detail: detail)
        }
        try refuse(type, path)
    }

    /// A path without links and relative parts, as far as it exists.
    static func real(_ path: String) -> String {
        if let whole = resolved(path) { return whole }
        let (folder, name): (String, Substring) =
            path.lastIndex(of: "/").map { (String(path[..<$0]), path[path.index(after: $0)...]) } ?? (".", path[...])
        guard let parent = resolved(folder.isEmpty ? "/" : folder) else { return path }
        return parent == "/" ? "/\(name)" : "\(parent)/\(name)"
    }

    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Refuses a type of file system, as the kernel numbers them.
    static func refuse(_ type: Int64, _ path: String) throws(StoreError) {
        guard let name = networks[type] else { return }
        throw StoreError(
            .networkFileSystem,
            during: "open",
            detail: "\(path) is on \(name): expected a local file system, whose locks and syncs can be relied on"
        )
    }

    /// The magic numbers of `statfs(2)`.
    private static let networks: [Int64: String] = [
        0x0000_6969: "NFS", 0xFF53_4D42: "CIFS", 0xFE53_4D42: "SMB2", 0x0000_517B: "SMB", 0x5346_414F: "AFS",
        0x00C3_6400: "Ceph", 0x0BD0_0BD0: "Lustre", 0x0102_1997: "9P", 0x0116_1970: "GFS2", 0x7461_636F: "OCFS2",
        0x0000_564C: "NCP", 0x7375_7245: "Coda",
    ]
}
