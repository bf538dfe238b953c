/// One entry of the list of what is allowed beside public addresses.
struct AddressAllowance: Hashable, Sendable {
    private enum Subject: Hashable {
        case block(NetworkBlock)
        case host(String)
    }

    private let subject: Subject
    /// The only port that is allowed; `nil` for all.
    private let port: UInt16?

    init(_ text: String) throws(HTTPFetchError) {
        let entry = text.trimmed
        guard !entry.isEmpty else { throw Self.failure(text, "it is empty") }
        guard !entry.contains("://") else {
            throw Self.failure(text, "expected an address, a block such as 10.1.0.0/16 or a host name, not a URL")
        }
        if let address = NetworkAddress(String(entry)) {
            subject = .block(NetworkBlock(base: address.value, length: 128))
            port = nil
        } else if entry.contains("/") {
            subject = .block(try Self.block(entry))
            port = nil
        } else {
            let (host, port) = try Self.split(entry)
            self.port = port
            subject = try Self.subject(host, of: text)
        }
    }

    func covers(_ address: NetworkAddress, port: UInt16, host: String) -> Bool {
        if let allowed = self.port, allowed != port { return false }
        return switch subject {
        case .block(let block): block.contains(address)
        case .host(let name): name == host
        }
    }

    /// `10.1.0.0/16`.
    private static func block(_ text: Substring) throws(HTTPFetchError) -> NetworkBlock {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = NetworkAddress(String(parts[0])) else {
            throw failure(String(text), "what stands before / is no network address")
        }
        // What is written as IPv6 counts IPv6's bits, even where it stands for IPv4.
        let offset = parts[0].contains(":") ? 0 : NetworkBlock.ipv4.length
        guard let length = number(parts[1], upTo: UInt16(128 - offset)) else {
            throw failure(String(text), "what stands after / must be a number from 0 to \(128 - offset)")
        }
        let block = NetworkBlock(base: address.value, length: offset + Int(length))
        guard block.isExact else {
            let start = NetworkAddress(value: block.exact.base)
            throw failure(String(text), "a block of this size begins at \(start): write \(start)/\(length)")
        }
        return block
    }

    /// The host without the brackets of an IPv6 address, and the port if there is one.
    private static func split(_ entry: Substring) throws(HTTPFetchError) -> (host: Substring, port: UInt16?) {
        var host = entry
        var rest: Substring = ""
        if entry.hasPrefix("["), let end = entry.firstIndex(of: "]") {
            host = entry[entry.index(after: entry.startIndex)..<end]
            rest = entry[entry.index(after: end)...]
            guard host.contains(":"), rest.isEmpty || rest.hasPrefix(":") else {
                throw failure(String(entry), "expected the form [address]:port")
            }
        } else if let colon = entry.lastIndex(of: ":") {
            host = entry[..<colon]
            rest = entry[colon...]
            guard !host.contains(":") else { throw failure(String(entry), "it is no network address") }
        }
        guard !rest.isEmpty else { return (host, nil) }
        guard let port = number(rest.dropFirst(), upTo: .max), port > 0 else {
            throw failure(String(entry), "the port must be a number from 1 to 65535")
        }
        return (host, port)
    }

    private static func subject(_ host: Substring, of entry: String) throws(HTTPFetchError) -> Subject {
        if let address = NetworkAddress(String(host)) { return .block(NetworkBlock(base: address.value, length: 128)) }
        guard let web = try? WebAddress("http://\(host)/"), isHostName(host, in: web.host) else {
            // Not swallowed: what is wrong with the made-up address is of no use to whoever wrote the entry.
            throw failure(entry, "it is neither a network address, nor a block of them, nor the name of a host")
        }
        if let address = NetworkAddress(web.host) {
            throw failure(entry, "the address must be written as \(address)")
        }
        return .host(web.host)
    }

    /// Whether `host`, whose form in the network is `name`, is nothing but a name.
    private static func isHostName(_ host: Substring, in name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
            default: false
            }
        }
        return isPlain && !name.isEmpty && !host.contains { "@?#%".contains($0) }
    }

    private static func number(_ text: Substring, upTo limit: UInt16) -> UInt16? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        return UInt16(text).flatMap { $0 <= limit ? $0 : nil }
    }

    private static func failure(_ entry: String, _ reason: String) -> HTTPFetchError {
        HTTPFetchError(.badAllowance, during: "read the list of allowed addresses", url: entry, reason: reason)
    }
}
