import Glibc

/// An address of the Internet Protocol, as a connection is made to.
///
/// An IPv4 address and the IPv6 form that stands for it (`::ffff:10.0.0.5`) are one and the same.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// The IPv6 address; for IPv4, the form that stands for it.
    let value: UInt128

    init(value: UInt128) {
        self.value = value
    }

    init(ipv4 value: UInt32) {
        self.value = NetworkBlock.ipv4.base | UInt128(value)
    }

    /// The address that is written so; `nil` for anything but the common forms, say for octal numbers.
    package init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        var ipv4 = in_addr()
        if inet_pton(AF_INET, text, &ipv4) == 1 {
            self.init(ipv4: UInt32(bigEndian: ipv4.s_addr))
            return
        }
        var ipv6 = in6_addr()
        guard inet_pton(AF_INET6, text, &ipv6) == 1 else { return nil }
        self.init(ipv6)
    }

    /// The address and the port of the kernel's form; `nil` for another family than the Internet Protocol's.
    static func of(_ socket: UnsafeRawBufferPointer) -> (address: NetworkAddress, port: UInt16)? {
        guard socket.count >= MemoryLayout<sa_family_t>.size else { return nil }
        switch Int32(socket.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET where socket.count >= MemoryLayout<sockaddr_in>.size:
            let name = socket.loadUnaligned(as: sockaddr_in.self)
            return (NetworkAddress(ipv4: UInt32(bigEndian: name.sin_addr.s_addr)), UInt16(bigEndian: name.sin_port))
        case AF_INET6 where socket.count >= MemoryLayout<sockaddr_in6>.size:
            let name = socket.loadUnaligned(as: sockaddr_in6.self)
            return (NetworkAddress(name.sin6_addr), UInt16(bigEndian: name.sin6_port))
        default:
            return nil
        }
    }

    private init(_ address: in6_addr) {
        value = withUnsafeBytes(of: address) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
    }

    /// The IPv4 address; `nil` when it is none.
    var ipv4: UInt32? {
        NetworkBlock.ipv4.contains(self) ? UInt32(truncatingIfNeeded: value) : nil
    }

    /// The usual text: `10.0.0.5`, `2001:db8::1`.
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if let ipv4 {
            var address = in_addr(s_addr: ipv4.bigEndian)
            inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        } else {
            var bytes = value.bigEndian
            inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
