/// The way from a folder down to one of its files: names joined by slashes, never `..`.
package struct RelativePath: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The names joined by `/`, without a leading or trailing slash.
    package let bytes: [UInt8]

    /// The path of an entry of the folder itself.
    package init(_ name: FileName) {
        bytes = name.bytes
    }

    /// A path of these bytes; `nil` when a part of it cannot be a name.
    package init?(bytes: some Collection<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard !parts.isEmpty, parts.allSatisfy({ FileName(bytes: $0) != nil }) else { return nil }
        self.bytes = Array(bytes)
    }

    /// The path that `description` shows as `shown`.
    package init?(escaped shown: some StringProtocol) {
        guard let bytes = EscapedBytes.bytes(of: shown) else { return nil }
        self.init(bytes: bytes)
    }

    /// The path of an entry of the folder that this path leads to.
    package func appending(_ name: FileName) -> RelativePath {
        RelativePath(unchecked: bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    /// The last name of the path.
    package var name: FileName { names[names.count - 1] }

    /// The path without its last name; `nil` for an entry of the folder itself.
    package var parent: RelativePath? {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        return RelativePath(unchecked: Array(bytes[..<slash]))
    }

    /// The names of the path, outermost first.
    package var names: [FileName] {
        bytes.split(separator: UInt8(ascii: "/")).compactMap { FileName(bytes: $0) }
    }

    /// How many folders lie between: 0 for an entry of the folder itself.
    package var depth: Int { bytes.count { $0 == UInt8(ascii: "/") } }

    /// The path on one line, escaped like `FileName.description`.
    package var description: String { EscapedBytes.text(bytes) }

    /// By bytes.
    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}
