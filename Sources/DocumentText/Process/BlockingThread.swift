import Glibc

/// Runs work that blocks on a thread of its own, away from the cooperative pool.
package enum BlockingThread {
    /// The work's result, or `nil` when the system has no thread left.
    package static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result? {
        await withCheckedContinuation { continuation in
            let job = Unmanaged.passRetained(Job { continuation.resume(returning: work()) })
            var thread = pthread_t()
            let problem = pthread_create(&thread, nil, startJob, job.toOpaque())
            if problem == 0 {
                pthread_detach(thread)
            } else {
                job.release()
                continuation.resume(returning: nil)
            }
        }
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
