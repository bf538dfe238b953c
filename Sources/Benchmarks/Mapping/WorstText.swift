import ArgumentParser

/// Texts that a careless scanner would need more than linear time, or much memory, for.
enum WorstText: String, CaseIterable, Codable, ExpressibleByArgument {
    case oneLine = "one-line"
    case wordLines = "word-lines"
    case defangedLinks = "defanged-links"
    case combiningMarks = "combining-marks"
    case ideographs
    case emoji
    case brackets
    case fullStops = "full-stops"
    case hexadecimal
    case identifiers
    case names

    /// What the text is.
    var title: String {
        switch self {
        case .oneLine: "one line of words without a stop"
        case .wordLines: "lines of one word each"
        case .defangedLinks: "defanged links"
        case .combiningMarks: "one letter under combining marks"
        case .ideographs: "CJK ideographs without blanks"
        case .emoji: "emoji joined to families"
        case .brackets: "brackets that open something"
        case .fullStops: "full stops and single letters"
        case .hexadecimal: "one hexadecimal number"
        case .identifiers: "technique ids, one after the other"
        case .names: "names of techniques, groups and software"
        }
    }

    /// The text, of `size` bytes or a few less.
    func text(size: Int) -> String {
        var made = MadeUpSentences(seed: 99)
        var text = ""
        text.reserveCapacity(size + 64)
        while true {
            let piece = piece(&made, isFirst: text.isEmpty)
            if text.utf8.count + piece.utf8.count > size { return text }
            text += piece
        }
    }

    private func piece(_ made: inout MadeUpSentences, isFirst: Bool) -> String {
        let number = made.number(below: 10_000)
        switch self {
        case .oneLine: return "word\(number) injected processes of the "
        case .wordLines: return "word\(number)\n"
        case .defangedLinks: return "hxxps://a\(number)[.]example[.]com/b[.]php "
        case .combiningMarks: return isFirst ? "e" : String(repeating: "\u{301}\u{323}", count: 16)
        case .ideographs: return "\u{653B}\u{6483}\u{8005}\u{306F}\u{60C5}\u{5831}\u{3092}\u{76D7}\u{3093}\u{3060}"
        case .emoji: return "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{1F3FD}"
        case .brackets: return "[(a[.(do[dot(.]"
        case .fullStops: return number % 2 == 0 ? "..!" : " A. b."
        case .hexadecimal: return "0123456789abcdef"
        case .identifiers: return "T1\(number % 600 + 1_000).\(number % 5) T1059.001 S\(number % 1_000 + 1_000) "
        case .names: return number % 3 == 0 ? "APT29 used Process Injection. " : "Mimikatz and Cobalt Strike by FIN7, "
        }
    }
}
