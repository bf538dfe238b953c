/// The addresses that a page's text links to and does not show.
struct HTMLLinks {
    private static let maximum = 5000
    private static let longest = 2048

    /// The addresses, each once, in the order of the page, and where in the file they stand.
    private(set) var targets: [(address: [UInt8], source: Range<Int>)] = []

    /// The site that the page is from.
    var site: [UInt8]?

    private var seen: Set<[UInt8]> = []
    private var links: [Link] = []

    private struct Link {
        let target: Range<Int>
        let block: Int
        var text: Range<Int>
        var isOpen = true
    }

    /// Takes a link's address when it leads somewhere: one within the site is relative.
    ///
    /// - Parameters:
    ///   - target: The address in the page.
    ///   - bytes: The page.
    ///   - block: The block that the link is in.
    ///   - start: Where its text begins.
    /// - Returns: Whether it leads to another site.
    mutating func begin(_ target: Range<Int>, _ bytes: Span<UInt8>, block: Int, at start: Int) -> Bool {
        guard target.count <= Self.longest, isAddress(target, bytes) else { return false }
        links.append(Link(target: target, block: block, text: start..<start))
        return !isOfSite(target, bytes)
    }

    /// Ends the text of the link that was begun last.
    mutating func end(at end: Int) {
        guard let last = links.indices.last, links[last].isOpen else { return }
        links[last].isOpen = false
        links[last].text = links[last].text.lowerBound..<max(end, links[last].text.lowerBound)
    }

    private func isAddress(_ target: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        let schemes: [StaticString] = ["http", "hxxp", "ftp:", "fxp:", "sftp:", "mailto:"]
        return schemes.contains { bytes.hasPrefix($0, at: target.lowerBound) && target.count > $0.utf8CodeUnitCount }
    }

    private func isOfSite(_ target: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard let site, let host = HTMLLinks.host(target, bytes) else { return false }
        return HTMLLinks.domain(host).elementsEqual(site)
    }

    /// The domain that the host of an address belongs to, in lower case.
    static func site(of address: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8]? {
        host(address, bytes).map { Array(domain($0)) }
    }

    private static func host(_ address: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8]? {
        guard let start = bytes.first("://", in: address.lowerBound..<min(address.upperBound, address.lowerBound + 12))
        else { return nil }
        var host: [UInt8] = []
        for index in (start + 3)..<address.upperBound {
            let byte = bytes[index].lowercasedASCII
            guard byte.isASCIILetter || byte.isASCIIDigit || byte == 0x2D || byte == 0x2E else { break }
            host.append(byte)
        }
        return host.isEmpty ? nil : host
    }

    /// The last two labels of a host, or three where the second last is like that of `co.uk`.
    private static func domain(_ host: [UInt8]) -> ArraySlice<UInt8> {
        let labels = host.split(separator: 0x2E)
        guard labels.count > 2 else { return host[...] }
        let isShort = labels[labels.count - 2].count <= 3
        return host[labels[labels.count - (isShort ? 3 : 2)].startIndex...]
    }

    /// Keeps the addresses of the links in blocks of the content; the others say nothing about the document.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - text: The text of the blocks.
    ///   - isAround: Which blocks are not content.
    mutating func settle(_ bytes: Span<UInt8>, _ text: [UInt8], isAround: [Bool]) {
        for link in links where targets.count < Self.maximum {
            let isOutside = link.block < isAround.count && isAround[link.block]
            guard !isOutside else { continue }
            let target = HTMLEntities.decode(bytes.copy(link.target))
            // An address that one link shows and another does not is shown.
            guard seen.insert(target).inserted, !Self.isShown(target, text[link.text.clamped(to: text.indices)]) else {
                continue
            }
            targets.append((target, link.target))
        }
        links.removeAll(keepingCapacity: true)
    }

    /// Whether the text of a link is its address, but for the scheme and a slash at the end.
    private static func isShown(_ target: [UInt8], _ text: ArraySlice<UInt8>) -> Bool {
        let text = text.drop(while: \.isASCIIWhitespace)
        let end = text.suffix(while: \.isASCIIWhitespace).startIndex
        let shown = text[..<end]
        guard shown.count >= 4, target.count - shown.count <= 9, target.count >= shown.count else { return false }
        var expected = target[...]
        if expected.last == 0x2F, shown.last != 0x2F {
            expected.removeLast()
        }
        guard expected.count >= shown.count, expected.suffix(shown.count).elementsEqual(shown) else { return false }
        let scheme = expected.dropLast(shown.count)
        return scheme.isEmpty || scheme.last == 0x3A || scheme.suffix(2).elementsEqual([0x2F, 0x2F])
    }
}
