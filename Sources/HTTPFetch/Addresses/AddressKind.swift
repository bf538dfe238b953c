/// What an address is for, as the registries of special-purpose addresses have it.
package enum AddressKind: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// Anybody's, reachable from everywhere.
    case global
    /// The machine itself.
    case loopback
    /// A network of one's own.
    case privateNetwork
    /// The network of the next cable or radio cell, where clouds keep their metadata services.
    case linkLocal
    /// "This host" or "this network".
    case unspecified
    /// Shared among the customers of one provider.
    case carrierShared
    /// For protocols' own purposes.
    case protocolAssigned
    /// For examples in texts.
    case documentation
    /// For tunnels and translators between IPv4 and IPv6.
    case transition
    /// For measuring devices.
    case benchmarking
    /// Many receivers at once.
    case multicast
    /// All hosts of a network at once.
    case broadcast
    /// Where packets are thrown away.
    case discarded
    /// The hosting platform's own services at an address that looks like anybody's.
    case platform
    /// Not given to anybody.
    case reserved

    /// With its article: "a private address".
    package var description: String {
        switch self {
        case .global: "a public address"
        case .loopback: "a loopback address"
        case .privateNetwork: "a private address"
        case .linkLocal: "a link-local address"
        case .unspecified: "an unspecified address"
        case .carrierShared: "an address shared inside a provider's network"
        case .protocolAssigned: "an address for protocol assignments"
        case .documentation: "an address for documentation"
        case .transition: "an address for tunnels between IPv4 and IPv6"
        case .benchmarking: "an address for benchmarking"
        case .multicast: "a multicast address"
        case .broadcast: "the broadcast address"
        case .discarded: "an address whose packets are discarded"
        case .platform: "an address of a hosting platform's own services"
        case .reserved: "a reserved address"
        }
    }
}

extension NetworkAddress {
    /// What the address is for.
    ///
    /// An IPv6 address in which a translator or tunnel finds an IPv4 address is of that address's kind.
    package var kind: AddressKind {
        let blocks = ipv4 == nil ? Self.specialIPv6 : Self.specialIPv4
        if let found = blocks.first(where: { $0.block.contains(self) }) { return found.kind }
        if ipv4 != nil { return .global }
        if Self.translated.contains(self) { return NetworkAddress(ipv4: UInt32(truncatingIfNeeded: value)).kind }
        if Self.sixToFour.contains(self) { return NetworkAddress(ipv4: UInt32(truncatingIfNeeded: value >> 80)).kind }
        // Nothing outside is given to anybody yet, so what will be there is not known to be harmless.
        return Self.globalUnicast.contains(self) ? .global : .reserved
    }

    /// NAT64: the last 32 bits are an IPv4 address.
    private static let translated = NetworkBlock(ipv6: 0x64, 0xFF9B, length: 96)
    /// 6to4: an IPv4 address follows the first 16 bits.
    private static let sixToFour = NetworkBlock(ipv6: 0x2002, length: 16)
    /// All that has been opened for global use.
    private static let globalUnicast = NetworkBlock(ipv6: 0x2000, length: 3)

    /// IANA's IPv4 Special-Purpose Address Registry, multicast, and one address of a platform; the first match counts.
    private static let specialIPv4: [(block: NetworkBlock, kind: AddressKind)] = [
        (NetworkBlock(ipv4: 0, 0, 0, 0, length: 8), .unspecified),
        (NetworkBlock(ipv4: 10, 0, 0, 0, length: 8), .privateNetwork),
        (NetworkBlock(ipv4: 100, 64, 0, 0, length: 10), .carrierShared),
        (NetworkBlock(ipv4: 127, 0, 0, 0, length: 8), .loopback),
        // Azure's own services answer there, to every machine that it hosts.
        (NetworkBlock(ipv4: 168, 63, 129, 16, length: 32), .platform),
        (NetworkBlock(ipv4: 169, 254, 0, 0, length: 16), .linkLocal),
        (NetworkBlock(ipv4: 172, 16, 0, 0, length: 12), .privateNetwork),
        (NetworkBlock(ipv4: 192, 0, 0, 0, length: 24), .protocolAssigned),
        (NetworkBlock(ipv4: 192, 0, 2, 0, length: 24), .documentation),
        (NetworkBlock(ipv4: 192, 88, 99, 0, length: 24), .transition),
        (NetworkBlock(ipv4: 192, 168, 0, 0, length: 16), .privateNetwork),
        (NetworkBlock(ipv4: 198, 18, 0, 0, length: 15), .benchmarking),
        (NetworkBlock(ipv4: 198, 51, 100, 0, length: 24), .documentation),
        (NetworkBlock(ipv4: 203, 0, 113, 0, length: 24), .documentation),
        (NetworkBlock(ipv4: 224, 0, 0, 0, length: 4), .multicast),
        (NetworkBlock(ipv4: 255, 255, 255, 255, length: 32), .broadcast),
        (NetworkBlock(ipv4: 240, 0, 0, 0, length: 4), .reserved),
    ]

    /// IANA's IPv6 Special-Purpose Address Registry, multicast, and what has been withdrawn; the first match counts.
    private static let specialIPv6: [(block: NetworkBlock, kind: AddressKind)] = [
        (NetworkBlock(base: 0, length: 128), .unspecified),
        (NetworkBlock(base: 1, length: 128), .loopback),
        // "IPv4-compatible" addresses, withdrawn.
        (NetworkBlock(base: 0, length: 96), .transition),
        (NetworkBlock(ipv6: 0x64, 0xFF9B, 1, length: 48), .transition),
        (NetworkBlock(ipv6: 0x100, length: 64), .discarded),
        (NetworkBlock(ipv6: 0x100, 0, 0, 1, length: 64), .reserved),
        // Teredo, before the protocol assignments that it is a part of.
        (NetworkBlock(ipv6: 0x2001, 0, length: 32), .transition),
        (NetworkBlock(ipv6: 0x2001, length: 23), .protocolAssigned),
        (NetworkBlock(ipv6: 0x2001, 0xDB8, length: 32), .documentation),
        (NetworkBlock(ipv6: 0x3FFF, length: 20), .documentation),
        (NetworkBlock(ipv6: 0x5F00, length: 16), .protocolAssigned),
        (NetworkBlock(ipv6: 0xFC00, length: 7), .privateNetwork),
        (NetworkBlock(ipv6: 0xFE80, length: 10), .linkLocal),
        // "Site-local" addresses, withdrawn and still in use here and there.
        (NetworkBlock(ipv6: 0xFEC0, length: 10), .privateNetwork),
        (NetworkBlock(ipv6: 0xFF00, length: 8), .multicast),
    ]
}
