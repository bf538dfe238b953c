/// One entry of a zip archive, as the archive lists it.
struct ZipEntry {
    /// Its path, folders separated by slashes, none at the start.
    let name: String

    /// How it is packed.
    let method: UInt16

    /// Whether it needs a password.
    let isEncrypted: Bool

    /// How many bytes it takes up in the archive.
    let packedSize: Int

    /// How many bytes it says it has; not to be relied on.
    let size: Int

    /// Where its own header begins.
    let headerOffset: Int

    /// The name an archive gives, brought into one form: some writers separate folders as Windows does, or begin at a root.
    static func name(_ bytes: some Collection<UInt8>) -> String {
        let path = bytes.map { $0 == 0x5C ? 0x2F : $0 }
        var rest = path[...]
        while rest.first == 0x2F || rest.starts(with: [0x2E, 0x2F]) {
            rest = rest.dropFirst(rest.first == 0x2F ? 1 : 2)
        }
        return String(decoding: rest, as: UTF8.self)
    }
}
