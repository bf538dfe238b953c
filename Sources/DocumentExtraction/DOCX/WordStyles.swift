import DocumentText

/// What the paragraph styles of a document say about kinds of blocks.
///
/// A style's id is in the language of the author's Word; the name of a built-in style is always English.
final class WordStyles: XMLEvents {
    /// The kind of the paragraphs of each style that is not running text.
    private(set) var kinds: [String: Segment.Kind] = [:]

    /// The language that text has unless it says otherwise.
    private(set) var language: String?

    private static let longestChain = 16

    private var parents: [String: String] = [:]
    private var style: String?
    private var isInDefaults = false

    var isDone: Bool { false }

    /// - Parameter scan: Tells its argument what is in the style sheet; a broken one costs the headings, not the text.
    init(_ scan: (WordStyles) -> Void) {
        scan(self)
        for (style, _) in parents where kinds[style] == nil {
            kinds[style] = inherited(style)
        }
    }

    private func inherited(_ style: String) -> Segment.Kind? {
        var style = style
        for _ in 0..<Self.longestChain {
            guard let parent = parents[style] else { return nil }
            if let kind = kinds[parent] { return kind }
            style = parent
        }
        return nil
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "style": style = element.attribute("styleId")
        case "docDefaults": isInDefaults = true
        case "lang" where isInDefaults: language = element.attribute("val")
        case "name":
            guard let style, let name = element.attribute("val")?.lowercased() else { return }
            if let kind = Self.kind(named: name) {
                kinds[style] = kind
            }
        case "basedOn":
            if let style, let parent = element.attribute("val") {
                parents[style] = parent
            }
        case "outlineLvl":
            if let style, let level = element.attribute("val"), level != "9" {
                kinds[style] = .heading
            }
        default: break
        }
    }

    private static func kind(named name: String) -> Segment.Kind? {
        if name.hasPrefix("heading ") || name == "title" || name == "subtitle" { return .heading }
        if name.hasPrefix("list ") { return .listItem }
        if ["html preformatted", "macro text", "code", "source code", "code block", "codeblock"].contains(name) {
            return .code
        }
        return nil
    }

    func end(_ name: XMLName) {
        switch name.localName {
        case "style": style = nil
        case "docDefaults": isInDefaults = false
        default: break
        }
    }

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
