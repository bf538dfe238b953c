import CLinux
import Glibc
import Synchronization

/// What the caller's side and the watching thread share.
final class WatchControl: Sendable {
    enum Request {
        case verify
        case stop
    }

    /// What has been asked for since the last look.
    struct Requests: Sendable {
        var verify = false
        var stop = false
    }

    /// Readable while there are requests.
    let wake: Int32

    private let requests = Mutex(Requests())

    init(for root: SystemPath) throws(InboxError) {
        wake = clinux_eventfd()
        guard wake >= 0 else { throw InboxError(systemError: -wake, during: "make an eventfd", path: root) }
    }

    deinit {
        close(wake)
    }

    func request(_ request: Request) {
        requests.withLock { requests in
            switch request {
            case .verify: requests.verify = true
            case .stop: requests.stop = true
            }
        }
        let status = clinux_eventfd_signal(wake)
        precondition(status == 0, "an eventfd cannot be signalled: error \(-status)")
    }

    func take() -> Requests {
        _ = clinux_eventfd_drain(wake)
        return requests.withLock { requests in
            defer { requests = Requests() }
            return requests
        }
    }
}

/// Starts a thread that the caller joins.
func startThread(named name: String, _ body: @escaping @Sendable () -> Void) throws(InboxError) -> pthread_t {
    let box = Unmanaged.passRetained(ThreadBody(name: name, body: body))
    var thread = pthread_t()
    let status = pthread_create(&thread, nil, runThread, box.toOpaque())
    guard status == 0 else {
        box.release()
        throw InboxError(systemError: status, during: "start a thread", path: name)
    }
    return thread
}

private final class ThreadBody: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { preconditionFailure("a thread was started without its body") }
    let box = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
    _ = clinux_set_thread_name(box.name)
    box.body()
    return nil
}
