/// Finds the entries of a zip archive.
enum ZipDirectory {
    /// More entries than this are not looked at: no document has as many.
    static let maximumEntries = 20_000

    private static let maximumSize = 32 << 20
    /// The end record may be followed by a comment of this length.
    private static let longestComment = 0xFFFF

    /// The entries that the list at the archive's end names; `nil` when there is no such list.
    static func read(_ source: DocumentSource) throws(ReadingFailure) -> [ZipEntry]? {
        let tailSize = min(source.size, 22 + 20 + 56 + longestComment)
        let tail = try source.bytes(at: source.size - tailSize, count: tailSize)
        guard let place = place(tail, tailStart: source.size - tailSize), place.size <= maximumSize,
            place.start >= 0, place.start <= source.size - place.size
        else { return nil }
        let list = try source.bytes(at: place.start, count: place.size)
        let entries = entries(list, shift: place.shift)
        return entries.isEmpty && place.size > 0 ? nil : entries
    }

    private struct Place {
        let start: Int
        let size: Int
        /// How far all offsets are off, when something was put before the archive.
        let shift: Int
    }

    private static func place(_ tail: [UInt8], tailStart: Int) -> Place? {
        let bytes = ByteReader(tail)
        var end = tail.count - 22
        while end >= 0, !bytes.hasSignature(0x05, 0x06, at: end) {
            end -= 1
        }
        guard end >= 0, var size = bytes.uint32(at: end + 12), var offset = bytes.uint32(at: end + 16) else {
            return nil
        }
        var listEnd = end
        // Archives with large numbers have a second end record in front of the first.
        if bytes.hasSignature(0x06, 0x07, at: end - 20), let far = bytes.uint64(at: end - 12),
            bytes.hasSignature(0x06, 0x06, at: far - tailStart), let largeSize = bytes.uint64(at: far - tailStart + 40),
            let largeOffset = bytes.uint64(at: far - tailStart + 48)
        {
            listEnd = far - tailStart
            size = largeSize
            offset = largeOffset
        }
        guard size <= tailStart + listEnd else { return nil }
        let start = tailStart + listEnd - size
        return Place(start: start, size: size, shift: start - offset)
    }

    private static func entries(_ list: [UInt8], shift: Int) -> [ZipEntry] {
        let bytes = ByteReader(list)
        var entries: [ZipEntry] = []
        var at = 0
        while entries.count < maximumEntries, bytes.hasSignature(0x01, 0x02, at: at),
            let flags = bytes.uint16(at: at + 8), let method = bytes.uint16(at: at + 10),
            let nameLength = bytes.uint16(at: at + 28), let extraLength = bytes.uint16(at: at + 30),
            let commentLength = bytes.uint16(at: at + 32), at + 46 + nameLength <= list.count
        {
            let sizes = sizes(bytes, at: at, extra: at + 46 + nameLength, extraLength)
            let (offset, isOverflow) = sizes.offset.addingReportingOverflow(shift)
            entries.append(
                ZipEntry(
                    name: ZipEntry.name(list[(at + 46)..<(at + 46 + nameLength)]),
                    method: UInt16(truncatingIfNeeded: method),
                    isEncrypted: flags & 1 != 0,
                    packedSize: sizes.packed,
                    size: sizes.unpacked,
                    headerOffset: isOverflow ? -1 : offset
                )
            )
            at += 46 + nameLength + extraLength + commentLength
        }
        return entries
    }

    /// The numbers of an entry, the large ones out of its extra field.
    private static func sizes(
        _ bytes: ByteReader,
        at: Int,
        extra: Int,
        _ extraLength: Int
    ) -> (unpacked: Int, packed: Int, offset: Int) {
        let small = [24, 20, 42].map { bytes.uint32(at: at + $0) ?? 0 }
        var numbers = small
        var field = extra
        while let id = bytes.uint16(at: field), let length = bytes.uint16(at: field + 2), field < extra + extraLength {
            if id == 1 {
                var position = field + 4
                for index in numbers.indices where small[index] == 0xFFFF_FFFF {
                    numbers[index] = bytes.uint64(at: position) ?? 0
                    position += 8
                }
            }
            field += 4 + length
        }
        return (numbers[0], numbers[1], numbers[2])
    }

    /// The entries of an archive whose list is lost, from the headers in front of each.
    static func salvage(_ archive: [UInt8]) -> [ZipEntry] {
        let bytes = ByteReader(archive)
        var entries: [ZipEntry] = []
        var at = 0
        while entries.count < maximumEntries, at + 30 <= archive.count {
            guard bytes.hasSignature(0x03, 0x04, at: at), let flags = bytes.uint16(at: at + 6),
                let method = bytes.uint16(at: at + 8), let packed = bytes.uint32(at: at + 18),
                let size = bytes.uint32(at: at + 22), let nameLength = bytes.uint16(at: at + 26), nameLength > 0,
                let extraLength = bytes.uint16(at: at + 28), at + 30 + nameLength <= archive.count
            else {
                at += 1
                continue
            }
            let data = min(at + 30 + nameLength + extraLength, archive.count)
            let isSizeKnown = flags & 8 == 0 && packed != 0xFFFF_FFFF
            let room = archive.count - data
            // The size may come after the data: what unpacks it finds the end by itself.
            let packedSize = isSizeKnown ? min(packed, room) : room
            entries.append(
                ZipEntry(
                    name: ZipEntry.name(archive[(at + 30)..<(at + 30 + nameLength)]),
                    method: UInt16(truncatingIfNeeded: method),
                    isEncrypted: flags & 1 != 0,
                    packedSize: packedSize,
                    size: isSizeKnown ? size : 0,
                    headerOffset: at
                )
            )
            at = isSizeKnown ? data + packedSize : data
        }
        return entries
    }
}
