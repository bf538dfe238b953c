import DocumentText

/// What the paragraph styles of a document say about kinds of blocks.
struct OpenDocumentStyles {
    private static let longestChain = 16
    private static let maximumStyles = 100_000

    /// The language that text has unless it says otherwise.
    var language: String?

    private var parents: [String: String] = [:]

    /// Takes a style; one without a parent says nothing that its name does not.
    mutating func add(_ element: XMLElement) {
        guard let name = element.attribute("name"), let parent = element.attribute("parent-style-name"),
            parents.count < Self.maximumStyles
        else { return }
        parents[name] = parent
    }

    /// The kind of paragraphs with a style, if it is not running text.
    func kind(of style: String?) -> Segment.Kind? {
        var style = style
        for _ in 0..<Self.longestChain {
            guard let name = style else { return nil }
            if name == "Title" || name == "Subtitle" || name.hasPrefix("Heading") { return .heading }
            // Spaces in names are written as numbers.
            if name == "Preformatted_20_Text" || name == "Source_20_Code" { return .code }
            style = parents[name]
        }
        return nil
    }
}
