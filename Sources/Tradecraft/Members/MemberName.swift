import Inbox

/// Where a document is that lies within another: the other's path, and below it the name it has there.
enum MemberName {
    /// The longest path that is kept, in bytes.
    private static let limit = 2_048

    /// The path of a member.
    ///
    /// Parts that cannot be names are left out or cut; a member whose name leaves nothing is called by its number.
    static func path(of name: String, number: Int, in parent: RelativePath) -> RelativePath {
        var path = parent
        for part in name.split(separator: "/") where part != "." && part != ".." {
            let bytes = Array(part.utf8.filter { $0 != 0 })
            guard let component = FileName(bytes: cut(bytes)), path.bytes.count + component.bytes.count < limit else {
                continue
            }
            path = path.appending(component)
        }
        guard path == parent, let fallback = FileName("\(number + 1)") else { return path }
        return parent.appending(fallback)
    }

    /// The path of a document on the Web: its host, then the last part of its path.
    static func path(ofAddress address: String, number: Int, in parent: RelativePath) -> RelativePath {
        let rest = address.split(separator: "://", maxSplits: 1).last ?? ""
        let bare = rest.prefix { $0 != "?" && $0 != "#" }
        let parts = bare.split(separator: "/").map(String.init)
        let host = parts.first?.split(separator: "@").last.map(String.init) ?? "address"
        let name = parts.count > 1 ? "\(host)-\(parts[parts.count - 1])" : host
        return path(of: name.replacing("/", with: "_"), number: number, in: parent)
    }

    private static func cut(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 200 else { return bytes }
        // The end says what kind of file it is.
        return Array(String(decoding: bytes.prefix(160), as: UTF8.self).utf8.prefix(180)) + bytes.suffix(16)
    }
}
