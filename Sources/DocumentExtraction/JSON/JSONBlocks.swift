/// A piece of a JSON text.
struct JSONBlock {
    /// The text, escapes in strings written out.
    let text: [UInt8]
    /// Where it stands.
    let range: Range<Int>
    /// Whether it is a string of running text.
    let isProse: Bool
}

/// Cuts JSON into blocks, be it well-formed or not: what is no JSON is text as it stands.
struct JSONBlocks {
    /// A string of fewer bytes is a value, not a text.
    private static let shortestProse = 80
    /// A text has at least so many spaces.
    private static let fewestSpaces = 6
    /// After the end of an object, a block of so many bytes is complete.
    private static let enough = 512
    /// A block of more bytes ends at the next comma.
    private static let longest = 4096

    private(set) var outline = JSONOutline()

    private let bytes: [UInt8]
    private let isLines: Bool
    private var index = 0
    private var start = 0
    private var text: [UInt8] = []
    /// Blocks that are complete; a long string ends two at once.
    private var ready: [JSONBlock] = []

    init(_ bytes: [UInt8], isLines: Bool) {
        self.bytes = bytes
        self.isLines = isLines
    }

    /// The next block.
    mutating func next() -> JSONBlock? {
        while ready.isEmpty, index < bytes.count {
            step()
        }
        if ready.isEmpty {
            endBlock()
        }
        return ready.isEmpty ? nil : ready.removeFirst()
    }

    private mutating func step() {
        let byte = bytes[index]
        guard byte != 0x22 else { return string() }
        index += 1
        text.append(byte)
        switch byte {
        case 0x7B, 0x5B: outline.begin(isObject: byte == 0x7B)
        case 0x7D, 0x5D:
            outline.end()
            if index < bytes.count, bytes[index] == 0x2C {
                text.append(0x2C)
                index += 1
            }
            // The brackets that close at one place stay together.
            let next = bytes[index...].first { !$0.isASCIIWhitespace }
            if text.count >= Self.enough, next != 0x7D, next != 0x5D {
                endBlock()
            }
        case 0x2C where text.count >= Self.longest: endBlock()
        case 0x0A where outline.isOutside || isLines:
            endBlock()
            if isLines {
                outline.reset()
            }
        default: break
        }
    }

    private mutating func string() {
        let string = JSONString(bytes, at: index)
        let content = string.decoded(bytes)
        let isKey = string.isKey(bytes)
        if isKey {
            outline.key(content)
        } else {
            outline.value(content)
        }
        guard !isKey, Self.isProse(content) else {
            text.append(0x22)
            text.append(contentsOf: content)
            index = string.end
            if string.isClosed {
                text.append(0x22)
            }
            return
        }
        endBlock()
        text = [0x22] + content + (string.isClosed ? [0x22] : [])
        index = string.end
        // What closes the value and those around it stays beside it.
        while index < bytes.count, bytes[index] == 0x2C || bytes[index] == 0x7D || bytes[index] == 0x5D {
            if bytes[index] != 0x2C {
                outline.end()
            }
            text.append(bytes[index])
            index += 1
        }
        endBlock(isProse: true)
    }

    private mutating func endBlock(isProse: Bool = false) {
        if text.contains(where: { $0 > 0x20 }) {
            ready.append(JSONBlock(text: text, range: start..<index, isProse: isProse))
        }
        text = []
        start = index
    }

    private static func isProse(_ content: [UInt8]) -> Bool {
        guard content.count > shortestProse else { return false }
        var spaces = 0
        for byte in content where byte == 0x20 || byte == 0x0A {
            spaces += 1
            if spaces >= fewestSpaces { return true }
        }
        // Languages that are written without spaces.
        return content.count { $0 >= 0x80 } * 2 > content.count
    }
}
