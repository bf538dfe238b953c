package import Glibc

/// What tells one state of one file from another without reading it.
package struct FileIdentity: Hashable, Codable, Sendable {
    /// The device of the file system that holds the file.
    package let device: UInt64
    /// The file's number on that file system.
    package let inode: UInt64
    /// The size in bytes.
    package let size: Int64
    /// When the content last changed, as the file claims: it may lie in the future or in 1970.
    package let modified: FileTime
    /// When the content, the name or the permissions last changed, by the kernel's clock.
    package let changed: FileTime
    /// What the entry is.
    package let kind: FileKind

    /// An identity made of its parts.
    package init(
        device: UInt64,
        inode: UInt64,
        size: Int64,
        modified: FileTime,
        changed: FileTime,
        kind: FileKind = .regular
    ) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
        self.kind = kind
    }

    /// The identity that the kernel reported.
    package init(_ status: stat) {
        self.init(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            modified: FileTime(seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int32(status.st_mtim.tv_nsec)),
            changed: FileTime(seconds: Int64(status.st_ctim.tv_sec), nanoseconds: Int32(status.st_ctim.tv_nsec)),
            kind: FileKind(mode: status.st_mode)
        )
    }

    /// Whether both are the same file with the same content, as far as the kernel can tell.
    ///
    /// A rename changes `changed`, so it does not count.
    package func isSameContent(as other: FileIdentity) -> Bool {
        isSameFile(as: other) && size == other.size && modified == other.modified
    }

    /// Whether both are the same file, whatever its content is now.
    package func isSameFile(as other: FileIdentity) -> Bool {
        device == other.device && inode == other.inode && kind == other.kind
    }
}

/// A time as a file system keeps it; any 64-bit second is possible.
package struct FileTime: Hashable, Comparable, Codable, Sendable {
    /// Seconds since 1970.
    package let seconds: Int64
    /// The rest of the second, 0 ..< 1,000,000,000.
    package let nanoseconds: Int32

    /// A time made of its parts.
    package init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The earlier one.
    package static func < (left: FileTime, right: FileTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// What an entry of a folder is.
package enum FileKind: String, Codable, Sendable {
    /// A file with content.
    case regular
    /// A folder.
    case folder
    /// A symbolic link; it is never followed.
    case symbolicLink
    /// A named pipe.
    case pipe
    /// A socket.
    case socket
    /// A device, or something this version does not know.
    case device

    init(mode: mode_t) {
        self =
            switch mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            default: .device
            }
    }
}
