/// The paragraph styles of a document that make headings.
struct RTFStyles {
    private static let maximum = 10_000

    private struct Style {
        var isHeading = false
        var parent: Int?
    }

    private var styles: [Int: Style] = [:]
    private var number = 0
    private var style = Style()
    private var name: [UInt8] = []

    /// Begins the style whose group begins.
    mutating func begin() {
        // The style without a number is the one of paragraphs that name none.
        number = 0
        style = Style()
        name = []
    }

    mutating func setNumber(_ number: Int) { self.number = number }

    mutating func setParent(_ number: Int) { style.parent = number }

    mutating func setOutlineLevel(_ level: Int) { style.isHeading = style.isHeading || (0...8).contains(level) }

    mutating func add(name bytes: [UInt8]) {
        if name.count < 256 {
            name.append(contentsOf: bytes)
        }
    }

    /// Ends the style whose group ends.
    mutating func end() {
        guard !name.isEmpty, styles.count < Self.maximum else { return }
        let lowered = name.map(\.lowercasedASCII).drop { $0 == 0x20 }
        let isTitle = ["title;", "subtitle;", "title,", "subtitle,"].contains { lowered.starts(with: $0.utf8) }
        style.isHeading = style.isHeading || isTitle || lowered.starts(with: "heading ".utf8)
        styles[number] = style
    }

    /// Whether paragraphs of a style are headings, be it by a style it is based on.
    func isHeading(_ number: Int) -> Bool {
        var number = number
        // Styles can be based on each other in circles.
        for _ in 0..<16 {
            guard let style = styles[number] else { return false }
            if style.isHeading { return true }
            guard let parent = style.parent, parent != number else { return false }
            number = parent
        }
        return false
    }
}
