import DocumentText

/// What a page says of itself in its head.
struct HTMLMetadata {
    private static let searched = 1024

    /// The site that the page is from.
    private(set) var site: [UInt8]?

    /// What is only said if nothing better is.
    private var fallbacks: [(key: String, value: [UInt8])] = []
    private var hasTime = false

    /// What pages call these things.
    private static let names = HTMLNames<Meaning>([
        (Meaning("author"), "author dc.creator"),
        (Meaning("author", isFallback: true), "article:author parsely-author"),
        (Meaning("title", isFallback: true), "og:title twitter:title dc.title"),
        (Meaning("description"), "description dc.description"),
        (Meaning("description", isFallback: true), "og:description twitter:description"),
        (Meaning("keywords"), "keywords"),
        (
            Meaning("created"),
            "article:published_time datepublished date dc.date dcterms.created parsely-pub-date publishdate pubdate"
        ),
        (Meaning("modified"), "article:modified_time datemodified last-modified dcterms.modified"),
        (Meaning("modified", isFallback: true), "og:updated_time"), (Meaning("creator"), "generator"),
        (Meaning("source", isFallback: true), "og:url"),
    ])

    /// What a name says.
    private struct Meaning: Sendable {
        let key: String
        /// Whether others say it better.
        let isFallback: Bool

        init(_ key: String, isFallback: Bool = false) {
            self.key = key
            self.isFallback = isFallback
        }
    }

    /// Looks for the address that a browser writes into a page it saves.
    init(_ bytes: Span<UInt8>, _ draft: inout DocumentDraft) {
        let head = 0..<min(bytes.count, Self.searched)
        guard let mark = bytes.first("saved from url=(", in: head) else { return }
        var index = mark + 16
        while index < head.upperBound, bytes[index].isASCIIDigit || bytes[index] == 0x29 {
            index += 1
        }
        let start = index
        while index < head.upperBound, bytes[index] > 0x20, bytes[index] != 0x3E {
            index += 1
        }
        if bytes.hasPrefix("http", at: start) {
            set("source", start..<index, isFallback: true, bytes, &draft)
        }
    }

    /// Takes what a meta element says.
    mutating func meta(_ tokens: HTMLTokenizer, _ bytes: Span<UInt8>, _ draft: inout DocumentDraft) {
        guard let content = tokens.value(of: "content", bytes) else { return }
        for attribute: StaticString in ["name", "property", "itemprop", "http-equiv"] {
            if let name = tokens.value(of: attribute, bytes), let meaning = Self.names[bytes, name] {
                return set(meaning.key, content, isFallback: meaning.isFallback, bytes, &draft)
            }
        }
    }

    /// Takes what a link or base element says.
    mutating func reference(_ tokens: HTMLTokenizer, _ bytes: Span<UInt8>, _ draft: inout DocumentDraft) {
        guard let target = tokens.value(of: "href", bytes), bytes.hasPrefix("http", at: target.lowerBound) else {
            return
        }
        guard let relation = tokens.value(of: "rel", bytes) else {
            site = site ?? HTMLLinks.site(of: target, bytes)
            return
        }
        if bytes.holds("canonical", at: relation) {
            set("source", target, isFallback: false, bytes, &draft)
        }
    }

    /// Takes the date that a time element gives.
    mutating func time(_ tokens: HTMLTokenizer, _ bytes: Span<UInt8>) {
        guard !hasTime, let date = tokens.value(of: "datetime", bytes), !date.isEmpty else { return }
        hasTime = true
        suggest("created", bytes.copy(date))
    }

    /// The first to be said counts.
    private mutating func suggest(_ key: String, _ value: [UInt8]) {
        if !fallbacks.contains(where: { $0.key == key }) {
            fallbacks.append((key, value))
        }
    }

    private mutating func set(
        _ key: String,
        _ value: Range<Int>,
        isFallback: Bool,
        _ bytes: Span<UInt8>,
        _ draft: inout DocumentDraft
    ) {
        let decoded = HTMLEntities.decode(bytes.copy(value))
        if key == "source" {
            site = HTMLLinks.site(of: value, bytes) ?? site
        }
        if isFallback {
            suggest(key, decoded)
        } else {
            draft.setMetadata(key, decoded)
        }
    }

    /// Says what was not said better.
    func finish(_ draft: inout DocumentDraft) {
        for (key, value) in fallbacks {
            draft.setMetadata(key, value)
        }
    }
}
