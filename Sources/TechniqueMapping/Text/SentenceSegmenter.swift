/// Cuts a text into sentences, headings, list items and table rows, with exact offsets.
///
/// Every byte that is not blank belongs to exactly one sentence, in order. The time is linear whatever the text: a
/// sentence that does not end is cut at `longest` bytes, at a blank if there is one near.
struct SentenceSegmenter {
    /// The most bytes of one sentence.
    static let longest = 2000
    private static let cutWindow = 400

    /// The sentences of a text.
    static func sentences(of text: TextBytes) -> [Sentence] {
        let lines = LineScanner.lines(of: text)
        var segmenter = SentenceSegmenter(text: text)
        segmenter.found.reserveCapacity(text.count / 100 + lines.count / 2 + 1)
        var index = 0
        while index < lines.count {
            let first = lines[index]
            index += 1
            if first.isBlank { continue }
            var end = first.end
            while index < lines.count, lines[index].continues {
                end = lines[index].end
                index += 1
            }
            segmenter.split(first.start..<end, isFurniture: first.isFurniture)
        }
        segmenter.countScalars()
        return segmenter.found
    }

    private let text: TextBytes
    private var found: [Sentence] = []

    private init(text: TextBytes) { self.text = text }

    private mutating func split(_ block: Range<Int>, isFurniture: Bool) {
        var start = block.lowerBound
        var offset = start
        let end = block.upperBound
        while offset < end {
            let byte = text[offset]
            if byte == 0x2E || byte == 0x21 || byte == 0x3F {
                let next = sentenceEnd(after: offset, from: start, to: end)
                if next > offset {
                    add(start..<next, isFurniture)
                    start = next
                    offset = next
                    continue
                }
            } else if byte == 0xE2 || byte == 0xE3 {
                if isBullet(offset, end), offset > start {
                    add(start..<offset, isFurniture)
                    start = offset
                } else if byte == 0xE3, offset + 2 < end, text[offset + 1] == 0x80, text[offset + 2] == 0x82 {
                    add(start..<offset + 3, isFurniture)
                    start = offset + 3
                    offset = start
                    continue
                }
            }
            offset += 1
        }
        add(start..<end, isFurniture)
    }

    /// A bullet (U+2022) or triangle bullet (U+2023) in running text opens a list item.
    private func isBullet(_ offset: Int, _ end: Int) -> Bool {
        offset + 2 < end && text[offset] == 0xE2 && text[offset + 1] == 0x80 && text[offset + 2] & 0xFE == 0xA2
    }

    /// The offset after the sentence that the stop at `offset` ends, or `offset` when it ends none.
    private func sentenceEnd(after offset: Int, from start: Int, to end: Int) -> Int {
        var next = offset + 1
        // More stops (a bounded number: a line of a million dots must stay linear), then closing quotes and brackets.
        while next < end, next - offset < 8, text[next] == 0x2E || text[next] == 0x21 || text[next] == 0x3F {
            next += 1
        }
        var closers = 0
        while next < end, closers < 4 {
            let length = closerLength(next, end)
            if length == 0 { break }
            next += length
            closers += 1
        }
        guard next < end else { return offset }
        var following = next
        while following < end {
            let length = text.blankLength(at: following, end: end)
            if length == 0 { break }
            following += length
            if following - next > 64 { break }
        }
        guard following > next, following < end, opensSentence(following, end) else { return offset }
        if text[offset] == 0x2E {
            if Abbreviations.endsAt(offset, from: start, in: text) || isItemNumber(start..<offset) { return offset }
        }
        return next
    }

    /// The number in front of a list item: `12.` at the start of its line.
    private func isItemNumber(_ range: Range<Int>) -> Bool {
        range.count <= 3 && range.allSatisfy { ASCII.isDigit(text[$0]) }
    }

    private func closerLength(_ offset: Int, _ end: Int) -> Int {
        switch text[offset] {
        case 0x22, 0x27, 0x29, 0x5D, 0x2A: return 1
        case 0xE2 where offset + 2 < end && text[offset + 1] == 0x80:
            return text[offset + 2] == 0x99 || text[offset + 2] == 0x9D ? 3 : 0
        default: return 0
        }
    }

    private func opensSentence(_ offset: Int, _ end: Int) -> Bool {
        let byte = text[offset]
        if byte < 0x80 {
            return ASCII.isUpper(byte) || byte == 0x22 || byte == 0x27 || byte == 0x28 || byte == 0x5B || byte == 0x2A
        }
        var length = 1
        while offset + length < end, ASCII.isContinuation(text[offset + length]), length < 4 { length += 1 }
        let scalars = String(decoding: text[offset..<offset + length], as: UTF8.self).unicodeScalars
        guard let scalar = scalars.first else { return false }
        let properties = scalar.properties
        return properties.isUppercase || properties.generalCategory == .otherLetter
            || properties.generalCategory == .initialPunctuation || properties.generalCategory == .otherSymbol
    }

    private mutating func add(_ range: Range<Int>, _ isFurniture: Bool) {
        var rest = text.trimmed(range)
        while rest.count > Self.longest {
            let cut = cutOffset(in: rest)
            let piece = text.trimmed(rest.lowerBound..<cut)
            if !piece.isEmpty { found.append(Sentence(bytes: piece, scalars: piece, isFurniture: isFurniture)) }
            rest = text.trimmed(cut..<rest.upperBound)
        }
        if !rest.isEmpty { found.append(Sentence(bytes: rest, scalars: rest, isFurniture: isFurniture)) }
    }

    private func cutOffset(in range: Range<Int>) -> Int {
        let limit = range.lowerBound + Self.longest
        var offset = limit
        while offset > limit - Self.cutWindow {
            if ASCII.isSpace(text[offset]) { return offset }
            offset -= 1
        }
        offset = limit
        while ASCII.isContinuation(text[offset]), offset > range.lowerBound + 1 { offset -= 1 }
        return offset
    }

    /// Turns byte offsets into scalar offsets, in one walk over the text.
    private mutating func countScalars() {
        var byte = 0
        var scalar = 0
        for index in found.indices {
            let range = found[index].bytes
            scalar += text.scalarCount(byte..<range.lowerBound)
            let start = scalar
            scalar += text.scalarCount(range)
            byte = range.upperBound
            found[index].scalars = start..<scalar
        }
    }
}
