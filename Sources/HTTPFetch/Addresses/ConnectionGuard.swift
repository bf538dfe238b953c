import CCurl
import Glibc

/// Opens the sockets of one transfer, and none to an address that the policy refuses.
///
/// Only the transfer's thread touches it.
final class ConnectionGuard {
    private let policy: AddressPolicy
    private let host: String
    /// Whether any connection was allowed.
    private(set) var hasOpened = false
    /// The last address that was refused.
    private(set) var refused: NetworkAddress?

    init(_ policy: AddressPolicy, host: String) {
        self.policy = policy
        self.host = host
    }

    /// The socket, or -1 if there is none to be had or the address is refused.
    fileprivate func open(_ wanted: curl_sockaddr, to socketAddress: UnsafeRawBufferPointer) -> curl_socket_t {
        // Another family than the Internet Protocol's is no way to a web server.
        guard let (address, port) = NetworkAddress.of(socketAddress) else { return -1 }
        guard policy.allows(address, port: port, host: host) else {
            refused = address
            return -1
        }
        hasOpened = true
        return socket(wanted.family, wanted.socktype | Int32(SOCK_CLOEXEC.rawValue), wanted.protocol)
    }
}

extension EasyHandle {
    /// Makes the guard open every socket of this handle; it must live as long as the handle.
    func guardConnections(with connections: ConnectionGuard) throws(HTTPFetchError) {
        keep(connections)
        try check(ccurl_set_socket_callback(handle, openSocket, Unmanaged.passUnretained(connections).toOpaque()))
    }
}

private func openSocket(
    _ context: UnsafeMutableRawPointer?,
    _ purpose: curlsocktype,
    _ wanted: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let wanted else { preconditionFailure("libcurl lost its guard") }
    let connections = Unmanaged<ConnectionGuard>.fromOpaque(context).takeUnretainedValue()
    // The structure's last member is longer than its type says, for IPv6.
    let socketAddress = UnsafeRawBufferPointer(
        start: ccurl_socket_address(wanted),
        count: Int(wanted.pointee.addrlen)
    )
    return connections.open(wanted.pointee, to: socketAddress)
}
