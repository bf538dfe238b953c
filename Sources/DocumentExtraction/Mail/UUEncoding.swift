/// Files in the encoding that mail had before MIME.
enum UUEncoding {
    /// A file in a text: its name, its content, and where in the text it stands.
    struct File {
        let name: [UInt8]
        let bytes: [UInt8]
        let range: Range<Int>
    }

    /// The content of the first file in `bytes`.
    static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8]? { file(in: bytes, from: bytes.startIndex)?.bytes }

    /// The first file that begins on a line at or after `start`.
    static func file(in bytes: ArraySlice<UInt8>, from start: Int) -> File? {
        var position = start
        while position < bytes.endIndex {
            let line = MailLines.line(at: position, of: bytes)
            if let name = name(bytes[line.content]) {
                // Without a line of data it is a sentence that begins like this.
                let data = MailLines.line(at: line.next, of: bytes)
                if isData(bytes[data.content]) { return content(name, at: position, from: line.next, of: bytes) }
            }
            position = line.next
        }
        return nil
    }

    private static func content(_ name: [UInt8], at start: Int, from first: Int, of bytes: ArraySlice<UInt8>) -> File {
        var output: [UInt8] = []
        var position = first
        while position < bytes.endIndex {
            let line = MailLines.line(at: position, of: bytes)
            guard isData(bytes[line.content]) else { break }
            decode(bytes[line.content], &output)
            position = line.next
        }
        let end = MailLines.line(at: position, of: bytes)
        if bytes[end.content].elementsEqual("end".utf8) {
            position = end.next
        }
        return File(name: name, bytes: output, range: start..<position)
    }

    /// The name on a line `begin 644 name`.
    private static func name(_ line: ArraySlice<UInt8>) -> [UInt8]? {
        guard line.starts(with: "begin ".utf8) else { return nil }
        let rest = line.dropFirst(6)
        let mode = rest.prefix { (0x30...0x37).contains($0) }
        guard (3...4).contains(mode.count), rest.dropFirst(mode.count).first == 0x20 else { return nil }
        return Array(rest.dropFirst(mode.count + 1).prefix(255))
    }

    /// Whether a line has as many characters as its first one says, give or take what programs add and drop.
    private static func isData(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, (0x20...0x60).contains(first), line.allSatisfy({ (0x20...0x60).contains($0) })
        else { return false }
        let wanted = (Int((first &- 0x20) & 0x3F) + 2) / 3 * 4
        return (wanted...(wanted + 2)).contains(line.count - 1) || (wanted > 0 && line.count - 1 == wanted - 1)
    }

    private static func decode(_ line: ArraySlice<UInt8>, _ output: inout [UInt8]) {
        let values = line.map { UInt32(($0 &- 0x20) & 0x3F) }
        guard let count = values.first.map(Int.init) else { return }
        let end = output.count + count
        for start in stride(from: 1, to: values.count, by: 4) where output.count < end {
            var bits: UInt32 = 0
            for offset in 0..<4 {
                bits = bits << 6 | (start + offset < values.count ? values[start + offset] : 0)
            }
            for shift: UInt32 in [16, 8, 0] where output.count < end {
                output.append(UInt8(truncatingIfNeeded: bits >> shift))
            }
        }
    }
}
