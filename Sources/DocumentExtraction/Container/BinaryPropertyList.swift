/// A property list in its binary form, of which only a string in the outermost dictionary is looked up.
///
/// The file ends with the places of all objects; the outermost one, a dictionary, refers to keys and values by number.
struct BinaryPropertyList {
    static let mark = Array("bplist00".utf8)

    private static let trailerSize = 32
    private static let maximumKeys = 10_000
    private static let maximumString = 1 << 16

    private let bytes: [UInt8]
    private let offsetSize: Int
    private let referenceSize: Int
    private let objects: Int
    private let top: Int
    private let table: Int

    /// A list that is read when it is asked; one that is broken has nothing in it.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let trailer = bytes.count - Self.trailerSize
        offsetSize = trailer >= 0 ? Int(bytes[trailer + 6]) : 0
        referenceSize = trailer >= 0 ? Int(bytes[trailer + 7]) : 0
        objects = Self.number(bytes, at: trailer + 8, size: 8) ?? 0
        top = Self.number(bytes, at: trailer + 16, size: 8) ?? 0
        table = Self.number(bytes, at: trailer + 24, size: 8) ?? 0
    }

    /// The UTF-8 of the string that the outermost dictionary has for `key`.
    func string(forKey key: StaticString) -> [UInt8]? {
        guard let place = place(of: top), let (count, start) = head(at: place, type: 0xD),
            count <= Self.maximumKeys, (1...8).contains(referenceSize)
        else { return nil }
        for index in 0..<count {
            guard let found = string(reference: start + index * referenceSize) else { continue }
            guard found.count == key.utf8CodeUnitCount, found.range(of: key) != nil else { continue }
            return string(reference: start + (count + index) * referenceSize)
        }
        return nil
    }

    /// The string whose number stands at a position.
    private func string(reference position: Int) -> [UInt8]? {
        guard let number = Self.number(bytes, at: position, size: referenceSize), let place = place(of: number) else {
            return nil
        }
        if let (count, start) = head(at: place, type: 0x5), count <= min(Self.maximumString, bytes.count - start) {
            return TextDecoding.decodeUTF8(Array(bytes[start..<(start + count)]))
        }
        if let (count, start) = head(at: place, type: 0x6), count <= min(Self.maximumString, (bytes.count - start) / 2)
        {
            return UnicodeForm.utf16BigEndian.decode(Array(bytes[start..<(start + count * 2)])).utf8
        }
        return nil
    }

    /// Where an object begins.
    private func place(of number: Int) -> Int? {
        guard number < objects, (1...8).contains(offsetSize), number <= bytes.count, table <= bytes.count else {
            return nil
        }
        return Self.number(bytes, at: table + number * offsetSize, size: offsetSize)
    }

    /// The count in an object's mark, and where its content begins, if it is of a type.
    private func head(at place: Int, type: UInt8) -> (count: Int, start: Int)? {
        guard place < bytes.count, bytes[place] >> 4 == type else { return nil }
        let short = Int(bytes[place] & 0x0F)
        guard short == 0x0F else { return (short, place + 1) }
        // A long count is an object of its own: an integer of one, two, four or eight bytes.
        guard place + 1 < bytes.count, bytes[place + 1] >> 4 == 0x1, bytes[place + 1] & 0x0F <= 3 else { return nil }
        let size = 1 << Int(bytes[place + 1] & 0x0F)
        return Self.number(bytes, at: place + 2, size: size).map { ($0, place + 2 + size) }
    }

    /// A number with its most significant byte first; `nil` when it is not there or is absurdly large.
    private static func number(_ bytes: [UInt8], at position: Int, size: Int) -> Int? {
        guard position >= 0, position <= bytes.count - size else { return nil }
        var value: UInt64 = 0
        for byte in bytes[position..<(position + size)] {
            value = value << 8 | UInt64(byte)
        }
        // What is not smaller than the file can be neither a place in it nor a count of what it has.
        return value <= UInt64(bytes.count) ? Int(value) : nil
    }
}
