/// The text of a manual page, in the language of `man(7)`.
struct Roff {
    private(set) var text: String

    /// Begins a page.
    init(title: String, section: Int) {
        let name = Self.escaped(title.uppercased())
        text = ".TH \"\(name)\" \(section) \"\" \"tradecraft \(TradecraftVersion.current)\" \"Tradecraft\"\n"
    }

    /// Begins a section.
    mutating func section(_ title: String) { text += ".SH \(Self.escaped(title))\n" }

    /// Begins a part of a section.
    mutating func part(_ title: String) { text += ".SS \(Self.escaped(title))\n" }

    /// Adds running text; empty lines part paragraphs.
    mutating func add(_ paragraphs: String) {
        let lines = paragraphs.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { text += line.isEmpty ? ".PP\n" : Self.escaped(line.drop { $0 == " " }) + "\n" }
    }

    /// Begins a paragraph.
    mutating func paragraph() { text += ".PP\n" }

    /// Adds a line whose parts are already in the language of the page.
    mutating func addRaw(_ line: String) { text += line + "\n" }

    /// Adds a term with what there is to say of it.
    mutating func item(_ raw: String, _ paragraphs: [String]) {
        text += ".TP\n\(raw)\n"
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { text += ".br\n" }
            text += Self.escaped(paragraph) + "\n"
        }
    }

    /// Text in bold.
    static func bold(_ text: some StringProtocol) -> String { "\\fB\(escaped(text))\\fR" }

    /// Text in italics.
    static func italic(_ text: some StringProtocol) -> String { "\\fI\(escaped(text))\\fR" }

    /// Text in which nothing is taken for a command.
    static func escaped(_ text: some StringProtocol) -> String {
        var escaped = text.first == "." || text.first == "'" ? "\\&" : ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "'": escaped += "\\(aq"
            case "`": escaped += "\\(ga"
            case "^": escaped += "\\(ha"
            case "~": escaped += "\\(ti"
            case "\"": escaped += "\\(dq"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
