import GRDB
import Synchronization
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// The one writer of a database file: takes what has been submitted since its last commit and commits it together, so
/// that writes of concurrent runs share an fsync.
///
/// A batch is one transaction. Where a write in it throws, the batch is undone and its writes are run again, each in a
/// savepoint of its own: one that throws is then undone alone. So a write's body may run twice.
///
/// Commits are made by a thread of the writer's own; but where nothing else is waiting, and nothing has been for a
/// while, by the thread that submits, which saves two changes of thread for each commit.
final class GroupCommitWriter: Sendable {
    /// A write and whom to tell how it ended.
    struct Job: Sendable {
        /// Runs inside the batch's transaction.
        let body: @Sendable (Database) throws -> Void
        /// Called once, after the commit or with what prevented it.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
        /// Whether a commit is being made.
        var isCommitting = false
        /// How many commits in a row had a single job.
        var loneCommits = 0
        /// How many jobs the last commits had: how many writers there are, as far as one can tell.
        var company = 0
    }

    /// How many jobs one commit takes at most: bounds how long the first of them waits.
    static let batchLimit = 256
    /// After so many commits of a single job the next is made by the thread that submits it.
    static let patience = 4
    /// How long a commit waits for those that were in the last ones to come again, in steps, in microseconds.
    ///
    /// A small part of what a sync takes, for a commit that all of them share.
    static let gathering: (steps: Int, step: UInt32) = (3, 5)

    private let database: DatabasePool
    private let observer: (@Sendable (CommitReport) -> Void)?
    /// Whether a thread of the cooperative pool may wait for the disk: not where there is but one.
    private let mayCommitInline: Bool
    private let state = Mutex(State())
    private let work = Semaphore()
    private let ended = Semaphore()

    init(database: DatabasePool, observer: (@Sendable (CommitReport) -> Void)?) throws(StoreError) {
        self.database = database
        self.observer = observer
        mayCommitInline = sysconf(CInt(_SC_NPROCESSORS_ONLN)) > 1
        guard Thread({ [self] in run() }).start() else {
            throw StoreError(.cannotOpen, during: "open", detail: "the system has no thread for the writer")
        }
    }

    /// Submits a write.
    ///
    /// - Returns: false where the writer was closed; the job is then not run.
    func submit(_ job: Job) -> Bool {
        enum Way {
            case refused, inline
            case queued(Bool)
        }
        let way = state.withLock { state -> Way in
            if state.isClosed { return .refused }
            let isAlone = !state.isCommitting && state.jobs.isEmpty
            if isAlone, mayCommitInline, state.loneCommits >= Self.patience {
                state.isCommitting = true
                return .inline
            }
            state.jobs.append(job)
            // The thread that commits looks again when it is done.
            return .queued(isAlone)
        }
        switch way {
        case .refused: return false
        case .queued(let mustWake):
            if mustWake { work.signal() }
        case .inline:
            commit([job])
            if finishCommit(of: 1) { work.signal() }
        }
        return true
    }

    /// Commits what was submitted, then ends the thread.
    ///
    /// Further writes are refused.
    func close() {
        let wasOpen = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        if wasOpen {
            work.signal()
            ended.wait()
        }
    }

    private func run() {
        while true {
            work.wait()
            while true {
                gather()
                let (batch, isClosed) = state.withLock { state -> ([Job], Bool) in
                    if state.isCommitting { return ([], false) }
                    let batch = Array(state.jobs.prefix(Self.batchLimit))
                    state.jobs.removeFirst(batch.count)
                    state.isCommitting = !batch.isEmpty
                    return (batch, state.isClosed && batch.isEmpty)
                }
                if isClosed {
                    ended.signal()
                    return
                }
                guard !batch.isEmpty else { break }
                commit(batch)
                _ = finishCommit(of: batch.count)
            }
        }
    }

    /// Waits a moment for writes to come that are likely to.
    private func gather() {
        for _ in 0..<Self.gathering.steps {
            let isWorthWaiting = state.withLock { state in
                !state.isClosed && !state.isCommitting && !state.jobs.isEmpty && state.jobs.count < state.company
            }
            guard isWorthWaiting else { return }
            usleep(Self.gathering.step)
        }
    }

    /// Notes the end of a commit, and says whether there is more to do.
    private func finishCommit(of count: Int) -> Bool {
        state.withLock { state in
            state.isCommitting = false
            state.company = max(count, (state.company + count) / 2)
            state.loneCommits = count == 1 && state.jobs.isEmpty ? state.loneCommits + 1 : 0
            return !state.jobs.isEmpty || state.isClosed
        }
    }

    private func commit(_ batch: [Job]) {
        let start = ContinuousClock.now
        var failures = [(any Error)?](repeating: nil, count: batch.count)
        do {
            try database.writeWithoutTransaction { db in
                if try commitTogether(batch, db) { return }
                try commitApart(batch, db, &failures)
            }
        } catch {
            for index in failures.indices where failures[index] == nil { failures[index] = error }
        }
        observer?(CommitReport(writes: batch.count, duration: ContinuousClock.now - start))
        for (job, failure) in zip(batch, failures) { job.finish(failure) }
    }

    /// Commits a batch of which no write throws; false where one does, and then nothing was written.
    private func commitTogether(_ batch: [Job], _ db: Database) throws -> Bool {
        var isSound = true
        try db.inTransaction(.immediate) {
            do {
                for job in batch { try job.body(db) }
                return .commit
            } catch {
                // Which write it was, and what becomes of the others, is seen when they are run one by one.
                isSound = false
                return .rollback
            }
        }
        return isSound
    }

    private func commitApart(_ batch: [Job], _ db: Database, _ failures: inout [(any Error)?]) throws {
        var found = failures
        defer { failures = found }
        try db.inTransaction(.immediate) {
            for (index, job) in batch.enumerated() {
                do {
                    try db.inSavepoint {
                        try job.body(db)
                        return .commit
                    }
                } catch {
                    found[index] = error
                    // A full disk may undo the whole transaction: then the others failed with it.
                    guard db.isInsideTransaction else { throw error }
                }
            }
            return .commit
        }
    }
}
