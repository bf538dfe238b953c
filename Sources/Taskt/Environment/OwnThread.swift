#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A thread for one piece of blocking work, so that none of it holds a thread of the cooperative pool.
enum OwnThread {
    /// Runs `body` on a thread of its own.
    ///
    /// - Throws: what `body` throws, or a transient failure of code `no-thread` where the system gives none.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withUnsafeThrowingContinuation { continuation in
            let job = Unmanaged.passRetained(Job { continuation.resume(with: Result(catching: body)) })
            #if canImport(Darwin)
            var thread: pthread_t?
            #else
            var thread = pthread_t()
            #endif
            let status = pthread_create(&thread, nil, runJob, job.toOpaque())
            guard status == 0 else {
                job.release()
                continuation.resume(throwing: NoThread(status: status))
                return
            }
            #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
            #else
            pthread_detach(thread)
            #endif
        }
    }

    fileprivate final class Job: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

#if canImport(Darwin)
private let runJob: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
    Unmanaged<OwnThread.Job>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
#else
private let runJob: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument else { return nil }
    Unmanaged<OwnThread.Job>.fromOpaque(argument).takeRetainedValue().body()
    return nil
}
#endif

/// The system has no thread to give.
private struct NoThread: ClassifiedError, CustomStringConvertible {
    let status: Int32

    var failureCode: FailureCode { "no-thread" }
    var isTransient: Bool { true }
    var description: String { "no thread could be made for a blocking task: system error \(status)" }
}
