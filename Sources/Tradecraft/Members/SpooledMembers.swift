import DocumentText
import Inbox
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Puts the files of a container into the spool as they come, under names that a crash does not leave behind.
///
/// What is in the spool under a hidden name is removed when a daemon starts; the files get their own names once the
/// database knows of them.
final class SpooledMembers: MemberReceiver {
    private struct State {
        var open: (descriptor: CInt, number: Int)?
        var sizes: [Int: Int64] = [:]
    }

    private let parent: DocumentID
    private let spool: SystemPath
    private let state = Mutex(State())

    /// Takes the members of a document.
    init(of parent: DocumentID, in spool: SystemPath) {
        self.parent = parent
        self.spool = spool
    }

    deinit {
        if let open = state.withLock({ $0.open }) { close(open.descriptor) }
    }

    func begin(_ name: String, number: Int) throws(ExtractionError) {
        let path = hiddenPath(of: number)
        let descriptor = path.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else { throw failure(errno) }
        let earlier = state.withLock { state in
            let earlier = state.open
            state.open = (descriptor, number)
            state.sizes[number] = 0
            return earlier
        }
        if let earlier { close(earlier.descriptor) }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) {
        let problem: CInt = state.withLock { state in
            guard let (descriptor, number) = state.open else { preconditionFailure("bytes came before their member") }
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                rest = rest.dropFirst(count)
                state.sizes[number, default: 0] += Int64(count)
            }
            return 0
        }
        guard problem == 0 else { throw failure(problem) }
    }

    func end() throws(ExtractionError) {
        guard let open = state.withLock({ $0.open.take() }) else { preconditionFailure("no member has begun") }
        let problem = fsync(open.descriptor) == 0 ? 0 : errno
        close(open.descriptor)
        guard problem == 0 else { throw failure(problem) }
    }

    /// The size of a member's file.
    func size(of number: Int) -> Int64 { state.withLock { $0.sizes[number] ?? 0 } }

    /// Gives the files of members their names, durably; those of others go.
    ///
    /// - Parameters:
    ///   - numbers: The members with files.
    ///   - wanted: Whose files are to be there.
    /// - Throws: when the call is to be repeated.
    func place(_ numbers: [Int], wanted: Set<DocumentID>) throws(InboxError) {
        for number in numbers {
            let id = DocumentID(member: number, of: parent)
            let hidden = hiddenPath(of: number)
            guard wanted.contains(id) else {
                FileBytes.remove(hidden)
                continue
            }
            let target = spool.appending(id.fileName)
            guard hidden.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else {
                throw InboxError(systemError: errno, during: "name the member", path: target)
            }
        }
        try FileBytes.synchronize(spool)
    }

    /// Removes what was written, after a failure.
    func discard() {
        for number in state.withLock({ Array($0.sizes.keys) }) { FileBytes.remove(hiddenPath(of: number)) }
    }

    private func hiddenPath(of number: Int) -> SystemPath {
        spool.appending(".copy-\(DocumentID(member: number, of: parent).rawValue)")
    }

    private func failure(_ problem: CInt) -> ExtractionError {
        ExtractionError(
            .unavailable,
            document: "",
            detail: "a member cannot be written to the spool: \(String(cString: strerror(problem)))"
        )
    }
}
