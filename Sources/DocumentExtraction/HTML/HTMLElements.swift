/// What the elements of HTML mean for a text.
enum HTMLElements {
    enum Role {
        /// Begins and ends a block.
        case block
        case heading
        case listItem
        case preformatted
        case table
        case row
        case cell
        case lineBreak
        /// Stands between words, like a form's fields.
        case separator
        /// Has content that is not text: everything up to the end tag is skipped.
        case hidden
        case title
        case meta
        case image
        case link
        /// Holds what is around the document, not of it: its links are left out.
        case navigation
        case html
    }

    /// The role of the element with this lower-case name; `nil` for those that only mark words.
    static func role(of name: [UInt8]) -> Role? { name.count > longest ? nil : roles[name] }

    private static let longest = 12

    private static let roles: [[UInt8]: Role] = {
        let names: [(Role, String)] = [
            (
                .block,
                """
                address article blockquote body caption center dd details dialog dir div dl dt fieldset figcaption \
                figure form frameset head hgroup hr legend main menu noscript ol p search section \
                summary tbody tfoot thead ul optgroup colgroup
                """
            ),
            (.heading, "h1 h2 h3 h4 h5 h6"), (.listItem, "li"), (.preformatted, "pre listing xmp"), (.table, "table"),
            (.row, "tr"), (.cell, "td th"), (.lineBreak, "br"),
            (.separator, "option button input select textarea label iframe object video audio canvas"),
            (.hidden, "script style"), (.title, "title"), (.meta, "meta"), (.image, "img area"), (.html, "html"),
            (.link, "a"), (.navigation, "nav header footer aside"),
        ]
        var roles: [[UInt8]: Role] = [:]
        for (role, list) in names {
            for name in list.split(separator: " ") {
                roles[Array(name.utf8)] = role
            }
        }
        return roles
    }()
}
