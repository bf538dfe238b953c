/// The directory of a compound file: entries of 128 bytes, those of one folder in a tree.
struct CompoundDirectory {
    /// What an entry says.
    struct Entry {
        let name: String
        let isStorage: Bool
        let start: UInt32
        let size: Int
        fileprivate let left: UInt32
        fileprivate let right: UInt32
        fileprivate let child: UInt32
    }

    /// The entries in their order; the first is the root.
    private(set) var entries: [Entry] = []

    /// The entries in each folder.
    private(set) var children: [[Int]] = []

    private static let entrySize = 128

    /// Reads a directory.
    init(_ bytes: [UInt8], isLarge: Bool) {
        for start in stride(from: 0, to: bytes.count - Self.entrySize + 1, by: Self.entrySize) {
            entries.append(Self.entry(bytes, at: start, isLarge: isLarge))
        }
        children = Array(repeating: [], count: entries.count)
        walk()
    }

    private static func entry(_ bytes: [UInt8], at start: Int, isLarge: Bool) -> Entry {
        let length = min(Int(LittleEndian.uint16(bytes, at: start + 0x40)), 64)
        let units = stride(from: 0, to: max(0, length - 3), by: 2).map { LittleEndian.uint16(bytes, at: start + $0) }
        // Old programs left the upper half of a size undefined.
        let high = isLarge ? Int(LittleEndian.uint32(bytes, at: start + 0x7C) & 0x7FFF_FFFF) : 0
        return Entry(
            name: String(decoding: units, as: UTF16.self),
            isStorage: bytes[start + 0x42] == 1 || bytes[start + 0x42] == 5,
            start: LittleEndian.uint32(bytes, at: start + 0x74),
            size: high << 32 | Int(LittleEndian.uint32(bytes, at: start + 0x78)),
            left: LittleEndian.uint32(bytes, at: start + 0x44),
            right: LittleEndian.uint32(bytes, at: start + 0x48),
            child: LittleEndian.uint32(bytes, at: start + 0x4C)
        )
    }

    /// Puts every entry into its folder; an entry that is reached twice counts once.
    private mutating func walk() {
        guard let root = entries.first else { return }
        var seen = Set([0])
        var open: [(entry: UInt32, storage: Int)] = [(root.child, 0)]
        while let (number, storage) = open.popLast() {
            let index = Int(number)
            guard index < entries.count, seen.insert(index).inserted else { continue }
            let entry = entries[index]
            children[storage].append(index)
            open.append((entry.left, storage))
            open.append((entry.right, storage))
            if entry.isStorage {
                open.append((entry.child, index))
            }
        }
    }
}
