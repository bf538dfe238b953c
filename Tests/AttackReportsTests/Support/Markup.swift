/// The tags of an HTML page, read strictly enough to test a page that we wrote ourselves.
struct Markup {
    /// One start or end tag.
    struct Tag {
        let name: String
        let isEnd: Bool
        let attributes: [String: String]
    }

    /// All tags in order.
    let tags: [Tag]

    /// Reads a page; every `<` must begin a tag, a doctype aside.
    init(_ page: String) {
        var tags: [Tag] = []
        for chunk in page.split(separator: "<").dropFirst(page.hasPrefix("<") ? 0 : 1) {
            var inside = chunk.prefix { $0 != ">" }
            guard !inside.hasPrefix("!") else {
                continue
            }
            let isEnd = inside.hasPrefix("/")
            if isEnd {
                inside = inside.dropFirst()
            }
            let name = inside.prefix { $0 != " " && $0 != "\n" }
            var attributes: [String: String] = [:]
            var rest = inside.dropFirst(name.count)
            while let equals = rest.firstIndex(of: "=") {
                let key = rest[..<equals].drop { $0 == " " || $0 == "\n" }
                let value = rest[rest.index(equals, offsetBy: 2)...].prefix { $0 != "\"" }
                attributes[String(key)] = String(value)
                rest = rest[value.endIndex...].dropFirst()
            }
            tags.append(Tag(name: String(name), isEnd: isEnd, attributes: attributes))
        }
        self.tags = tags
    }

    /// The start tags of a name.
    func all(_ name: String) -> [Tag] {
        tags.filter { $0.name == name && !$0.isEnd }
    }
}
