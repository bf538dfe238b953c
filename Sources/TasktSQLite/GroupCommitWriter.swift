import GRDB
import Synchronization
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// The one writer of a database file: a thread that takes what has been submitted since its last commit and commits
/// it together, so that writes of concurrent runs share an fsync.
///
/// Each write is a savepoint of its own: one that throws is undone alone.
final class GroupCommitWriter: Sendable {
    /// A write and whom to tell how it ended.
    struct Job: Sendable {
        /// Runs inside the batch's transaction, in the job's own savepoint.
        let body: @Sendable (Database) throws -> Void
        /// Called once, after the commit or with what prevented it.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// How many jobs one commit takes at most: bounds how long the first of them waits.
    static let batchLimit = 256

    private let database: DatabasePool
    private let state = Mutex(State())
    private let work = Semaphore()
    private let ended = Semaphore()

    init(database: DatabasePool) {
        self.database = database
        let thread = Thread { [self] in run() }
        thread.start()
    }

    /// Submits a write.
    ///
    /// - Returns: false where the writer was closed; the job is then not run.
    func submit(_ job: Job) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            return true
        }
        if isTaken { work.signal() }
        return isTaken
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
            let (batch, isClosed) = state.withLock { state in
                let batch = Array(state.jobs.prefix(Self.batchLimit))
                state.jobs.removeFirst(batch.count)
                return (batch, state.isClosed && state.jobs.isEmpty)
            }
            if !batch.isEmpty { commit(batch) }
            if isClosed { break }
        }
        ended.signal()
    }

    private func commit(_ batch: [Job]) {
        var failures = [(any Error)?](repeating: nil, count: batch.count)
        do {
            try database.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for (index, job) in batch.enumerated() {
                        do {
                            try db.inSavepoint {
                                try job.body(db)
                                return .commit
                            }
                        } catch {
                            failures[index] = error
                            // A full disk may undo the whole transaction: then the others failed with it.
                            guard db.isInsideTransaction else { throw error }
                        }
                    }
                    return .commit
                }
            }
        } catch {
            for index in failures.indices where failures[index] == nil { failures[index] = error }
        }
        for (job, failure) in zip(batch, failures) { job.finish(failure) }
    }
}
