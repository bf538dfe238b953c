/// A path as the kernel takes it: bytes, absolute or relative to the working directory.
package struct SystemPath: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The path as the kernel takes it, without a trailing slash and without NUL.
    package let bytes: [UInt8]

    /// The path with this UTF-8 text; empty text is the working directory.
    package init(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    /// The path that `description` shows as `shown`; a text that no description is stands for itself.
    package init(shown: some StringProtocol) {
        self.init(bytes: EscapedBytes.bytes(of: shown) ?? Array(shown.utf8))
    }

    /// The path of these bytes, up to the first NUL; no bytes are the working directory.
    package init(bytes: some Sequence<UInt8>) {
        var kept = Array(bytes.prefix { $0 != 0 })
        while kept.count > 1, kept.last == UInt8(ascii: "/") { kept.removeLast() }
        self.bytes = kept.isEmpty ? [UInt8(ascii: ".")] : kept
    }

    /// The path with this text.
    package init(stringLiteral text: String) {
        self.init(text)
    }

    /// The path of an entry of this folder.
    package func appending(_ name: FileName) -> SystemPath {
        SystemPath(bytes: bytes + [UInt8(ascii: "/")] + name.bytes)
    }

    /// The path of a file below this folder.
    package func appending(_ path: RelativePath) -> SystemPath {
        SystemPath(bytes: bytes + [UInt8(ascii: "/")] + path.bytes)
    }

    /// The path of an entry of this folder, from text that can be a name.
    package func appending(_ text: String) -> SystemPath {
        SystemPath(bytes: bytes + [UInt8(ascii: "/")] + Array(text.utf8))
    }

    /// The last name of the path; `nil` for `/`, `.` and `..`.
    package var name: FileName? {
        bytes.split(separator: UInt8(ascii: "/")).last.flatMap { FileName(bytes: $0) }
    }

    /// The folder that holds the last name of the path.
    package var parent: SystemPath {
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return SystemPath(bytes: slash == 0 ? bytes[...0] : bytes[..<slash])
    }

    /// The path for calls that take text; exact only when the bytes are UTF-8.
    package var string: String { String(decoding: bytes, as: UTF8.self) }

    /// The path on one line, escaped like `FileName.description`.
    package var description: String { EscapedBytes.text(bytes) }
}

extension SystemPath {
    /// Calls `body` with the path as a C string.
    package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        bytes.withCString(body)
    }
}

extension FileName {
    /// Calls `body` with the name as a C string.
    package func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        bytes.withCString(body)
    }
}

extension [UInt8] {
    /// Calls `body` with these bytes as a C string; they hold no NUL.
    fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: count + 1) { buffer in
            for (index, byte) in enumerated() { buffer.initializeElement(at: index, to: CChar(bitPattern: byte)) }
            buffer.initializeElement(at: count, to: 0)
            guard let base = buffer.baseAddress else {
                preconditionFailure("an allocation of \(count + 1) bytes has no address")
            }
            return body(base)
        }
    }
}
