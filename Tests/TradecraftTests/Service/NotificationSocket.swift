import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A datagram socket such as a service manager listens on.
final class NotificationSocket: Sendable {
    /// What has come, in order.
    let messages: AsyncStream<String>

    private let descriptor: Int32

    /// Listens at a path, or at a name of the abstract namespace behind an "@".
    init(_ address: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(address.utf8)
        withUnsafeMutableBytes(of: &target.sun_path) {
            $0.copyBytes(from: address.hasPrefix("@") ? [0] + bytes.dropFirst() : bytes)
        }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard bound == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        let (messages, message) = AsyncStream.makeStream(of: String.self)
        (self.messages, self.descriptor) = (messages, descriptor)
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                message.yield(String(decoding: buffer[..<count], as: UTF8.self))
            }
            message.finish()
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RD)) }

    /// The next message that begins so.
    func waits(for prefix: String) async -> String? {
        for await message in messages where message.hasPrefix(prefix) { return message }
        return nil
    }
}
