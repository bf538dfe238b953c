package import Inbox

/// What is written down for operators and their monitoring.
package struct MetricsSettings: Hashable, Sendable {
    /// The key `metrics.log`: whether every ended run is a line of the metrics log.
    package var isLogged = true
    /// The key `metrics.keep-age`.
    package var keepAge: Duration = .seconds(90 * 86_400)
    /// The key `metrics.keep-size`, in bytes.
    package var keepSize = 500_000_000
    /// The key `metrics.textfile`; nil is "off".
    package var textfile: SystemPath?
    /// The key `metrics.interval`.
    package var interval: Duration = .seconds(15)
    /// The key `http.listen`; nil is "off".
    package var listen: ListenAddress?

    /// The defaults.
    package init() {}
}

/// Where the daemon answers over HTTP: on this machine alone.
package enum ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A port of a loopback address.
    case loopback(host: String, port: Int)
    /// A Unix socket.
    case socket(String)

    /// Reads `127.0.0.1:9464`, `[::1]:9464`, `localhost:9464` or `unix:/run/tradecraft/http.sock`.
    ///
    /// Nil for any other address: what is answered is for this machine, and nobody is asked who he is.
    package init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            // The kernel takes a path of at most 107 bytes.
            guard !path.isEmpty, path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
            self = .socket(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        switch text[..<colon] {
        case "[::1]": self = .loopback(host: "::1", port: Int(port))
        case "localhost": self = .loopback(host: "127.0.0.1", port: Int(port))
        case let host where Self.isLoopback(host): self = .loopback(host: String(host), port: Int(port))
        default: return nil
        }
    }

    /// The address as it is written in the configuration.
    package var description: String {
        switch self {
        case .loopback(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .socket(let path): "unix:\(path)"
        }
    }

    /// Whether a host is an address of 127.0.0.0/8.
    private static func isLoopback(_ host: Substring) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
