import CArchive
import Glibc

/// What an archive says of one of its entries.
struct ArchiveEntry {
    /// The name as it stands there, in no particular character set; empty where there is none.
    let name: [UInt8]

    /// What it is.
    let kind: Kind

    /// The size it promises; `nil` where it says nothing.
    let size: Int?

    /// Whether a password is needed.
    let isEncrypted: Bool

    /// Whether it is all that a packed file holds, and the name may be no more than a placeholder.
    let isRaw: Bool

    enum Kind {
        case file
        case folder
        /// A link, a device, a pipe.
        case special
    }

    init(_ entry: OpaquePointer, isRaw: Bool) {
        let pointer = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
        name = pointer.map { UnsafeRawBufferPointer(start: $0, count: strlen($0)).map { $0 } } ?? []
        switch Int(archive_entry_filetype(entry)) & 0o170000 {
        case 0o040000: kind = .folder
        case 0, 0o100000: kind = archive_entry_hardlink(entry) == nil ? .file : .special
        default: kind = .special
        }
        size = archive_entry_size_is_set(entry) != 0 ? Int(exactly: archive_entry_size(entry)) : nil
        isEncrypted = archive_entry_is_encrypted(entry) != 0
        self.isRaw = isRaw
    }

    /// Whether it is what a system keeps beside the files: nothing a person put there.
    var isBookkeeping: Bool {
        let last = name.suffix { $0 != 0x2F && $0 != 0x5C }
        return name.starts(with: "__MACOSX/".utf8) || last.starts(with: "._".utf8)
            || [".DS_Store", "Thumbs.db", "desktop.ini"].contains { last.elementsEqual($0.utf8) }
    }
}
