/// What the headings above a sentence say it is for.
struct StanceSection {
    /// The purposes that matter.
    enum Kind {
        /// Anything else.
        case body
        /// Mitigations, recommendations, detection.
        case defence
        /// A list of other texts.
        case references
    }

    private static let longest = 100
    private static let mostWords = 7
    private static let mostSentences = 60
    private static let defence = WordSet(
        """
        mitigation mitigations mitigating recommendation recommendations prevention remediation countermeasures
        """
    )
    /// These speak of defence when they come first: "Sandbox detection" is what malware does.
    private static let leading = WordSet(
        """
        detection detections detecting preventing protecting protection protections defending defenses defences hunting \
        hardening guidance
        """
    )
    private static let references = WordSet("references bibliography sources citations footnotes")
    private static let evading = WordSet(
        "evasion evasions evading bypass bypassing bypasses disabling disable impairing"
    )

    /// The purpose of what follows.
    private(set) var kind = Kind.body
    private var level = 0
    private var sentences = 0

    /// Counts a sentence; a section without end is no section but a heading that was missed.
    mutating func count() {
        sentences += 1
        if sentences > Self.mostSentences { kind = .body }
    }

    /// Takes note of a heading.
    mutating func enter(_ text: TextBytes, _ range: Range<Int>) {
        guard range.count <= Self.longest else {
            kind = .body
            return
        }
        var marks = 0
        while marks < range.count, text[range.lowerBound + marks] == 0x23 { marks += 1 }
        let found = Self.kind(of: text, range)
        // A heading below that of the section belongs to it.
        if found == .body, kind != .body, level > 0, marks > level { return }
        sentences = 0
        kind = found
        level = marks
    }

    /// What a heading announces.
    static func kind(of text: TextBytes, _ range: Range<Int>) -> Kind {
        var found = Kind.body
        var words = 0
        var offset = range.lowerBound
        while offset < range.upperBound {
            let start = offset
            while offset < range.upperBound, ASCII.isLetter(text[offset]) { offset += 1 }
            if offset == start {
                offset += 1
                continue
            }
            words += 1
            let word = text[start..<offset]
            if words > mostWords || evading.contains(word) { return .body }
            if defence.contains(word) || (words == 1 && leading.contains(word)) { found = .defence }
            if references.contains(word), words <= 2 { found = .references }
        }
        return found
    }
}
