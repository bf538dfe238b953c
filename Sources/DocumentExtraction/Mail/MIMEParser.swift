/// Finds the parts of a message, in one pass over its lines, however deep they lie within each other.
struct MIMEParser {
    /// The parts in the order of the message; the first one is the message itself.
    private(set) var entities: [MIMEEntity] = []

    /// Whether there were more parts than are looked at, or deeper ones.
    private(set) var isCut = false

    /// A multipart whose parts are being read.
    private struct Level {
        let entity: Int
        var boundary: [UInt8]
    }

    private enum Place {
        case header
        case body
        /// After the last part of a multipart, where nothing is meant to be read.
        case epilogue
    }

    private let bytes: ArraySlice<UInt8>
    private var levels: [Level] = []
    /// The levels that a boundary ends a part of, the innermost last.
    private var boundaries: [[UInt8]: [Int]] = [:]
    private var place = Place.header
    private var header = MIMEHeader()
    /// The part whose content is being read.
    private var open: Int?

    private static let maximumLevels = 1000
    private static let maximumEntities = 10_000
    private static let longestBoundary = 256

    /// Finds the parts of the message in `bytes`.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let line = MailLines.line(at: position, of: bytes)
            take(line.content, next: line.next)
            position = line.next
        }
        if place == .header {
            endHeader(at: bytes.endIndex)
        }
        endPart(at: bytes.endIndex)
        while let level = levels.popLast() {
            close(level, at: bytes.endIndex)
        }
    }

    private mutating func take(_ line: Range<Int>, next: Int) {
        if isDelimiter(line, next: next) { return }
        guard place == .header, !header.add(bytes[line]) else { return }
        // A mailbox puts a line before a message; anything else is where the body begins without a blank line.
        if header.fields.isEmpty, open == nil, entities.isEmpty, bytes[line].starts(with: "From ".utf8) { return }
        endHeader(at: line.isEmpty ? next : line.lowerBound)
    }

    /// Ends the header that is being read: the part's content begins at `start`.
    private mutating func endHeader(at start: Int) {
        place = .body
        let parent = levels.last?.entity
        let container = parent.map { entities[$0] }
        let entity = MIMEEntity(
            header: header,
            type: header.value("content-type") ?? Self.defaultType(in: container),
            disposition: header.value("content-disposition"),
            body: start..<start,
            parent: parent,
            choice: container.flatMap { $0.choice ?? ($0.type.value == "multipart/alternative" ? parent : nil) },
            isEncrypted: container.map { $0.isEncrypted || $0.type.value == "multipart/encrypted" } ?? false
        )
        header = MIMEHeader()
        entities.append(entity)
        if let parent {
            entities[parent].children += 1
        }
        open = entities.count - 1
        guard entity.type.value.hasPrefix("multipart/") else { return }
        guard levels.count < Self.maximumLevels else {
            isCut = true
            return
        }
        push(entities.count - 1, boundary: entity.type.parameters["boundary"] ?? [])
    }

    private static func defaultType(in container: MIMEEntity?) -> MIMEValue {
        MIMEValue(Array((container?.type.value == "multipart/digest" ? "message/rfc822" : "text/plain").utf8))
    }

    private mutating func push(_ entity: Int, boundary: [UInt8]) {
        var boundary = boundary.prefix(Self.longestBoundary)
        while let last = boundary.last, last.isASCIIWhitespace {
            boundary.removeLast()
        }
        levels.append(Level(entity: entity, boundary: Array(boundary)))
        if !boundary.isEmpty {
            boundaries[Array(boundary), default: []].append(levels.count - 1)
        }
    }

    private mutating func isDelimiter(_ line: Range<Int>, next: Int) -> Bool {
        guard !levels.isEmpty, line.count >= 3, line.count <= Self.longestBoundary + 80, bytes[line.lowerBound] == 0x2D,
            bytes[line.lowerBound + 1] == 0x2D
        else { return false }
        var mark = bytes[line].dropFirst(2)
        while let last = mark.last, last.isASCIIWhitespace {
            mark.removeLast()
        }
        if let level = boundaries[Array(mark)]?.last {
            begin(after: level, at: line.lowerBound)
            return true
        }
        if mark.count > 2, mark.suffix(2).elementsEqual("--".utf8),
            let level = boundaries[Array(mark.dropLast(2))]?.last
        {
            end(level, at: line.lowerBound)
            return true
        }
        guard isUnknownBoundary(mark, next: next), let last = levels.popLast() else { return false }
        forget(last, at: levels.count)
        push(last.entity, boundary: Array(mark))
        begin(after: levels.count - 1, at: line.lowerBound)
        return true
    }

    /// Whether a line is the boundary of a multipart that names none, or a wrong one: a part's header follows.
    private func isUnknownBoundary(_ mark: ArraySlice<UInt8>, next: Int) -> Bool {
        guard place == .body, let last = levels.last, open == last.entity, entities[last.entity].children == 0,
            mark.count >= 2
        else { return false }
        return bytes[next...].prefix(8).map(\.lowercasedASCII).elementsEqual("content-".utf8)
    }

    /// A part of the multipart at `level` begins.
    private mutating func begin(after level: Int, at position: Int) {
        leave(to: level + 1, at: position)
        guard entities.count < Self.maximumEntities else {
            isCut = true
            place = .epilogue
            return
        }
        place = .header
        header = MIMEHeader()
    }

    /// The multipart at `level` ends.
    private mutating func end(_ level: Int, at position: Int) {
        leave(to: level, at: position)
        place = .epilogue
    }

    private mutating func leave(to count: Int, at position: Int) {
        if place == .header, !header.fields.isEmpty {
            endHeader(at: position)
        }
        endPart(at: position)
        while levels.count > count, let level = levels.popLast() {
            close(level, at: position)
        }
    }

    private mutating func endPart(at position: Int) {
        guard let entity = open else { return }
        open = nil
        let start = entities[entity].body.lowerBound
        let end = MailLines.end(before: position, notBefore: start, of: bytes)
        // A multipart in which no part began is one text.
        entities[entity].body = start..<max(start, position == bytes.endIndex ? position : end)
    }

    private mutating func close(_ level: Level, at position: Int) { forget(level, at: levels.count) }

    private mutating func forget(_ level: Level, at index: Int) {
        guard boundaries[level.boundary]?.last == index else { return }
        boundaries[level.boundary]?.removeLast()
        if boundaries[level.boundary]?.isEmpty == true {
            boundaries[level.boundary] = nil
        }
    }
}
