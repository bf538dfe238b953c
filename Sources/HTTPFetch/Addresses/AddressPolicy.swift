/// Which network addresses a transfer may connect to.
///
/// It is asked about the address of every connection that is about to be made, so it holds after redirects, after
/// whatever a name is resolved to, and for every way to write an address.
package struct AddressPolicy: Hashable, Sendable {
    /// Public addresses and no others.
    package static let publicOnly = AddressPolicy(entries: [])

    private let entries: [AddressAllowance]

    private init(entries: [AddressAllowance]) {
        self.entries = entries
    }

    /// Public addresses, and what is listed.
    ///
    /// - Parameter list: addresses (`10.1.2.3`, `fd00::5`), blocks of them (`10.1.0.0/16`) and names of hosts
    ///   (`wiki.corp.example`). An address or name may be followed by the one port that is meant (`10.1.2.3:8080`,
    ///   `[fd00::5]:8080`). A name allows whatever address that very name has, so whoever answers for it is trusted.
    /// - Throws: `badAllowance` with what is wrong about the first entry that cannot be read.
    package init(allowing list: [String]) throws(HTTPFetchError) {
        var entries: [AddressAllowance] = []
        for text in list { entries.append(try AddressAllowance(text)) }
        self.init(entries: entries)
    }

    /// Whether a connection to this address may be made.
    ///
    /// - Parameters:
    ///   - address: the address that is about to be connected to.
    ///   - port: the port there.
    ///   - host: the name or address for whose sake it is connected to, as `WebAddress.host` has it.
    /// - Returns: whether it is public or listed.
    package func allows(_ address: NetworkAddress, port: UInt16, host: String) -> Bool {
        address.kind == .global || entries.contains { $0.covers(address, port: port, host: host) }
    }
}
