/// Decides whether a name that was found in a text really names the thing.
///
/// Many names are ordinary words: Carbon, Responder, Empire, Net, at. The rules, from the name's own form:
/// - several words: at least one capital letter in the text, unless the name has none itself;
/// - one word with a digit (APT29, H1N1): the name's own case, or all capitals, or all small;
/// - one word: the name's own case or all capitals; inner capitals (PlugX) also allow all small from five letters on;
/// - a function word (at): before `.exe` only;
/// - an ordinary or very short word: in its own case and with a cue nearby (`malware`, `group`, `.exe`, ...), as a command
///   with its options (`nltest /dclist`), or with capitals inside that no ordinary word has (`PsEXEC`).
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
        case .phrase:
            return hasCapital(text, range) || !name.utf8.contains(where: ASCII.isUpper) || text[range].contains(0x5F)
        case .exact: return isExact(name, text, range) || isCapitals(text, range) || hasInnerCapital(text, range)
        case .needsSuffix: return text.matches(".exe", at: range.upperBound, end: text.count)
        case .needsCue:
            // ".NET", "Bot.Net.exe", "evil[.]net": the end of something longer.
            if range.lowerBound > 0, text[range.lowerBound - 1] == 0x2E || text[range.lowerBound - 1] == 0x5D {
                return false
            }
            if text.matches(".exe", at: range.upperBound, end: text.count) { return true }
            if found.count == 1, isCommand(text, range) || hasInnerCapital(text, range) { return true }
            guard isExact(name, text, range) else { return false }
            // "Wiper malware" at the start of a sentence is a kind, not a name.
            if found.lowerBound == 0, OrdinaryWords.cues[words[0].folded] != nil { return false }
            return hasCue(words, found)
        }
    }

    /// Whether capitals and small letters alternate as no ordinary word's do, in a word of five letters or more.
    private func hasInnerCapital(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard range.count >= 5 else { return false }
        let inner = text[(range.lowerBound + 1)..<range.upperBound]
        return inner.contains(where: ASCII.isUpper) && text[range].contains(where: ASCII.isLower)
    }

    /// Whether a word in small letters is a command: an option follows, or the word by which short commands are known.
    private func isCommand(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        let next = range.upperBound
        guard next + 2 < text.count, text[next] == 0x20,
            text[range].allSatisfy({ ASCII.isLower($0) || ASCII.isDigit($0) })
        else { return false }
        if text[next + 1] == 0x2F || text[next + 1] == 0x2D { return ASCII.isAlphanumeric(text[next + 2]) }
        guard range.count <= 3 else { return false }
        var end = next + 1
        while end < text.count, ASCII.isLower(text[end]) { end += 1 }
        return OrdinaryWords.subcommands[Hash.word(text[(next + 1)..<end])] != nil
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
