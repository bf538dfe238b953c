import Glibc

extension InboxError {
    /// The kind of a failure.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// No such file or folder.
        package static let notFound = Code(kind: .notFound)
        /// The process may not do this.
        package static let notPermitted = Code(kind: .notPermitted)
        /// The file system, or the user's share of it, is full.
        package static let noSpace = Code(kind: .noSpace)
        /// The file system is mounted read-only.
        package static let readOnly = Code(kind: .readOnly)
        /// The name is taken.
        package static let alreadyExists = Code(kind: .alreadyExists)
        /// The two paths are on different file systems.
        package static let otherFileSystem = Code(kind: .otherFileSystem)
        /// A folder, link, pipe, socket or device stands where a regular file is needed.
        package static let notRegularFile = Code(kind: .notRegularFile)
        /// A file stands where a folder is needed.
        package static let notFolder = Code(kind: .notFolder)
        /// A path or name is longer than the kernel takes.
        package static let nameTooLong = Code(kind: .nameTooLong)
        /// The process or the system has no descriptor, watch or memory left.
        package static let exhausted = Code(kind: .exhausted)
        /// Another process holds the lock; see `holder`.
        package static let locked = Code(kind: .locked)
        /// The device failed.
        package static let inputOutput = Code(kind: .inputOutput)
        /// The kernel or the file system cannot do this.
        package static let unsupported = Code(kind: .unsupported)
        /// Any other error of the kernel; `systemError` says which.
        package static let system = Code(kind: .system)

        /// The code for an error number of the kernel.
        package init(systemError: Int32) {
            kind =
                switch systemError {
                case ENOENT: .notFound
                case EACCES, EPERM: .notPermitted
                case ENOSPC, EDQUOT, EFBIG: .noSpace
                case EROFS: .readOnly
                case EEXIST, ENOTEMPTY: .alreadyExists
                case EXDEV: .otherFileSystem
                case ELOOP: .notRegularFile
                case ENOTDIR, EISDIR: .notFolder
                case ENAMETOOLONG: .nameTooLong
                case EMFILE, ENFILE, ENOMEM: .exhausted
                case EAGAIN, ETXTBSY, EBUSY: .locked
                case EIO, ESTALE, ENOTCONN, EHOSTDOWN, ETIMEDOUT, ENODEV, ENXIO: .inputOutput
                case EINVAL, ENOSYS, EOPNOTSUPP: .unsupported
                default: .system
                }
        }

        /// The code's name, as it stands in logs and in the database.
        package var description: String { kind.rawValue }

        /// Whether to try again later: true for what another process or the operator mends without touching the
        /// document.
        var isTransient: Bool {
            switch kind {
            case .noSpace, .readOnly, .notPermitted, .exhausted, .locked, .inputOutput, .notFound, .notFolder, .system:
                true
            case .alreadyExists, .otherFileSystem, .notRegularFile, .nameTooLong, .unsupported: false
            }
        }

        private enum Kind: String {
            case notFound
            case notPermitted
            case noSpace
            case readOnly
            case alreadyExists
            case otherFileSystem
            case notRegularFile
            case notFolder
            case nameTooLong
            case exhausted
            case locked
            case inputOutput
            case unsupported
            case system
        }

        private let kind: Kind

        private init(kind: Kind) {
            self.kind = kind
        }
    }
}

/// The kernel's words for an error number.
func systemErrorText(_ number: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let base = buffer.baseAddress else { return "error \(number)" }
        // POSIX strerror_r: the message is in the buffer, cut if need be.
        let status = strerror_r(number, base, buffer.count)
        return "\(String(cString: base)) (\(status == 0 ? "error" : "unknown error") \(number))"
    }
}
