import CCurl
import Glibc
import Synchronization

/// Carries a cancellation from any thread to the one that transfers.
final class TransferCancellation: Sendable {
    private struct State {
        var isCancelled = false
        /// The transfer to wake; only while it runs, so it is never used after it is freed.
        var multi: UnsafeMutableRawPointer?
    }

    private let state = Mutex(State())

    var isCancelled: Bool {
        state.withLock { $0.isCancelled }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            if let multi = state.multi { curl_multi_wakeup(multi) }
        }
    }

    func begin(_ multi: UnsafeMutableRawPointer) {
        // As an integer through the lock: a pointer may not be sent into it, and the lock is what makes it safe.
        let address = UInt(bitPattern: multi)
        state.withLock { $0.multi = UnsafeMutableRawPointer(bitPattern: address) }
    }

    func end() {
        state.withLock { $0.multi = nil }
    }
}

/// Waits for `body` without occupying a thread of the cooperative pool; cancelling the task cancels what `body` is given.
func onThreadOfItsOwn<Value: Sendable>(
    for url: String,
    _ body: @escaping @Sendable (TransferCancellation) -> Result<Value, HTTPFetchError>
) async throws(HTTPFetchError) -> Value {
    let cancellation = TransferCancellation()
    let result = await withTaskCancellationHandler {
        await withCheckedContinuation { (continuation: CheckedContinuation<Result<Value, HTTPFetchError>, Never>) in
            let failure = startDetachedThread { continuation.resume(returning: body(cancellation)) }
            guard let failure else { return }
            let error = HTTPFetchError(.other, during: "start a thread", url: url, systemError: failure)
            continuation.resume(returning: .failure(error))
        }
    } onCancel: {
        cancellation.cancel()
    }
    return try result.get()
}

/// Starts a thread that nobody waits for; the error number when there is none to be had.
private func startDetachedThread(_ body: @escaping @Sendable () -> Void) -> Int32? {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, runThread, box.toOpaque())
    guard status == 0 else {
        box.release()
        return status
    }
    pthread_detach(thread)
    return nil
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { preconditionFailure("a thread was started without its body") }
    Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
    return nil
}
