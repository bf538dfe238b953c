/// Where a compound file has its sectors and its tables: what its header says, checked against its size.
struct CompoundLayout {
    /// The first sector of the directory.
    let directory: UInt32

    /// The first sector of the table of small sectors.
    let miniTable: UInt32

    /// Streams smaller than this are in small sectors.
    let miniLimit: Int

    /// The size of a small sector.
    let miniSize: Int

    /// Whether sizes have 64 bits.
    let isLarge: Bool

    private let shift: Int
    private let firstTables: [UInt32]
    private let nextTables: UInt32

    /// Reads the header of a file.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 512, bytes.starts(with: CompoundFile.mark) else { return nil }
        let sectorShift = Int(LittleEndian.uint16(bytes, at: 0x1E))
        let miniShift = Int(LittleEndian.uint16(bytes, at: 0x20))
        guard (7...16).contains(sectorShift), (4...sectorShift).contains(miniShift) else { return nil }
        shift = sectorShift
        miniSize = 1 << miniShift
        isLarge = LittleEndian.uint16(bytes, at: 0x1A) >= 4
        directory = LittleEndian.uint32(bytes, at: 0x30)
        miniLimit = Int(LittleEndian.uint32(bytes, at: 0x38))
        miniTable = LittleEndian.uint32(bytes, at: 0x3C)
        nextTables = LittleEndian.uint32(bytes, at: 0x44)
        firstTables = Self.numbers(Array(bytes[0x4C..<512]))
    }

    /// The bytes of a sector in a file of some size; the last one may be cut off.
    func range(of sector: UInt32, in size: Int) -> Range<Int>? {
        // Above this a number is a mark: the end of a chain, a free sector.
        guard sector < 0xFFFF_FFFA else { return nil }
        let start = (Int(sector) + 1) << shift
        guard start < size else { return nil }
        return start..<min(start + (1 << shift), size)
    }

    /// The table that says which sector follows which.
    func sectorChain(of bytes: [UInt8]) -> [UInt32] {
        var chain: [UInt32] = []
        let sectors = (bytes.count >> shift) + 1
        for table in tables(of: bytes) {
            guard chain.count < sectors else { break }
            guard let range = range(of: table, in: bytes.count) else { continue }
            chain.append(contentsOf: Self.numbers(Array(bytes[range])))
        }
        return chain
    }

    /// The sectors that the table is in: the first ones from the header, the others from a chain.
    private func tables(of bytes: [UInt8]) -> [UInt32] {
        let limit = (bytes.count >> shift) + 1
        var tables = firstTables.filter { $0 < 0xFFFF_FFFA }
        var next = nextTables
        var steps = 0
        while steps < limit, tables.count < limit, let range = range(of: next, in: bytes.count) {
            let numbers = Self.numbers(Array(bytes[range]))
            guard let last = numbers.last else { break }
            tables.append(contentsOf: numbers.dropLast().filter { $0 < 0xFFFF_FFFA })
            next = last
            steps += 1
        }
        return tables
    }

    /// The 32-bit numbers in `bytes`.
    static func numbers(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { LittleEndian.uint32(bytes, at: $0) }
    }
}
