import HTTPFetch
import Testing

@Suite struct AddressPolicyTests {
    /// First and last addresses of the blocks, and their neighbours.
    @Test(
        arguments: [
            ("0.0.0.0", .unspecified), ("0.255.255.255", .unspecified), ("1.0.0.0", .global),
            ("9.255.255.255", .global), ("10.0.0.0", .privateNetwork), ("10.255.255.255", .privateNetwork),
            ("11.0.0.0", .global), ("100.63.255.255", .global), ("100.64.0.0", .carrierShared),
            ("100.127.255.255", .carrierShared), ("100.128.0.0", .global), ("126.255.255.255", .global),
            ("127.0.0.0", .loopback), ("127.255.255.255", .loopback), ("128.0.0.0", .global),
            ("168.63.129.15", .global), ("168.63.129.16", .platform), ("169.253.255.255", .global),
            ("169.254.169.254", .linkLocal), ("169.255.0.0", .global), ("172.15.255.255", .global),
            ("172.16.0.0", .privateNetwork), ("172.31.255.255", .privateNetwork), ("172.32.0.0", .global),
            ("192.0.0.8", .protocolAssigned), ("192.0.1.0", .global), ("192.0.2.1", .documentation),
            ("192.88.99.1", .transition), ("192.167.255.255", .global), ("192.168.0.0", .privateNetwork),
            ("192.168.255.255", .privateNetwork), ("192.169.0.0", .global), ("198.17.255.255", .global),
            ("198.18.0.0", .benchmarking), ("198.19.255.255", .benchmarking), ("198.20.0.0", .global),
            ("198.51.100.7", .documentation), ("203.0.113.255", .documentation), ("203.0.114.0", .global),
            ("223.255.255.255", .global), ("224.0.0.1", .multicast), ("239.255.255.255", .multicast),
            ("240.0.0.1", .reserved), ("255.255.255.254", .reserved), ("255.255.255.255", .broadcast),
        ] as [(String, AddressKind)]
    )
    func anIPv4AddressIsOfItsBlocksKind(_ text: String, _ kind: AddressKind) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.kind == kind)
        #expect(address.description == text)
        #expect(AddressPolicy.publicOnly.allows(address, port: 443, host: text) == (kind == .global))
        // The forms of IPv6 that stand for it are of its kind.
        #expect(NetworkAddress("::ffff:\(text)") == address)
        #expect(NetworkAddress("64:ff9b::\(text)")?.kind == kind)
        let bytes = text.split(separator: ".").compactMap { UInt8($0) }
        let groups = [bytes[0], bytes[1], bytes[2], bytes[3]]
            .map { byte in
                String(UInt16(byte) | 0x100, radix: 16).dropFirst()
            }
        #expect(NetworkAddress("2002:\(groups[0])\(groups[1]):\(groups[2])\(groups[3])::1")?.kind == kind)
        // The withdrawn form is refused whatever it stands for.
        #expect(NetworkAddress("::\(text)")?.kind != .global)
    }

    @Test(
        arguments: [
            ("::", .unspecified), ("::1", .loopback), ("::2", .transition), ("64:ff9b:1::1", .transition),
            ("100::1", .discarded), ("100:0:0:1::1", .reserved), ("2001::1", .transition),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", .transition), ("2001:1::1", .protocolAssigned),
            ("2001:20::1", .protocolAssigned), ("2001:1ff:ffff::1", .protocolAssigned), ("2001:200::1", .global),
            ("2001:db8::1", .documentation), ("2001:db9::1", .global), ("2606:4700::1111", .global),
            ("3fff::1", .documentation), ("3fff:1000::1", .global), ("4000::1", .reserved),
            ("5f00::1", .protocolAssigned),
            ("fbff::1", .reserved), ("fc00::1", .privateNetwork), ("fd00:ec2::254", .privateNetwork),
            ("fe80::1", .linkLocal), ("febf::1", .linkLocal), ("fec0::1", .privateNetwork), ("ff02::1", .multicast),
            ("1fff::1", .reserved),
        ] as [(String, AddressKind)]
    )
    func anIPv6AddressIsOfItsBlocksKind(_ text: String, _ kind: AddressKind) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.kind == kind)
        #expect(address.description == text)
        #expect(AddressPolicy.publicOnly.allows(address, port: 443, host: text) == (kind == .global))
    }

    @Test(arguments: [
        "", "1", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "1.2.3.4.5", "fe80::1%eth0", "1.2.3.4\0",
    ])
    func onlyTheCommonFormsAreAddresses(_ text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test(arguments: [
        ("10.1.0.0/16", "10.1.2.3", 80, true), ("10.1.0.0/16", "10.2.0.0", 80, false),
        ("10.1.0.0/16", "::ffff:10.1.2.3", 80, true), ("::ffff:10.1.0.0/112", "10.1.2.3", 80, true),
        ("10.1.2.3", "10.1.2.3", 9, true), ("10.1.2.3", "10.1.2.4", 9, false),
        ("10.1.2.3:8080", "10.1.2.3", 8080, true), ("10.1.2.3:8080", "10.1.2.3", 80, false),
        ("fd00::/8", "fd12::1", 80, true), ("fd00::/8", "fc12::1", 80, false), ("::1", "::1", 80, true),
        ("[::1]:81", "::1", 81, true), ("[::1]:81", "::1", 80, false), ("[::1]", "::1", 80, true),
        ("0.0.0.0/0", "127.0.0.1", 80, true), ("0.0.0.0/0", "::1", 80, false), ("::/0", "127.0.0.1", 80, true),
        (" 10.1.2.3 ", "10.1.2.3", 80, true),
    ])
    func whatIsListedIsAllowed(_ entry: String, _ text: String, _ port: UInt16, _ isAllowed: Bool) throws {
        let policy = try AddressPolicy(allowing: [entry])
        let address = try #require(NetworkAddress(text))
        #expect(policy.allows(address, port: port, host: "other.example") == isAllowed)
    }

    @Test(arguments: [
        ("wiki.corp.example", "wiki.corp.example", 443, true), ("Wiki.Corp.example.", "wiki.corp.example", 443, true),
        ("wiki.corp.example", "evil.wiki.corp.example", 443, false), ("wiki.corp.example", "corp.example", 443, false),
        ("wiki.corp.example:8443", "wiki.corp.example", 8443, true),
        ("wiki.corp.example:8443", "wiki.corp.example", 443, false), ("wiki", "wiki", 80, true),
        ("bücher.example", "xn--bcher-kva.example", 443, true),
    ])
    func aListedNameIsAllowedWhateverItsAddress(
        _ entry: String,
        _ host: String,
        _ port: UInt16,
        _ isAllowed: Bool
    ) throws {
        let policy = try AddressPolicy(allowing: ["192.168.7.7", entry])
        let address = try #require(NetworkAddress("10.0.0.1"))
        #expect(policy.allows(address, port: port, host: host) == isAllowed)
    }

    @Test(arguments: [
        ("", "empty"), ("https://wiki.corp.example/", "not a URL"), ("10.1.2.3/16", "write 10.1.0.0/16"),
        ("10.1.0.0/33", "0 to 32"), ("10.1.0.0/", "0 to 32"), ("10.1.0.0/-1", "0 to 32"), ("fd00::/129", "0 to 128"),
        ("10.1/16", "before /"), ("wiki.corp.example/24", "before /"), ("10.1.0.0/16/8", "before /"),
        ("10.1.2.3:0", "1 to 65535"), ("10.1.2.3:65536", "1 to 65535"), ("wiki:http", "1 to 65535"),
        ("wiki:", "1 to 65535"), ("fe80::1::2", "no network address"), ("[fe80", "neither"),
        ("[10.1.2.3]:80", "[address]:port"), ("[::1]x", "[address]:port"), ("127.1", "written as 127.0.0.1"),
        ("0x7f000001", "written as 127.0.0.1"), ("*.corp.example", "neither"), ("a b", "neither"),
        ("user@wiki", "neither"), ("wiki?x", "neither"), (":80", "neither"),
    ])
    func whatCannotBeReadIsSaidClearly(_ entry: String, _ reason: String) throws {
        let error = #expect(throws: HTTPFetchError.self) { try AddressPolicy(allowing: ["10.0.0.1", entry]) }
        #expect(error?.code == .badAllowance)
        #expect(error?.isTransient == false)
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
