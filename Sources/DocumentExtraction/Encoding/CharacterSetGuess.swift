/// The character set a text without any declaration is most likely in.
enum CharacterSetGuess: Sendable {
    /// One byte a character.
    case single(SingleByteCharset)
    /// A set of East Asia: the name for people, and the system's.
    case multibyte(name: String, system: String)

    /// How much of a text is looked at.
    static let sampleSize = 1 << 14

    /// Guesses from the first part of the text that is not ASCII.
    ///
    /// Text in a set of East Asia is full of that language's most frequent characters, and other text read in it is not.
    /// Alphabets other than Latin have whole words above 127, Latin ones single letters.
    static func guess(_ bytes: [UInt8]) -> CharacterSetGuess {
        guard let first = bytes.firstIndex(where: { $0 >= 0x80 }) else { return .single(.windows1252) }
        // A few words before it help; the start of the text is the start of a character.
        let start = first < sampleSize / 2 ? 0 : first
        let sample = Array(bytes[start..<min(bytes.count, start + sampleSize)])
        if let multibyte = MultibyteProfile.best(for: sample) {
            return .multibyte(name: multibyte.name, system: multibyte.system)
        }
        if hasWords(sample) { return .single(ScriptProfile.best(for: sample) ?? .windows1252) }
        return .single(LatinProfile.best(for: sample) ?? .windows1252)
    }

    /// The set of a text that is ASCII but for escape sequences; `nil` for plain ASCII.
    static func escaped(_ bytes: [UInt8]) -> CharacterSetGuess? {
        let sample = bytes.prefix(4 * sampleSize)
        guard let escape = sample.firstIndex(of: 0x1B) else { return nil }
        let rest = sample[escape...]
        if rest.contains("\u{1B}$)C") { return .multibyte(name: "iso-2022-kr", system: "iso-2022-kr") }
        guard rest.contains("\u{1B}$B") || rest.contains("\u{1B}$@") else { return nil }
        return .multibyte(name: "iso-2022-jp", system: "iso-2022-jp")
    }

    private static func hasWords(_ sample: [UInt8]) -> Bool {
        var high = 0
        var inWords = 0
        var run = 0
        for byte in sample {
            run = byte >= 0x80 ? run + 1 : 0
            high += byte >= 0x80 ? 1 : 0
            inWords += run == 3 ? 3 : run > 3 ? 1 : 0
        }
        return high >= 8 && inWords * 10 >= high * 7
    }
}
