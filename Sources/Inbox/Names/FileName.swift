/// The name of one entry of a folder: bytes, as the kernel keeps them.
///
/// A name need not be UTF-8; `description` shows any name on one line and `init(escaped:)` leads back.
package struct FileName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as the kernel keeps it: 1 to 255 bytes, no slash, no NUL, neither `.` nor `..`.
    package let bytes: [UInt8]

    /// The most bytes that a name can have on the file systems in use.
    package static let maximumLength = 255

    /// A name of these bytes; `nil` when no entry of a folder can be called so.
    package init?(bytes: some Collection<UInt8>) {
        guard (1...Self.maximumLength).contains(bytes.count), !bytes.contains(0), !bytes.contains(UInt8(ascii: "/"))
        else {
            return nil
        }
        let dot = UInt8(ascii: ".")
        guard !bytes.elementsEqual([dot]), !bytes.elementsEqual([dot, dot]) else { return nil }
        self.bytes = Array(bytes)
    }

    /// The name with this UTF-8 text; `nil` when no entry of a folder can be called so.
    package init?(_ text: some StringProtocol) {
        self.init(bytes: Array(text.utf8))
    }

    /// The name that `description` shows as `shown`.
    package init?(escaped shown: some StringProtocol) {
        guard let bytes = EscapedBytes.bytes(of: shown) else { return nil }
        self.init(bytes: bytes)
    }

    /// The name on one line: valid UTF-8 as it is, control characters and other bytes as `\xNN`, a backslash doubled.
    package var description: String { EscapedBytes.text(bytes) }

    /// The name's bytes decoded as UTF-8, invalid bytes replaced: for display only, it does not lead back.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// By bytes.
    package static func < (left: FileName, right: FileName) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
