import Foundation
import Glibc
import Synchronization

/// A server on the loopback interface that answers each request with what a closure says, one connection at a time.
final class SmallServer: Sendable {
    /// An answer: status, headers beside the length, body.
    struct Answer: Sendable {
        var status = 200
        var headers: [String] = []
        var body = ""
    }

    /// The address of a path on it.
    func address(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    /// The paths that were asked for, in order.
    var requests: [String] { paths.withLock { $0 } }

    private let port: UInt16
    private let listener: Int32
    private let paths = Mutex<[String]>([])

    init(_ answer: @escaping @Sendable (_ path: String, _ count: Int) -> Answer) throws {
        // 1 is SOCK_STREAM, whose type differs between systems.
        let listener = socket(AF_INET, Int32(1), 0)
        self.listener = listener
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &place) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && Glibc.listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard status else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        port = UInt16(bigEndian: place.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                defer { close(connection) }
                var buffer = [UInt8](repeating: 0, count: 1 << 14)
                let count = read(connection, &buffer, buffer.count)
                let words = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).split(separator: " ")
                guard words.count > 1 else { continue }
                let path = String(words[1])
                let earlier = self?.note(path) ?? 0
                let made = answer(path, earlier)
                let head = [
                    "HTTP/1.1 \(made.status) X", "Content-Length: \(made.body.utf8.count)", "Connection: close",
                ]
                let text = (head + made.headers).joined(separator: "\r\n") + "\r\n\r\n" + made.body
                _ = write(connection, text, text.utf8.count)
            }
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Remembers a path, and says how often it was asked for before.
    private func note(_ path: String) -> Int {
        paths.withLock { paths in
            defer { paths.append(path) }
            return paths.count { $0 == path }
        }
    }
}
