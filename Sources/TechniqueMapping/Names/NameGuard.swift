/// Decides whether a name that was found in a text really names the thing.
///
/// Many names are ordinary words: Carbon, Responder, Empire, Net, at. The rules, from the name's own form:
/// - several words: at least one capital letter in the text, unless the name has none itself;
/// - one word with a digit (APT29, H1N1): the name's own case, or all capitals, or all small;
/// - one word: the name's own case or all capitals; inner capitals (PlugX) also allow all small from five letters on;
/// - a function word (at): before `.exe` only;
/// - an ordinary or very short word: in its own case and with a cue nearby (`malware`, `group`, `.exe`, ...).
struct NameGuard: Sendable {
    /// How strictly one name is compared.
    enum Rule: Sendable {
        case phrase
        case anyCase
        case exact
        case needsCue
        case needsSuffix
    }

    /// The names that training saw as plain words, as hashes.
    private let ordinary: HashIndex

    init(ordinaryNames: UnsafeBufferPointer<UInt64>) {
        var index = HashIndex(minimumCapacity: ordinaryNames.count + OrdinaryWords.hashes.count)
        for hash in OrdinaryWords.hashes { _ = index.number(of: hash) }
        for hash in ordinaryNames where hash != 0 { _ = index.number(of: hash) }
        ordinary = index
    }

    /// The rule for a name.
    func rule(for name: String, words: [NameWord]) -> Rule {
        if words.count > 1 {
            let isOrdinary = words.allSatisfy { ordinary[$0.folded] != nil || $0.end - $0.start < 3 }
            return isOrdinary ? .needsCue : .phrase
        }
        let letters = Array(name.utf8)
        guard let word = words.first else { return .needsCue }
        if StopWords.english.contains(word.folded) { return .needsSuffix }
        if letters.count <= 3 || ordinary[word.folded] != nil { return .needsCue }
        if letters.contains(where: ASCII.isDigit) { return .anyCase }
        let hasInnerCapital = letters.dropFirst().contains(where: ASCII.isUpper)
        let isSmall = !letters.contains(where: ASCII.isUpper)
        return (hasInnerCapital || isSmall) && letters.count >= 5 ? .anyCase : .exact
    }

    /// Whether the words found are the name under its rule.
    func accepts(
        _ rule: Rule,
        name: String,
        _ text: TextBytes,
        _ words: [NameWord],
        _ found: Range<Int>
    ) -> Bool {
        let range = words[found.lowerBound].start..<words[found.upperBound - 1].end
        switch rule {
        case .anyCase: return true
        case .phrase: return hasCapital(text, range) || !name.utf8.contains(where: ASCII.isUpper)
        case .exact: return isExact(name, text, range) || isCapitals(text, range)
        case .needsSuffix: return text.matches(".exe", at: range.upperBound, end: text.count)
        case .needsCue:
            if text.matches(".exe", at: range.upperBound, end: text.count) { return true }
            return isExact(name, text, range) && hasCue(words, found)
        }
    }

    private func isExact(_ name: String, _ text: TextBytes, _ range: Range<Int>) -> Bool {
        var name = name
        return name.withUTF8 { bytes in
            guard bytes.count == range.count else { return false }
            for index in 0..<bytes.count where bytes[index] != text[range.lowerBound + index] { return false }
            return true
        }
    }

    private func hasCapital(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        for index in range where ASCII.isUpper(text[index]) { return true }
        return false
    }

    private func isCapitals(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        for index in range where ASCII.isLower(text[index]) { return false }
        return range.count >= 4
    }

    /// Whether one of the four words before or after says what kind of thing is named.
    private func hasCue(_ words: [NameWord], _ found: Range<Int>) -> Bool {
        let near = max(0, found.lowerBound - 4)..<min(words.count, found.upperBound + 4)
        for index in near where !found.contains(index) && OrdinaryWords.cues[words[index].folded] != nil { return true }
        return false
    }
}
