/// Cuts a text into sentences, headings, list items, table rows and blocks of code, with exact offsets.
///
/// Every byte that is not blank belongs to exactly one sentence, in order. The time is linear whatever the text: a
/// sentence that does not end is cut at `longest` bytes, at a blank if there is one near.
struct SentenceSegmenter {
    /// The most bytes of one sentence.
    static let longest = 2000
    private static let cutWindow = 400
    /// Longer rows lay out a page rather than a table: they are cut into sentences.
    private static let longestRow = 600
    private static let longestHeading = 100
    private static let longestGluedHeading = 60

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
            var last = first
            let start = index
            while index < lines.count, lines[index].continues {
                if !lines[index].isBlank { last = lines[index] }
                index += 1
            }
            segmenter.isFurniture = first.isFurniture
            segmenter.kind = segmenter.kind(of: first, isAlone: index == start)
            segmenter.split(first.start..<last.end)
        }
        segmenter.countScalars()
        return segmenter.found
    }

    private let text: TextBytes
    private let ends: SentenceEnds
    private var found: [Sentence] = []
    private var kind = Sentence.Kind.prose
    private var isFurniture = false

    private init(text: TextBytes) {
        self.text = text
        ends = SentenceEnds(text: text)
    }

    private func kind(of line: Line, isAlone: Bool) -> Sentence.Kind {
        switch line.kind {
        case .heading: return .heading
        case .item, .bullet: return .item
        case .row: return .row
        case .code: return .code
        case .rule, .value: return .prose
        case .prose:
            guard isAlone, line.isProse, line.length <= Self.longestHeading, !ASCII.isLower(text[line.start]) else {
                return .prose
            }
            let last = text[line.end - 1]
            return last == 0x2E || last == 0x2C || last == 0x3B ? .prose : .heading
        }
    }

    private mutating func split(_ block: Range<Int>) {
        var start = block.lowerBound
        let end = block.upperBound
        if kind == .code || (kind == .row && block.count <= Self.longestRow) { return add(block) }
        var offset = start
        if let glued = gluedHeading(block) {
            add(start..<glued)
            start = glued
            offset = glued
        }
        while offset < end {
            var next = offset
            switch text[offset] {
            case 0x2E, 0x21, 0x3F: next = ends.end(after: offset, from: start, to: end)
            case 0xE2 where offset > start && isBullet(offset, end):
                add(start..<offset)
                start = offset
            case 0xE3, 0xEF: next = afterWideStop(offset, end)
            default: break
            }
            if next > offset {
                add(start..<next)
                start = next
                offset = next
            } else {
                offset += 1
            }
        }
        add(start..<end)
    }

    /// Where the text starts in "SummaryThis report ...": a title glued to the sentence under it.
    private func gluedHeading(_ block: Range<Int>) -> Int? {
        let end = min(block.upperBound, block.lowerBound + Self.longestGluedHeading)
        guard block.count > Self.longestGluedHeading / 2, ASCII.isUpper(text[block.lowerBound]) else { return nil }
        var letters = 0
        for offset in block.lowerBound..<end {
            let byte = text[offset]
            if letters >= 4, offset > block.lowerBound + letters, ASCII.isUpper(byte),
                ASCII.isUpper(text[offset - letters - 1]), offset + 2 < end,
                ASCII.isLower(text[offset + 2]), SentenceOpeners.contains(text, at: offset, end: block.upperBound)
            {
                return offset
            }
            letters = ASCII.isLower(byte) ? letters + 1 : 0
        }
        return nil
    }

    /// A bullet in running text opens a list item.
    private func isBullet(_ offset: Int, _ end: Int) -> Bool {
        guard offset + 2 < end else { return false }
        switch (text[offset + 1], text[offset + 2]) {
        case (0x80, 0xA2), (0x80, 0xA3): return true
        case (0x96, 0xAA), (0x96, 0xAB), (0x97, 0x8F), (0x97, 0x8B), (0x97, 0xA6):
            return ASCII.isSpace(text[offset - 1]) && offset + 3 < end && ASCII.isSpace(text[offset + 3])
        default: return false
        }
    }

    /// The offset after an ideographic or full-width stop and what closes behind it, or `offset` when there is none.
    private func afterWideStop(_ offset: Int, _ end: Int) -> Int {
        guard offset + 2 < end else { return offset }
        switch (text[offset], text[offset + 1], text[offset + 2]) {
        case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xEF, 0xBD, 0xA1): break
        default: return offset
        }
        var next = offset + 3
        // Closing corner brackets, quotes and brackets.
        while next + 2 < end, next - offset < 12 {
            switch (text[next], text[next + 1], text[next + 2]) {
            case (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xE3, 0x80, 0x91), (0xE2, 0x80, 0x9D), (0xEF, 0xBC, 0x89):
                next += 3
                continue
            default: break
            }
            break
        }
        return next
    }

    private mutating func add(_ range: Range<Int>) {
        var rest = text.trimmed(range)
        while rest.count > Self.longest {
            let cut = cutOffset(in: rest)
            append(text.trimmed(rest.lowerBound..<cut))
            rest = text.trimmed(cut..<rest.upperBound)
        }
        append(rest)
    }

    private mutating func append(_ range: Range<Int>) {
        if range.isEmpty { return }
        found.append(Sentence(bytes: range, scalars: range, isFurniture: isFurniture, kind: kind))
    }

    /// Where an endless sentence is cut: at a line break for preference in code, else at a blank.
    private func cutOffset(in range: Range<Int>) -> Int {
        let limit = range.lowerBound + Self.longest
        if kind == .code {
            var offset = limit
            while offset > limit - Self.cutWindow {
                if text[offset] == 0x0A { return offset }
                offset -= 1
            }
        }
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
