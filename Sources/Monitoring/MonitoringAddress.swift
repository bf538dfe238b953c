import Hummingbird

/// Where a monitoring server listens.
package enum MonitoringAddress: Hashable, Sendable, CustomStringConvertible {
    /// A port of an address of this machine.
    case port(host: String, port: Int)
    /// A Unix socket.
    case socket(String)

    /// The address as people write it.
    package var description: String {
        switch self {
        case .port(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): "unix:\(path)"
        }
    }

    var bindAddress: BindAddress {
        switch self {
        case .port(let host, let port): .hostname(host, port: port)
        case .socket(let path): .unixDomainSocket(path: path)
        }
    }
}
