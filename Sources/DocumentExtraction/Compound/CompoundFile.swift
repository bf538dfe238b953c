/// The container of the old Office formats and of Outlook messages: folders and streams in one file.
///
/// Every chain of sectors is followed for at most as many steps as the file has sectors, and all that is read from one
/// file is at most a few times its size: a chain in a circle, or a thousand streams on the same sectors, cost no more.
struct CompoundFile {
    /// A folder or a stream.
    struct Entry {
        let name: String
        let isStorage: Bool
        let start: UInt32
        let size: Int
        fileprivate(set) var children: [Int] = []
    }

    /// All entries, those that no folder holds among them; the first is the root.
    private(set) var entries: [Entry] = []

    private let bytes: [UInt8]
    private let layout: CompoundLayout
    private var sectorChain: [UInt32] = []
    private var miniChain: [UInt32] = []
    private var miniStream: [UInt8]?
    /// How many bytes may still be read.
    private var budget: Int

    /// What begins every such file.
    static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    /// Reads the directory of a file; `nil` when it has none.
    init?(_ bytes: [UInt8]) {
        guard let layout = CompoundLayout(bytes) else { return nil }
        self.bytes = bytes
        self.layout = layout
        budget = bytes.count * 4 + (1 << 20)
        sectorChain = layout.sectorChain(of: bytes)
        let directory = read(layout.directory, limit: bytes.count)
        let tree = CompoundDirectory(directory, isLarge: layout.isLarge)
        guard !tree.entries.isEmpty else { return nil }
        entries = zip(tree.entries, tree.children)
            .map { entry, children in
                Entry(
                    name: entry.name,
                    isStorage: entry.isStorage,
                    start: entry.start,
                    size: entry.size,
                    children: children
                )
            }
        let table = read(layout.miniTable, limit: bytes.count)
        miniChain = CompoundLayout.numbers(table)
    }

    /// The entry with a name, its case ignored, in a folder.
    func entry(_ name: String, in storage: Int = 0) -> Int? {
        entries[storage].children.first { Self.isEqual(entries[$0].name, name) }
    }

    /// The folders in a folder whose name begins like this, in the order of their names.
    func storages(_ prefix: String, in storage: Int = 0) -> [Int] {
        entries[storage].children
            .filter { entries[$0].isStorage && entries[$0].name.utf8.starts(with: prefix.utf8) }
            .sorted { entries[$0].name.utf8.lexicographicallyPrecedes(entries[$1].name.utf8) }
    }

    /// The content of the stream with a name in a folder, or as much of it as is there; `nil` when there is no stream.
    mutating func stream(_ name: String, in storage: Int = 0, limit: Int = .max) -> [UInt8]? {
        guard let index = entry(name, in: storage), !entries[index].isStorage else { return nil }
        let entry = entries[index]
        let wanted = min(entry.size, limit)
        return entry.size < layout.miniLimit ? readMini(entry.start, wanted) : read(entry.start, limit: wanted)
    }

    private mutating func read(_ start: UInt32, limit: Int) -> [UInt8] {
        var output: [UInt8] = []
        var sector = start
        var steps = 0
        while output.count < limit, steps <= sectorChain.count, let range = layout.range(of: sector, in: bytes.count) {
            let count = min(range.count, limit - output.count, budget)
            guard count > 0 else { break }
            output.append(contentsOf: bytes[range.prefix(count)])
            budget -= count
            guard Int(sector) < sectorChain.count else { break }
            sector = sectorChain[Int(sector)]
            steps += 1
        }
        return output
    }

    private mutating func readMini(_ start: UInt32, _ limit: Int) -> [UInt8] {
        let stream = miniStream ?? read(entries[0].start, limit: min(entries[0].size, bytes.count))
        miniStream = stream
        var output: [UInt8] = []
        var sector = Int(start)
        var steps = 0
        let width = layout.miniSize
        while output.count < limit, steps <= miniChain.count, sector < stream.count / width + 1 {
            let from = min(sector * width, stream.count)
            let count = min(width, stream.count - from, limit - output.count, budget)
            guard count > 0 else { break }
            output.append(contentsOf: stream[from..<(from + count)])
            budget -= count
            guard sector < miniChain.count else { break }
            sector = Int(miniChain[sector])
            steps += 1
        }
        return output
    }

    private static func isEqual(_ first: String, _ second: String) -> Bool {
        first.utf8.lazy.map(\.lowercasedASCII).elementsEqual(second.utf8.lazy.map(\.lowercasedASCII))
    }
}
