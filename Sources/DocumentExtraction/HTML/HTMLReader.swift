import DocumentText

/// Reads HTML and XHTML.
package enum HTMLReader {
    /// Reads the document into `draft`.
    package static func read(_ source: DocumentSource, into draft: inout DocumentDraft) throws(ReadingFailure) {
        let bytes = try source.bytes()
        let decoded = TextDecoding.decode(bytes, declared: HTMLCharset.declared(in: bytes))
        draft.metadata["charset"] = decoded.charset
        if let warning = decoded.warning {
            draft.warn(warning)
        }
        read(decoded.utf8, into: &draft)
    }

    /// Reads HTML that is UTF-8 already.
    package static func read(_ utf8: [UInt8], into draft: inout DocumentDraft) {
        var tokens = HTMLTokenizer(utf8)
        var text = HTMLText()
        var links = HTMLLinks()
        while let token = tokens.next() {
            switch token {
            case .text(let range): text.add(utf8, range)
            case .tag(let tag):
                guard let role = HTMLElements.role(of: tag.name) else { continue }
                switch role {
                case .hidden where !tag.isEnd: tokens.skipContent(of: tag.name)
                case .title where !tag.isEnd:
                    let content = tokens.skipContent(of: tag.name)
                    draft.setMetadata("title", HTMLEntities.decode(utf8[content]))
                case .meta: meta(tag, &draft)
                case .link:
                    links.add(tag)
                    text.apply(role, tag, to: &draft.text)
                case .navigation:
                    links.enterNavigation(tag.isEnd ? -1 : 1)
                    text.apply(role, tag, to: &draft.text)
                case .html where !tag.isEnd:
                    draft.setMetadata("language", tag.attribute("lang") ?? [])
                default: text.apply(role, tag, to: &draft.text)
                }
            }
            if draft.text.isFull { return }
        }
        text.flush(to: &draft.text)
        for target in links.targets {
            draft.text.append(target, as: .link)
        }
    }

    private static func meta(_ tag: HTMLTag, _ draft: inout DocumentDraft) {
        guard let name = tag.attribute("name") ?? tag.attribute("property"), let value = tag.attribute("content") else {
            return
        }
        switch String(decoding: name.map(\.lowercasedASCII), as: UTF8.self) {
        case "author", "dc.creator", "article:author": draft.setMetadata("author", value)
        case "description", "dc.description", "og:description": draft.setMetadata("description", value)
        case "keywords": draft.setMetadata("keywords", value)
        case "date", "dc.date", "article:published_time": draft.setMetadata("created", value)
        case "article:modified_time", "last-modified": draft.setMetadata("modified", value)
        case "generator": draft.setMetadata("creator", value)
        default: break
        }
    }
}
