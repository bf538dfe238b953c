/// An element of HTML that means something for a text.
struct HTMLElement: Sendable {
    /// Tells it from the others, counted from 0.
    let number: Int
    let role: Role

    /// What an element does to the text.
    enum Role: UInt8, Sendable {
        /// Begins and ends a block.
        case block
        /// A block whose place among the others tells what its content is.
        case container
        /// A block around the document: a menu.
        case navigation
        /// A block around the document, or around a part of it: a header, a footer, a box at the side.
        case surrounding
        case article
        case main
        /// Content that is there for the case that something else does not work, or for a script to use.
        case fallback
        case heading
        case listItem
        case preformatted
        case table
        case row
        case cell
        case lineBreak
        /// Stands between words.
        case separator
        /// Is there to be clicked, like a link.
        case control
        case input
        case superscript
        /// Has content that is not text: everything up to the end tag is skipped.
        case hidden
        /// Has text without tags.
        case rawText
        case title
        case meta
        case reference
        case time
        case image
        case link
        case html
        /// Holds elements with meanings of their own.
        case drawing
    }

    /// How many there are.
    static let count = list.reduce(0) { $0 + $1.names.split(separator: " ").count }

    /// The elements by name; those that only mark words are not there.
    static let named: HTMLNames<HTMLElement> = {
        var names: [(name: Substring, value: HTMLElement)] = []
        for (role, list) in list {
            for name in list.split(separator: " ") {
                names.append((name, HTMLElement(number: names.count, role: role)))
            }
        }
        return HTMLNames(names)
    }()

    /// The number of the element with this name.
    static func number(of name: String) -> Int? {
        var hash = NameHash()
        for byte in name.utf8 {
            hash.add(byte)
        }
        return named[hash]?.number
    }

    private static let list: [(role: Role, names: String)] = [
        (.block, "address body caption center dd dt figcaption frameset head hr p summary tbody tfoot thead"),
        (
            .container,
            "blockquote details dialog dir div dl fieldset figure form hgroup menu noframes ol search section ul"
        ),
        (.navigation, "nav"), (.surrounding, "header footer aside"), (.article, "article"), (.main, "main"),
        (.fallback, "noscript template"), (.heading, "h1 h2 h3 h4 h5 h6"), (.listItem, "li"),
        (.preformatted, "pre listing"), (.table, "table"), (.row, "tr"), (.cell, "td th"), (.lineBreak, "br"),
        (.separator, "audio canvas iframe object video text"), (.control, "button label legend optgroup option select"),
        (.input, "input"), (.superscript, "sup"), (.hidden, "script style"), (.rawText, "textarea xmp"),
        (.title, "title"), (.meta, "meta"), (.reference, "link base"), (.time, "time"), (.image, "img area"),
        (.link, "a"), (.html, "html"), (.drawing, "svg math"),
    ]
}
