/// Decides whether a stop ends a sentence, by the word before it and the word behind it.
///
/// It looks a bounded number of bytes to either side, so a line of a million dots stays linear.
struct SentenceEnds {
    private static let longestStops = 8
    private static let longestBlank = 64
    private static let longestWord = 24

    /// Words that go on with a sentence even behind a full stop: what stood before it was an abbreviation.
    private static let connecting = WordSet(
        "the a an and or nor of to in on at by for with from as is are was were be has have that which who than"
    )

    let text: TextBytes

    /// The offset after the sentence that the stop at `offset` ends, or `offset` when it ends none.
    func end(after offset: Int, from start: Int, to end: Int) -> Int {
        var next = offset + 1
        while next < end, next - offset < Self.longestStops, isStop(text[next]) { next += 1 }
        let isSingle = next == offset + 1
        let stops = next
        next = afterClosers(next, end)
        guard next < end else { return offset }
        var following = next
        while following < end, following - next < Self.longestBlank {
            let length = text.blankLength(at: following, end: end)
            if length == 0 { break }
            following += length
        }
        guard following < end else { return offset }
        if following == next {
            return isSingle && isGlued(offset, next, from: start, to: end) ? next : offset
        }
        let isOpening: Bool
        switch text[following] {
        case let byte where ASCII.isDigit(byte):
            isOpening = isSingle && numberOpens(offset, following, from: start, to: end)
        case let byte where ASCII.isLower(byte):
            isOpening = isSingle && stops == next && lowerCaseOpens(offset, following, from: start, to: end)
        default: isOpening = opensSentence(following, end)
        }
        guard isOpening else { return offset }
        if text[offset] == 0x2E, isSingle {
            switch Abbreviations.kind(at: offset, from: start, in: text) {
            case .inner: return offset
            case .either where !SentenceOpeners.contains(text, at: following, end: end): return offset
            case .either, nil: break
            }
            if isItemNumber(start..<offset) { return offset }
        }
        return next
    }

    @inline(__always)
    private func isStop(_ byte: UInt8) -> Bool { byte == 0x2E || byte == 0x21 || byte == 0x3F }

    /// Behind closing quotes, brackets and marks of emphasis, and the numbers of footnotes.
    private func afterClosers(_ offset: Int, _ end: Int) -> Int {
        var next = offset
        for _ in 0..<4 {
            guard next < end else { return next }
            let length = closerLength(next, end)
            if length == 0 { break }
            next += length
        }
        return afterReference(next, end)
    }

    private func closerLength(_ offset: Int, _ end: Int) -> Int {
        switch text[offset] {
        case 0x22, 0x27, 0x29, 0x5D, 0x2A: return 1
        case 0xC2 where offset + 1 < end && text[offset + 1] == 0xBB: return 2
        case 0xE2 where offset + 2 < end && text[offset + 1] == 0x80:
            return text[offset + 2] == 0x99 || text[offset + 2] == 0x9D ? 3 : 0
        default: return 0
        }
    }

    /// `[12]` directly behind a stop.
    private func afterReference(_ offset: Int, _ end: Int) -> Int {
        guard offset < end, text[offset] == 0x5B else { return offset }
        var next = offset + 1
        while next < end, next - offset < 4, ASCII.isDigit(text[next]) { next += 1 }
        return next > offset + 1 && next < end && text[next] == 0x5D ? next + 1 : offset
    }

    /// The number in front of a list item: `12.` at the start of its line.
    private func isItemNumber(_ range: Range<Int>) -> Bool {
        range.count <= 3 && range.allSatisfy { ASCII.isDigit(text[$0]) }
    }

    /// The letters that end at an offset, if nothing but a blank or a bracket stands before them.
    private func word(before offset: Int, from start: Int) -> Range<Int>? {
        var first = offset
        while first > start, offset - first < Self.longestWord, ASCII.isLetter(text[first - 1]) { first -= 1 }
        guard first < offset, offset - first < Self.longestWord else { return nil }
        if first == start { return first..<offset }
        switch text[first - 1] {
        case 0x22, 0x28, 0x27, 0x2D, 0x2F: return first..<offset
        case let byte: return ASCII.isSpace(byte) || byte >= 0x80 ? first..<offset : nil
        }
    }

    private func isLowerCase(_ range: Range<Int>) -> Bool { range.allSatisfy { ASCII.isLower(text[$0]) } }

    /// Whether a digit opens a sentence: `3CX was`, `15 victims were`, but not what `Fig.` and `ver.` count.
    private func numberOpens(_ offset: Int, _ following: Int, from start: Int, to end: Int) -> Bool {
        guard let before = word(before: offset, from: start), before.count >= 3, isLowerCase(before) else {
            return false
        }
        var after = following
        var letters = 0
        while after < end, after - following < Self.longestWord, ASCII.isAlphanumeric(text[after]) {
            if ASCII.isLetter(text[after]) { letters += 1 }
            after += 1
        }
        if letters > 0 { return after < end && ASCII.isSpace(text[after]) }
        // A bare number opens a sentence when it counts something.
        guard after + 4 < end, text[after] == 0x20 else { return false }
        for place in 1...4 where !ASCII.isLower(text[after + place]) { return false }
        return true
    }

    /// Whether a name in lower case, such as njRAT, opens a sentence behind an ordinary word.
    private func lowerCaseOpens(_ offset: Int, _ following: Int, from start: Int, to end: Int) -> Bool {
        guard text[offset] == 0x2E, let before = word(before: offset, from: start), before.count >= 4,
            isLowerCase(before)
        else { return false }
        var after = following
        var others = 0
        while after < end, after - following < Self.longestWord, ASCII.isAlphanumeric(text[after]) {
            if !ASCII.isLower(text[after]) { others += 1 }
            after += 1
        }
        guard after - following >= 3, after < end, ASCII.isSpace(text[after]) else { return false }
        return others > 0 || !Self.connecting.contains(text[following..<after])
    }

    /// Whether bad extraction lost the blank behind a stop.
    ///
    /// File names, domains and identifiers stay whole.
    private func isGlued(_ offset: Int, _ next: Int, from start: Int, to end: Int) -> Bool {
        guard ASCII.isUpper(text[next]), next + 3 < end, ASCII.isLower(text[next + 1]), next - start > 20 else {
            return false
        }
        var after = next + 1
        while after < end, after - next < Self.longestWord, ASCII.isLetter(text[after]) { after += 1 }
        guard after < end, ASCII.isSpace(text[after]) || text[after] == 0x2C else { return false }
        if SentenceOpeners.contains(text, at: next, end: end) {
            // Even here the stop must end a word or a bracket: "A.The" is no sentence.
            return offset - start > 2 && (next > offset + 1 || isWordEnd(offset))
        }
        guard after - next >= 3, after + 1 < end, ASCII.isAlphanumeric(text[after + 1]) || text[after] == 0x2C else {
            return false
        }
        if next > offset + 1 { return true }
        guard let before = word(before: offset, from: start) else { return text[offset - 1] == 0x29 }
        return before.count >= 3 && isLowerCase(before)
    }

    private func isWordEnd(_ offset: Int) -> Bool {
        let last = text[offset - 1]
        let before = text[offset - 2]
        return last == 0x29 || (ASCII.isAlphanumeric(last) && (ASCII.isAlphanumeric(before) || before >= 0x80))
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
}
