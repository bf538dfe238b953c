import DocumentText
import Glibc

/// What the end of `pdftotext`, and what it complained of, mean for the document.
struct PDFVerdict {
    private let run: ToolRun
    private let isLocked: Bool
    private let hasErrors: Bool
    private let isOutOfMemory: Bool

    init(_ run: ToolRun) {
        self.run = run
        let messages = run.errors
        isLocked =
            messages.contains("Incorrect password") || messages.contains("Unsupported security handler")
            || messages.contains("Unknown security handler")
        hasErrors = messages.contains("Syntax Error") || messages.contains("Internal Error")
        isOutOfMemory = messages.contains("Out of memory") || messages.contains("bad_alloc")
    }

    /// Throws where the document cannot be opened.
    func refuseLocked() throws(ReadingFailure) {
        if isLocked {
            throw ReadingFailure(.encrypted, "the PDF needs a password or uses an unknown kind of encryption")
        }
    }

    /// Why there is no text.
    func refusal(pages: Int, _ context: ReadingContext) -> ReadingFailure {
        switch (run.signal, run.exitCode) {
        case (SIGXCPU?, _):
            return ReadingFailure(
                .timedOut,
                "pdftotext used more than \(context.limits.cpuSeconds) s of processor time"
            )
        case _ where isOutOfMemory:
            return ReadingFailure(.memoryExceeded, "pdftotext needed more than \(context.limits.memoryBytes) bytes")
        case (let signal?, _):
            return ReadingFailure(.damaged, "pdftotext was ended by signal \(signal)")
        case (nil, let code?) where code != 0:
            return ReadingFailure(.damaged, "the PDF's structure is broken")
        case _ where hasErrors && pages == 0:
            return ReadingFailure(.damaged, "the PDF has no readable pages")
        default:
            let isOn = context.options.recognition != nil
            let hint = isOn ? "text recognition found none" : "scans are only read with it, extraction.ocr"
            let subject = isOn ? "text" : "text, and text recognition is off"
            return ReadingFailure(.noText, "none of the PDF's \(pages) pages has \(subject); \(hint)")
        }
    }
}

extension PDFVerdict {
    /// Says what may be missing from the text there is.
    func warn(_ draft: inout DocumentDraft) {
        if run.signal != nil, !run.isCut {
            draft.warnPartial("Reading stopped at a limit of time or memory; the text is not complete.")
        } else if run.exitCode != 0, !run.isCut || hasErrors {
            draft.warnPartial("The PDF is damaged; parts of the text may be missing.")
        } else if isOutOfMemory || hasErrors {
            draft.warnPartial("Parts of the PDF could not be read.")
        }
    }
}
