import CLinux
import Glibc

/// The watching thread: waits for events and requests, keeps the watches in place, sends hints.
struct WatchLoop {
    let root: SystemPath
    let options: ScanOptions
    let hints: FolderHints
    let control: WatchControl

    private var tree: WatchTree?
    /// Whether "unavailable" has been told and is still so.
    private var isDegraded = false
    /// Whether "lost" has been told and is still so.
    private var isLost = false

    init(root: SystemPath, options: ScanOptions, hints: FolderHints, control: WatchControl) {
        self.root = root
        self.options = options
        self.hints = hints
        self.control = control
    }

    /// Runs until it is asked to stop.
    mutating func run() {
        defer { hints.finish() }
        watchAnew()
        hints.send(.changed)
        while true {
            var waiting = [pollfd(fd: control.wake, events: Int16(POLLIN), revents: 0)]
            if let tree { waiting.append(pollfd(fd: tree.descriptor.number, events: Int16(POLLIN), revents: 0)) }
            let ready = poll(&waiting, nfds_t(waiting.count), -1)
            if ready < 0 {
                precondition(errno == EINTR || errno == ENOMEM || errno == EAGAIN, "poll failed with error \(errno)")
                continue
            }
            if waiting[0].revents != 0 {
                let requests = control.take()
                if requests.stop { return }
                if requests.verify { verify() }
            } else if waiting.count > 1, waiting[1].revents != 0 {
                readEvents()
            }
        }
    }

    private mutating func readEvents() {
        guard let findings = tree?.readEvents() else { return }
        if findings.isRootGone {
            lose()
            // It may have been replaced already.
            if watchAnew() { hints.send(.changed) }
        } else if findings.isOverflow || findings.isStructureUnclear {
            // Folders may have come or moved unseen.
            watchAnew()
            hints.send(findings.isOverflow ? .overflow : .changed)
        } else {
            if let failure = findings.failure { degrade(failure) }
            if findings.isChanged { hints.send(.changed) }
        }
    }

    private mutating func verify() {
        let now = WatchTree.identity(of: root)
        if let tree, let now, tree.rootIdentity.isSameFile(as: now), !isDegraded { return }
        let wasLost = isLost
        let isReplaced = tree != nil && !isDegraded
        if isReplaced { lose() }
        if watchAnew(), wasLost || isReplaced || !isDegraded { hints.send(.changed) }
    }

    /// Replaces all watches by new ones at the path; `false` when there is no folder or no watching.
    @discardableResult
    private mutating func watchAnew() -> Bool {
        // The old instance goes first: instances are scarce.
        tree = nil
        do throws(InboxError) {
            let anew = try WatchTree(root: root, options: options)
            let failure = anew.watchAll()
            tree = anew
            isLost = false
            if let failure { degrade(failure) } else { isDegraded = false }
            return true
        } catch {
            switch error.code {
            case .notFound, .notFolder, .notPermitted, .inputOutput: lose()
            default: degrade(error)
            }
            return false
        }
    }

    private mutating func lose() {
        if !isLost { hints.send(.lostWatch) }
        isLost = true
        tree = nil
    }

    private mutating func degrade(_ failure: InboxError) {
        if !isDegraded { hints.send(.unavailable(failure)) }
        isDegraded = true
    }
}
