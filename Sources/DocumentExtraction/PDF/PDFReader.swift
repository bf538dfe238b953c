import DocumentText
import Glibc

/// Reads PDF through the program `pdftotext` of poppler-utils.
enum PDFReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let bytes = try source.bytes()
        try source.withDescriptor { (descriptor) throws(ReadingFailure) in
            try read(descriptor, bytes, into: &draft, context)
        }
        PDFExtras.appendLinks(of: bytes, to: &draft)
        PDFExtras.readAttachments(of: bytes, into: &draft, context)
    }

    private static func read(
        _ descriptor: CInt,
        _ bytes: [UInt8],
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let limits = context.limits
        // One page more than the limit shows whether there are more. With -htmlmeta the document's properties come
        // before the text, and a second program is not needed for them.
        let pageLimit = limits.pages < Int.max ? limits.pages + 1 : limits.pages
        let run = try text(["-raw", "-htmlmeta", "-l", String(pageLimit)], descriptor, limits)
        let output = PDFOutput(TextDecoding.decodeUTF8(run.output))
        for (key, value) in output.properties {
            draft.setMetadata(key, value)
        }
        var pages = output.pages(limit: limits.pages)
        let verdict = PDFVerdict(run)
        try verdict.refuseLocked()
        if draft.depth == 0 {
            draft.pageCount = pages.count
        }
        let before = draft.text.segments.count
        let hyphens = LineHyphens.needed(for: output.text)
        putInReadingOrder(&pages, descriptor, limits)
        var scans = ScannedPages(pages, descriptor)
        for (index, page) in pages.enumerated() where !draft.text.isFull {
            let words = scans.recognize(index, &draft, context)
            append(words?[...] ?? page, page: index + 1, hyphens: words == nil ? hyphens : nil, to: &draft.text)
        }
        guard draft.text.segments.count > before else {
            throw scans.refusal ?? verdict.refusal(pages: pages.count, context)
        }
        scans.warn(&draft, hasPictures: scans.hasMissed && PDFExtras.hasScan(bytes))
        if output.pageCount > limits.pages {
            draft.warnPartial("Only the first \(limits.pages) pages were read.")
        }
        verdict.warn(&draft)
    }

    /// Appends a page's blocks.
    static func append(
        _ text: ArraySlice<UInt8>,
        page: Int?,
        hyphens: LineHyphens?,
        to assembler: inout TextAssembler
    ) {
        var blocks = PageBlocks(PrintedPage(text), hyphens: hyphens)
        blocks.build { block, kind in assembler.append(block, as: kind, page: page) }
    }

    /// Reads pages anew that were painted in an order nobody can read.
    private static func putInReadingOrder(
        _ pages: inout [ArraySlice<UInt8>],
        _ descriptor: CInt,
        _ limits: ExtractionLimits
    ) {
        let shredded = pages.indices.filter { PrintedPage.isShredded(pages[$0]) }
        guard let first = shredded.first, let last = shredded.last else { return }
        do throws(ReadingFailure) {
            let run = try text(["-f", String(first + 1), "-l", String(last + 1)], descriptor, limits)
            let output = TextDecoding.decodeUTF8(run.output)
            let ordered = output.split(separator: 0x0C, omittingEmptySubsequences: false)
            for index in shredded where index - first < ordered.count && !ordered[index - first].isEmpty {
                pages[index] = ordered[index - first]
            }
        } catch {
            // The words are there; only their order is not.
        }
    }

    private static func text(
        _ arguments: [String],
        _ descriptor: CInt,
        _ limits: ExtractionLimits
    ) throws(ReadingFailure) -> ToolRun {
        try ToolRun(
            "pdftotext",
            arguments + ["-enc", "UTF-8", "-eol", "unix", "-", "-"],
            // The program makes many small objects; with room to keep them at hand it needs a fortieth less time.
            environment: ["GLIBC_TUNABLES=glibc.malloc.tcache_count=1000"],
            input: descriptor,
            // Cleaning only ever shortens a page a little: room for twice the text is enough to fill it.
            outputLimit: limits.textBytes * 2 + (1 << 20)
        )
    }
}
