import DocumentText

/// Compares two forms of the same text, and keeps what only the second one has.
///
/// Mail programs write a message as HTML and again as plain text. The two should say the same and do not always: an
/// address, or a whole paragraph, may be in one of them alone.
enum BodyComparison {
    /// More text than this is not compared.
    private static let longestText = 8 << 20
    private static let maximumLinks = 2000

    /// Appends the paragraphs of `plain` that the text from `start` on does not have, and the addresses.
    ///
    /// - Parameters:
    ///   - plain: The plain text as UTF-8.
    ///   - start: Where in the draft's text the other form of it begins.
    ///   - draft: The document.
    static func appendMissing(_ plain: [UInt8], after start: Int, to draft: inout DocumentDraft) {
        let known = draft.text.utf8[min(start, draft.text.utf8.count)...]
        guard known.count <= longestText, plain.count <= longestText else {
            return PlainTextReader.append(plain, layout: .prose, to: &draft.text)
        }
        var words: Set<UInt64> = []
        forEachWord(of: known) { word in words.insert(hash(word)) }
        var links: [ArraySlice<UInt8>] = []
        TextLines.forEachBlock(plain) { range in
            var count = 0
            var missing = 0
            var missingLinks: [ArraySlice<UInt8>] = []
            forEachWord(of: plain[range]) { word in
                count += 1
                guard !words.contains(hash(word)) else { return }
                missing += 1
                if word.contains("://") {
                    missingLinks.append(word)
                }
            }
            if missing * 2 > count {
                draft.text.append(plain[range], as: .paragraph, spacing: .verbatim)
                forEachWord(of: plain[range]) { word in words.insert(hash(word)) }
            } else {
                links.append(contentsOf: missingLinks.prefix(maximumLinks - min(links.count, maximumLinks)))
            }
        }
        for link in links where words.insert(hash(link)).inserted {
            draft.text.append(link, as: .link)
        }
    }

    /// Calls `body` with what is between spaces, without the punctuation around it.
    private static func forEachWord(of text: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var index = text.startIndex
        while index < text.endIndex {
            var end = index
            while end < text.endIndex, !isBreak(text[end]) {
                end += 1
            }
            let word = trimmed(text[index..<end])
            if !word.isEmpty {
                body(word)
            }
            index = end + 1
        }
    }

    private static func isBreak(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x22 || byte == 0x7C
    }

    private static func trimmed(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        func isInside(_ byte: UInt8) -> Bool { byte >= 0x80 || byte.isASCIILetter || byte.isASCIIDigit }
        guard let first = word.firstIndex(where: isInside), let last = word.lastIndex(where: isInside) else {
            return []
        }
        return word[first...last]
    }

    /// Two words of one hash are the same word for this purpose (FNV-1a).
    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1.lowercasedASCII)) &* 0x100_0000_01B3 }
    }
}
