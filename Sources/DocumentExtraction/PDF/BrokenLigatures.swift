/// Puts back ligatures that came out as signs: `a!ack`, `signi%cant`, `acƟon`.
///
/// Some programs that make PDFs give the drawn ligature no letters; what every reader then finds is the number it has in
/// the font. Which sign stands for which letters differs from document to document: the words show it.
struct BrokenLigatures {
    private static let wordLimit = 24
    private static let placeLimit = 100_000
    /// So many different words must show it before anything is changed.
    private static let leastWords = 3

    /// A sign within a word or beside one.
    private struct Place {
        let sign: UInt16
        let range: Range<Int>
    }

    private let text: ArraySlice<UInt8>
    private var places: [Place] = []
    /// How often each sign stands for a ligature in known words, each word counted once.
    private var votes: [UInt16: [Ligature: Int]] = [:]
    private var words = 0

    private init(_ text: ArraySlice<UInt8>) {
        self.text = text
        findPlaces()
        vote()
    }

    /// The text with its ligatures spelled out; `nil` when it has none that are broken.
    static func repaired(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        let ligatures = BrokenLigatures(text)
        return ligatures.words >= leastWords ? ligatures.spelledOut() : nil
    }

    private mutating func findPlaces() {
        var index = text.startIndex
        while index < text.endIndex, places.count < Self.placeLimit {
            let length = signLength(at: index)
            let end = index + max(length, 1)
            if length > 0, isInWord(index - 1) || isInWord(end) {
                let sign = length == 1 ? UInt16(text[index]) : UInt16(text[index]) << 8 | UInt16(text[index + 1])
                places.append(Place(sign: sign, range: index..<end))
            }
            index = end
        }
    }

    private func isInWord(_ index: Int) -> Bool {
        text.indices.contains(index) && (text[index].isASCIILetter || text[index].isASCIIDigit)
    }

    /// How many bytes a sign takes that may stand for a ligature: from the first numbers of a font, or of Calibri's.
    private func signLength(at index: Int) -> Int {
        let byte = text[index]
        if (0x21...0x2B).contains(byte) { return 1 }
        guard byte == 0xC5 || byte == 0xC6, index + 1 < text.endIndex else { return 0 }
        let next = text[index + 1]
        return (byte == 0xC6 && (next == 0x9F || next == 0xA9)) || (byte == 0xC5 && next == 0x8C) ? 2 : 0
    }

    private mutating func vote() {
        var seen: Set<[UInt8]> = []
        for place in places {
            let left = left(of: place, in: text[..<place.range.lowerBound])
            let right = right(of: place)
            guard left.last?.isASCIILowercase == true, right.first?.isASCIILowercase == true else { continue }
            let known = LigatureStems.ligatures(between: left, right, isCut: false)
            if known.count == 1, seen.insert(Array(left) + right).inserted {
                words += 1
                votes[place.sign, default: [:]][known[0], default: 0] += 1
            }
        }
    }

    /// The letters before a place; what ends a name, as in `wmic.exe)`, is no word.
    private func left(of place: Place, in written: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let recent = written.suffix(Self.wordLimit)
        let letters = recent.suffix(while: \.isASCIILetter)
        let before = recent.dropLast(letters.count).last
        let isName = before.map { [0x2E, 0x2F, 0x40, 0x5C, 0x5F].contains($0) || $0.isASCIIDigit } ?? false
        return isName && !isInWord(place.range.upperBound) ? [] : letters
    }

    private func right(of place: Place) -> ArraySlice<UInt8> {
        text[place.range.upperBound...].prefix(Self.wordLimit).prefix { $0.isASCIILetter }
    }

    private func spelledOut() -> [UInt8] {
        let hashes = HashLigatures(text, signsOfFF: votes.filter { Self.favourite($0.value)?.ligature == .ff }.keys)
        var result: [UInt8] = []
        result.reserveCapacity(text.count + places.count)
        var copied = text.startIndex
        for place in places {
            result.append(contentsOf: text[copied..<place.range.lowerBound])
            copied = place.range.lowerBound
            let meant = hashes.ligature(at: copied) ?? ligature(of: place, after: result[...])
            guard let meant else { continue }
            result.append(contentsOf: meant.bytes)
            copied = place.range.upperBound
        }
        result.append(contentsOf: text[copied...])
        return result
    }

    /// What stands at a place: what makes a known word of it, else what the sign mostly stands for.
    private func ligature(of place: Place, after written: ArraySlice<UInt8>) -> Ligature? {
        let left = left(of: place, in: written)
        let right = right(of: place)
        guard !left.isEmpty || !right.isEmpty else { return nil }
        let end = place.range.upperBound + right.count
        let isCut = end < text.endIndex && signLength(at: end) > 0
        let counts = votes[place.sign] ?? [:]
        // At a word's edge the sign may be punctuation: it must have been seen inside of words.
        let isInside = !left.isEmpty && (!right.isEmpty || isCut)
        let known = LigatureStems.ligatures(between: left, right, isCut: isCut)
            .filter { isInside || counts[$0, default: 0] > 0 }
        if let best = known.max(by: { counts[$0, default: 0] < counts[$1, default: 0] }) { return best }
        guard left.last?.isASCIILowercase == true, right.first?.isASCIILowercase == true,
            let favourite = Self.favourite(counts), favourite.count >= 3, favourite.share >= 67
        else { return nil }
        return favourite.ligature
    }

    /// What a sign stands for in most of the words that are known, in how many, and in how many of a hundred.
    private static func favourite(_ counts: [Ligature: Int]) -> (ligature: Ligature, count: Int, share: Int)? {
        // The order of a dictionary is another in each process: of two that are even the first always wins.
        let best = counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
        guard let best else { return nil }
        return (best.key, best.value, best.value * 100 / counts.values.reduce(0, +))
    }
}
