import Glibc
import Synchronization

/// An HTTP server on 127.0.0.1 for one test: one thread, one connection at a time, answers as the test says.
final class LocalServer: Sendable {
    /// One request as it came.
    struct Request: Sendable {
        let path: String
        /// By name in lower case.
        let headers: [String: String]
        var method = "GET"
        var body: [UInt8] = []
    }

    /// What to do with a request.
    enum Answer: Sendable {
        /// Send this head and this body, then close.
        case send(head: [String], body: [UInt8])
        /// Send this head and then this chunk again and again until the client is gone.
        case sendForEver(head: [String], chunk: [UInt8])
        /// Send this head and this body, then nothing until the client is gone.
        case hang(head: [String], body: [UInt8])
        /// Send these bytes without a head, then others again and again (unless there are none) until the client is gone.
        case sendRaw(forEver: [UInt8], after: [UInt8])
    }

    let port: UInt16

    private let listener: Int32
    private let log: Log
    private let thread: Mutex<pthread_t?>

    init(answer: @escaping @Sendable (Request, _ number: Int) -> Answer) throws {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 && listen(socket, 8) == 0
                    && getsockname(socket, generic, &length) == 0
            }
        }
        guard socket >= 0, isBound else { throw ServerFailure(number: errno) }
        let log = Log()
        let box = Unmanaged.passRetained(Body { serve(socket, log, answer) })
        var started = pthread_t()
        let status = pthread_create(&started, nil, runBody, box.toOpaque())
        guard status == 0 else { throw ServerFailure(number: status) }
        port = UInt16(bigEndian: address.sin_port)
        listener = socket
        self.log = log
        thread = Mutex(started)
    }

    deinit {
        // Wakes accept(), which then fails.
        shutdown(listener, Int32(SHUT_RDWR))
        if let running = thread.withLock({ $0 }) { pthread_join(running, nil) }
        close(listener)
    }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    var requests: [Request] { log.requests.withLock { $0 } }

    fileprivate final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }
}

struct ServerFailure: Error {
    let number: Int32
}

private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}

private func serve(
    _ listener: Int32,
    _ log: LocalServer.Log,
    _ answer: (LocalServer.Request, Int) -> LocalServer.Answer
) {
    while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        defer { close(client) }
        guard let request = readRequest(client) else { continue }
        let number = log.requests.withLock { requests in
            requests.append(request)
            return requests.count
        }
        switch answer(request, number) {
        case .send(let head, let body):
            _ = send(client, head) && send(client, body)
        case .sendForEver(let head, let chunk):
            guard send(client, head) else { continue }
            while send(client, chunk) {}
        case .sendRaw(let chunk, let start):
            guard send(client, start), !chunk.isEmpty else { continue }
            while send(client, chunk) {}
        case .hang(let head, let body):
            _ = send(client, head) && send(client, body)
            // The client says nothing more; this returns when it goes.
            var byte: UInt8 = 0
            _ = read(client, &byte, 1)
        }
    }
}

private func readRequest(_ client: Int32) -> LocalServer.Request? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.suffix(4) != Array("\r\n\r\n".utf8) {
        guard read(client, &byte, 1) == 1 else { return nil }
        bytes.append(byte)
        // A TLS handshake begins so; it is answered in plain text.
        if bytes == [0x16] { return LocalServer.Request(path: "", headers: [:]) }
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let fields = lines[0].split(separator: " ")
    guard fields.count > 1 else { return nil }
    var request = LocalServer.Request(path: String(fields[1]), headers: headers, method: String(fields[0]))
    for _ in 0..<(headers["content-length"].flatMap { Int($0) } ?? 0) {
        guard read(client, &byte, 1) == 1 else { return nil }
        request.body.append(byte)
    }
    return request
}

private func send(_ client: Int32, _ head: [String]) -> Bool {
    send(client, Array((head + ["Connection: close", "", ""]).joined(separator: "\r\n").utf8))
}

private func send(_ client: Int32, _ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
    }
    return true
}
