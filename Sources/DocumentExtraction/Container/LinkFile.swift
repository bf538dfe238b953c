import DocumentText

/// Reads the addresses out of files that say where documents are on the Web.
enum LinkFile {
    /// The addresses of the Web in the file, each once; others are left out and counted.
    static func addresses(
        in source: DocumentSource,
        _ form: DetectedFormat.LinkFormat,
        into tally: inout MemberTally
    ) throws(ReadingFailure) -> [String] {
        let bytes = try source.bytes()
        var found: [[UInt8]] = []
        switch form {
        case .shortcut: found = ShortcutFile.address(in: TextDecoding.decode(bytes).utf8).map { [$0] } ?? []
        case .propertyList:
            let address =
                bytes.starts(with: BinaryPropertyList.mark)
                ? BinaryPropertyList(bytes).string(forKey: "URL") : PropertyListAddress.find(in: bytes)
            found = address.map { [$0] } ?? []
        case .lines:
            let text = TextDecoding.decode(bytes).utf8
            TextLines.forEachLine(text) { line in
                let trimmed = trim(text[line])
                // A file of tens of megabytes of nothing but line starts must not become as many arrays.
                guard let first = trimmed.first, first != 0x23, found.count <= maximumLines else { return }
                found.append(trimmed)
            }
        }
        return select(found, into: &tally)
    }

    private static let maximumLines = 100_000

    private static func select(_ found: [[UInt8]], into tally: inout MemberTally) -> [String] {
        var addresses: [String] = []
        var known: Set<String> = []
        for bytes in found {
            guard let address = webAddress(bytes) else {
                tally.skip(.unsupportedFormat) { MemberPath.label(bytes) }
                continue
            }
            guard known.insert(address).inserted else { continue }
            guard tally.hasRoom else {
                tally.skip(.membersExceeded) { MemberPath.label(bytes) }
                continue
            }
            tally.refer(to: address)
            addresses.append(address)
        }
        return addresses
    }

    /// The address, its scheme in lower case, if it is one that can be fetched.
    static func webAddress(_ bytes: [UInt8]) -> String? {
        let trimmed = trim(bytes[...])
        guard trimmed.count <= 4096, trimmed.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        for scheme in ["http://", "https://"] {
            let start = trimmed.prefix(scheme.utf8.count).map(\.lowercasedASCII)
            let rest = trimmed.dropFirst(scheme.utf8.count)
            guard start.elementsEqual(scheme.utf8), let first = rest.first, first != 0x2F, first != 0x3F,
                first != 0x23, let address = String(validating: rest, as: UTF8.self)
            else { continue }
            return scheme + address
        }
        return nil
    }

    private static func trim(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var rest = bytes.drop(while: \.isASCIIWhitespace)
        while let last = rest.last, last.isASCIIWhitespace {
            rest = rest.dropLast()
        }
        return Array(rest)
    }
}

/// A shortcut of Windows to an address.
enum ShortcutFile {
    /// The address it leads to, or that of the frame it was taken from.
    static func address(in utf8: [UInt8]) -> [UInt8]? {
        var address: [UInt8]?
        var base: [UInt8]?
        TextLines.forEachLine(utf8) { range in
            let line = utf8[range].drop(while: \.isASCIIWhitespace)
            if address == nil {
                address = value(of: "url=", in: line)
            }
            if base == nil {
                base = value(of: "baseurl=", in: line)
            }
        }
        return address ?? base
    }

    private static func value(of key: StaticString, in line: ArraySlice<UInt8>) -> [UInt8]? {
        let count = key.utf8CodeUnitCount
        let start = line.prefix(count).map(\.lowercasedASCII)
        guard start.count == count, start.range(of: key) != nil else { return nil }
        var value = line.dropFirst(count)
        if value.count >= 2, value.first == 0x22, value.last == 0x22 {
            value = value.dropFirst().dropLast()
        }
        return Array(value)
    }
}

extension MemberPath {
    /// A short form of an address for people.
    static func label(_ bytes: [UInt8]) -> String {
        let line = TextCleaning.line(TextDecoding.decodeUTF8(Array(bytes.prefix(200))))
        return String(decoding: line, as: UTF8.self)
    }
}
