import CLinux
import Glibc

/// One inotify instance with a watch on a folder and on each folder below it; used by one thread.
final class WatchTree {
    let descriptor: Descriptor
    let rootIdentity: FileIdentity

    private let root: SystemPath
    private let options: ScanOptions
    private let rootWatch: Int32
    /// The folders by watch: the path from the root down, empty for the root.
    private var folders: [Int32: [FileName]]

    /// What a batch of events says.
    struct Findings {
        var isChanged = false
        var isOverflow = false
        var isRootGone = false
        var isStructureUnclear = false
        var failure: InboxError?
    }

    /// What can make a document appear or complete, and what changes the tree.
    ///
    /// A writer's every write and
    /// the daemon's own renames and removals make no event.
    private static let mask =
        UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF)
        | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)

    /// Watches the root alone.
    init(root: SystemPath, options: ScanOptions) throws(InboxError) {
        let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard number >= 0 else { throw Self.watchError(errno, root) }
        let opened = Descriptor(owning: number)
        let watch = root.withCString { inotify_add_watch(number, $0, Self.mask) }
        guard watch >= 0 else { throw Self.watchError(errno, root) }
        // Looked at after the watch is in place: if it is replaced in between, the next `verify()` sees the difference.
        guard let identity = Self.identity(of: root) else {
            throw InboxError(.notFound, during: "watch the folder", path: root)
        }
        self.root = root
        self.options = options
        descriptor = opened
        rootIdentity = identity
        rootWatch = watch
        folders = [watch: []]
    }

    /// What the folder at the path is now.
    static func identity(of path: SystemPath) -> FileIdentity? {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
        return FileIdentity(status)
    }

    /// Adds watches for all folders below the root; the first failure, if there was one.
    func watchAll() -> InboxError? {
        watchFolders(below: [])
    }

    /// Takes in all events that wait.
    func readEvents() -> Findings {
        var findings = Findings()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(descriptor.number, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return findings }
            take(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &findings)
            if findings.isOverflow || findings.isRootGone { return findings }
        }
    }

    private func take(_ events: UnsafeRawBufferPointer, into findings: inout Findings) {
        let header = MemoryLayout<inotify_event>.size
        var offset = 0
        while offset + header <= events.count {
            let watch = events.loadUnaligned(fromByteOffset: offset, as: Int32.self)
            let mask = events.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            let length = Int(events.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
            let name = FileName(bytes: events[(offset + header)..<(offset + header + length)].prefix { $0 != 0 })
            offset += header + length
            take(watch: watch, mask: mask, name: name, into: &findings)
        }
    }

    private func take(watch: Int32, mask: UInt32, name: FileName?, into findings: inout Findings) {
        func has(_ flag: Int32) -> Bool { mask & UInt32(bitPattern: flag) != 0 }
        if has(IN_Q_OVERFLOW) {
            findings.isOverflow = true
        } else if watch == rootWatch, has(IN_DELETE_SELF) || has(IN_MOVE_SELF) || has(IN_UNMOUNT) || has(IN_IGNORED) {
            findings.isRootGone = true
        } else if has(IN_IGNORED) {
            folders[watch] = nil
        } else if has(IN_MOVE_SELF) || has(IN_UNMOUNT) {
            // A folder below moved, perhaps out of the tree, with all that is watched in it.
            findings.isStructureUnclear = true
        } else if let name, options.ignoredNames.match(name) == nil {
            findings.isChanged = true
            if has(IN_ISDIR), has(IN_CREATE) || has(IN_MOVED_TO), let parent = folders[watch] {
                // What was put into it before the watch makes no event: the scan that follows sees it.
                let failure = watchFolder(at: parent + [name])
                findings.failure = findings.failure ?? failure
            }
        }
    }

    private func watchFolder(at names: [FileName]) -> InboxError? {
        guard names.count <= options.maximumDepth else { return nil }
        let path = names.reduce(root) { $0.appending($1) }
        let mask = Self.mask | UInt32(IN_DONT_FOLLOW)
        let watch = path.withCString { inotify_add_watch(descriptor.number, $0, mask) }
        guard watch >= 0 else {
            let failure = Self.watchError(errno, path)
            // Gone, or no longer a folder: nothing to watch. Not permitted: the scan reports it.
            return [.notFound, .notFolder, .notPermitted].contains(failure.code) ? nil : failure
        }
        folders[watch] = names
        return watchFolders(below: names)
    }

    private func watchFolders(below names: [FileName]) -> InboxError? {
        guard names.count < options.maximumDepth else { return nil }
        var found: [FileName] = []
        do throws(InboxError) {
            let folder = try Folder(at: names.reduce(root) { $0.appending($1) })
            try folder.forEachEntry { (name) throws(InboxError) in
                guard options.ignoredNames.match(name) == nil, try folder.identity(of: name)?.kind == .folder else {
                    return
                }
                found.append(name)
            }
        } catch {
            return error.code == .exhausted ? error : nil
        }
        var failure: InboxError?
        for name in found {
            let next = watchFolder(at: names + [name])
            failure = failure ?? next
        }
        return failure
    }

    private static func watchError(_ number: Int32, _ path: SystemPath) -> InboxError {
        switch number {
        // Not that a disk is full.
        case ENOSPC:
            let operation = "watch the folder (fs.inotify.max_user_watches is reached)"
            return InboxError(.exhausted, during: operation, path: path, systemError: number)
        case EMFILE:
            let operation = "watch the folder (fs.inotify.max_user_instances is reached)"
            return InboxError(.exhausted, during: operation, path: path, systemError: number)
        default:
            return InboxError(systemError: number, during: "watch the folder", path: path)
        }
    }
}
