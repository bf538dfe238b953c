/// The addresses that begin with the same bits.
struct NetworkBlock: Hashable, Sendable {
    /// The first address's bits.
    let base: UInt128
    /// How many bits are the same, counted in IPv6's 128.
    let length: Int

    /// The IPv4 addresses, in the form in which IPv6 stands for them.
    static let ipv4 = NetworkBlock(base: 0xFFFF << 32, length: 96)

    init(base: UInt128, length: Int) {
        self.base = base
        self.length = length
    }

    init(ipv4 first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8, length: Int) {
        let value = [first, second, third, fourth].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        self.init(base: NetworkAddress(ipv4: value).value, length: Self.ipv4.length + length)
    }

    /// The block whose first groups of 16 bits are these, and the rest 0.
    init(ipv6 groups: UInt16..., length: Int) {
        let value = groups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
        self.init(base: value << (16 * (8 - groups.count)), length: length)
    }

    /// The bits that are the same in the whole block.
    private var mask: UInt128 {
        // A shift by the whole width gives 0 in Swift, which is the mask of a block of everything.
        UInt128.max << (128 - length)
    }

    /// Whether `base` has no bits beyond the common ones.
    var isExact: Bool { base & ~mask == 0 }

    /// The block that `base` lies in.
    var exact: NetworkBlock { NetworkBlock(base: base & mask, length: length) }

    func contains(_ address: NetworkAddress) -> Bool {
        (address.value ^ base) & mask == 0
    }
}
