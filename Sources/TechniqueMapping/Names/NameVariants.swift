/// The other ways in which a name is written: with a blank or a hyphen more, or less.
enum NameVariants {
    /// What stands after the name proper in the names of programs, and is as often set apart.
    private static let endings: Set<String> = [
        "RAT", "Bot", "Loader", "Locker", "Stealer", "Wiper", "Worm", "Kit", "Shell", "Downloader", "Ransomware",
        "Duke",
    ]

    /// The word sequences, besides the name's own, under which a name is found.
    static func phrases(of name: String) -> [[UInt64]] {
        var phrases: [[UInt64]] = []
        if let parts = designation(name) { phrases.append(parts) }
        if let joined = joined(name) { phrases.append([joined]) }
        if let parts = split(name) { phrases.append(parts) }
        return phrases
    }

    /// `APT29` is also written `APT 29` and `APT-29`.
    private static func designation(_ name: String) -> [UInt64]? {
        let bytes = Array(name.utf8)
        guard let digit = bytes.firstIndex(where: ASCII.isDigit), digit >= 3, digit < bytes.count,
            bytes[..<digit].allSatisfy(ASCII.isUpper), bytes[digit...].allSatisfy(ASCII.isDigit)
        else { return nil }
        return [Hash.word(bytes[..<digit].map(ASCII.lowered)), Hash.word(bytes[digit...])]
    }

    /// `Smoke Loader` is also written `SmokeLoader`, `Black Basta` `BlackBasta`.
    private static func joined(_ name: String) -> UInt64? {
        let words = name.split(separator: " ")
        let letters = name.utf8.filter { $0 != 0x20 }
        guard words.count == 2, letters.count >= 8, letters.allSatisfy(ASCII.isAlphanumeric) else { return nil }
        return Hash.word(letters.map(ASCII.lowered))
    }

    /// `QuasarRAT` is also written `Quasar RAT`.
    private static func split(_ name: String) -> [UInt64]? {
        guard name.utf8.allSatisfy(ASCII.isAlphanumeric), let ending = endings.first(where: { name.hasSuffix($0) })
        else {
            return nil
        }
        let stem = name.utf8.dropLast(ending.utf8.count)
        guard stem.count >= 3 else { return nil }
        return [Hash.word(stem.map(ASCII.lowered)), Hash.word(ending.utf8.map(ASCII.lowered))]
    }
}
