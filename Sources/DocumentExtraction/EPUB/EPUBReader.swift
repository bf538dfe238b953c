import DocumentText

/// Reads electronic books.
enum EPUBReader {
    private static let longestList = 16 << 20

    /// Reads the document into `draft`: its chapters in reading order.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let archive = try ZipArchive(source, limits: context.limits)
        let isProtected = EPUBProtection(archive.bytes(EPUBProtection.name, atMost: longestList)).isEncrypted
        guard !isProtected else { throw ReadingFailure(.encrypted) }
        let container = EPUBContainer(archive.bytes(EPUBContainer.name, atMost: 1 << 20))
        let packageName = container.packageName ?? archive.entries.first { $0.name.hasSuffix(".opf") }?.name ?? ""
        let package = EPUBPackage(archive.bytes(packageName, atMost: longestList), named: packageName)
        for (key, value) in package.values {
            draft.setMetadata(key, value)
        }
        let titles = titles(package, archive)
        var isIntact = !archive.isDamaged
        var seen: Set<String> = []
        for chapter in chapters(package, archive) where seen.insert(chapter).inserted && !draft.text.isFull {
            guard let entry = archive.entry(chapter) else {
                isIntact = false
                continue
            }
            guard !entry.isEncrypted else { throw ReadingFailure(.encrypted) }
            guard read(entry.name, titles[chapter], archive, into: &draft, isIntact: &isIntact) else { break }
        }
        guard !isIntact else { return }
        guard draft.text.hasWords else { throw ReadingFailure(.damaged, "the book's chapters cannot be read") }
        draft.warnPartial("The book is damaged or unusually large inside; parts of the text may be missing.")
    }

    private static func titles(_ package: EPUBPackage, _ archive: ZipArchive) -> [String: String] {
        for file in package.contents {
            guard let bytes = archive.bytes(file.name, atMost: longestList) else { continue }
            let titles = EPUBContents(bytes, named: file.name).titles
            if !titles.isEmpty { return titles }
        }
        return [:]
    }

    /// The names of the chapters; without a list, all pages in the order of the archive.
    private static func chapters(_ package: EPUBPackage, _ archive: ZipArchive) -> [String] {
        let listed = package.chapters.filter { file in
            isPage(file.name) || file.mediaType.contains("html") || file.mediaType.contains("dtbook")
                || file.mediaType == "text/x-oeb1-document"
        }
        guard listed.isEmpty else { return listed.map(\.name) }
        return archive.entries.map(\.name).filter(isPage)
    }

    private static func isPage(_ name: String) -> Bool {
        [".xhtml", ".html", ".htm"].contains { name.lowercased().hasSuffix($0) }
    }

    /// Reads a chapter; `false` when there may be no more parts.
    private static func read(
        _ name: String,
        _ title: String?,
        _ archive: ZipArchive,
        into draft: inout DocumentDraft,
        isIntact: inout Bool
    ) -> Bool {
        var bytes: [UInt8] = []
        let outcome = archive.unpack(name) { piece in
            bytes.append(contentsOf: piece)
            return true
        }
        if case .whole = outcome {
        } else {
            isIntact = false
        }
        guard bytes.contains(where: { $0 > 0x20 }) else { return true }
        // A chapter has a heading of its own in most books: its name is not said again.
        guard draft.beginPart(title ?? name.lastComponent, .chapter, isShown: false) else { return false }
        let decoded = TextDecoding.decode(bytes, declared: HTMLCharset.declared(in: bytes))
        HTMLReader.read(XHTMLForm.withEndTags(decoded.utf8), into: &draft)
        draft.endPart()
        return true
    }
}
