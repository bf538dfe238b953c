import Glibc

/// Runs work that blocks on a thread of its own, away from the cooperative pool.
package enum BlockingThread {
    /// The work's result, or `nil` when the system has no thread left.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        await withCheckedContinuation { continuation in
            if !start({ continuation.resume(returning: work()) }) { continuation.resume(returning: nil) }
        }
    }

    /// Begins work that blocks and that nobody waits for; false when the system has no thread left.
    package static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
        let job = Unmanaged.passRetained(Job(body: work))
        var thread = pthread_t()
        guard pthread_create(&thread, nil, startJob, job.toOpaque()) == 0 else {
            job.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    fileprivate final class Job: Sendable {
        let body: @Sendable () -> Void

        init(body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

private func startJob(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<BlockingThread.Job>.fromOpaque(context).takeRetainedValue().body()
    return nil
}
