import DocumentText

/// What the paragraph styles of a document say about kinds of blocks.
///
/// A style's id is in the language of the author's Word; the name of a built-in style is always English.
final class WordStyles: XMLEvents {
    private(set) var kinds: [String: Segment.Kind] = [:]
    private var style: String?

    var isDone: Bool { false }

    init(_ part: [UInt8]?) {
        if let part {
            // A broken style sheet costs the headings, not the text.
            _ = XMLScanner.scan(part, self)
        }
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "style": style = element.attribute("styleId")
        case "name":
            guard let style, let name = element.attribute("val")?.lowercased() else { return }
            if name.hasPrefix("heading ") || name == "title" || name == "subtitle" {
                kinds[style] = .heading
            } else if name.hasPrefix("list ") {
                kinds[style] = .listItem
            }
        case "outlineLvl":
            if let style, let level = element.attribute("val"), level != "9" {
                kinds[style] = .heading
            }
        default: break
        }
    }

    func end(_ name: XMLName) {
        if name.localName == "style" {
            style = nil
        }
    }

    func text(_: UnsafeBufferPointer<UInt8>) {}
}
