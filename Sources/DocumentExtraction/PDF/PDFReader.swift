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
        try source.withDescriptor { (descriptor) throws(ReadingFailure) in
            try read(descriptor, into: &draft, limits: context.limits)
        }
    }

    private static func read(
        _ descriptor: CInt,
        into draft: inout DocumentDraft,
        limits: ExtractionLimits
    ) throws(ReadingFailure) {
        // One page more than the limit shows whether there are more. With -htmlmeta the document's properties come
        // before the text, and a second program is not needed for them.
        let arguments = ["-enc", "UTF-8", "-eol", "unix", "-htmlmeta", "-l", String(limits.pages + 1), "-", "-"]
        // Cleaning only ever shortens a page a little: room for twice the text is enough to fill it.
        let run = try ToolRun(
            "pdftotext",
            arguments,
            input: descriptor,
            outputLimit: limits.textBytes * 2 + (1 << 20)
        )
        let output = PDFOutput(TextDecoding.decodeUTF8(run.output))
        for (key, value) in output.properties {
            draft.setMetadata(key, value)
        }
        let pages = output.pages(limit: limits.pages)
        draft.pageCount = pages.count
        if output.pageCount > limits.pages {
            draft.warnPartial("Only the first \(limits.pages) pages were read.")
        }
        let hyphens = hyphenRestoration(for: output, descriptor, limits: limits)
        PDFText(pages: pages, hyphens: hyphens).append(to: &draft.text)
        try judge(run, draft: &draft, limits: limits)
    }

    /// Looks at the lines as they were printed, where it seems that lines were joined.
    private static func hyphenRestoration(
        for output: PDFOutput,
        _ descriptor: CInt,
        limits: ExtractionLimits
    ) -> HyphenRestoration? {
        guard HyphenRestoration.isWorthwhile(for: output.text) else { return nil }
        let arguments = ["-raw", "-enc", "UTF-8", "-eol", "unix", "-nopgbrk", "-l", String(limits.pages), "-", "-"]
        let size = limits.textBytes * 2
        do throws(ReadingFailure) {
            let run = try ToolRun("pdftotext", arguments, input: descriptor, outputLimit: size)
            return HyphenRestoration(printed: TextDecoding.decodeUTF8(run.output)[...])
        } catch {
            // The text is there; only some hyphens are not.
            return nil
        }
    }

    /// Decides what the program's end means for the text it gave.
    private static func judge(
        _ run: ToolRun,
        draft: inout DocumentDraft,
        limits: ExtractionLimits
    ) throws(ReadingFailure) {
        let messages = String(decoding: run.errors, as: UTF8.self)
        if messages.contains("Incorrect password") || messages.contains("Unsupported security handler")
            || messages.contains("Unknown security handler")
        {
            throw ReadingFailure(.encrypted, "the PDF needs a password or uses an unknown kind of encryption")
        }
        let hasErrors = messages.contains("Syntax Error") || messages.contains("Internal Error")
        let isOutOfMemory = messages.contains("Out of memory") || messages.contains("bad_alloc")
        guard draft.text.hasWords else {
            switch (run.signal, run.exitCode) {
            case (SIGXCPU?, _):
                throw ReadingFailure(.timedOut, "pdftotext used more than \(limits.cpuSeconds) s of processor time")
            case _ where isOutOfMemory:
                throw ReadingFailure(.memoryExceeded, "pdftotext needed more than \(limits.memoryBytes) bytes")
            case (let signal?, _):
                throw ReadingFailure(.damaged, "pdftotext was ended by signal \(signal)")
            case (nil, let code?) where code != 0:
                throw ReadingFailure(.damaged, "the PDF's structure is broken")
            case _ where hasErrors && (draft.pageCount ?? 0) == 0:
                throw ReadingFailure(.damaged, "the PDF has no readable pages")
            default:
                throw ReadingFailure(.noText, "the PDF has no text; scanned pages need text recognition first")
            }
        }
        if run.signal != nil, !run.isCut {
            draft.warnPartial("Reading stopped at a limit of time or memory; the text is not complete.")
        } else if run.exitCode != 0, !run.isCut || hasErrors {
            draft.warnPartial("The PDF is damaged; parts of the text may be missing.")
        } else if isOutOfMemory || hasErrors {
            draft.warnPartial("Parts of the PDF could not be read.")
        }
    }
}
