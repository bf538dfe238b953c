import DocumentText
import Glibc

/// The programs that read old Office documents: antiword and, where that is missing or fails, catdoc and its family.
struct LegacyTools {
    /// The document, in a file that can be opened again.
    let input: CInt

    /// What the document may cost.
    let limits: ExtractionLimits

    /// The document's name for a program that insists on one.
    private static let inputName = "/proc/self/fd/0"

    /// Reads a Word document.
    func readWord(into draft: inout DocumentDraft) throws(ReadingFailure) {
        var failure: ReadingFailure?
        do throws(ReadingFailure) {
            let run = try run("antiword", ["-x", "db", Self.inputName])
            if DocBookText.append(run.output, to: &draft) {
                return warn(run, &draft)
            }
        } catch {
            failure = error
        }
        do throws(ReadingFailure) {
            let run = try run("catdoc", ["-d", "utf-8", "-w", Self.inputName])
            PlainTextReader.append(TextDecoding.decodeUTF8(run.output), layout: .prose, to: &draft.text)
            try judge(run, &draft)
        } catch {
            guard error.code == .toolMissing else { throw error }
            guard failure?.code == .toolMissing else {
                throw ReadingFailure(.damaged, "antiword cannot read the document; catdoc is not installed")
            }
            throw ReadingFailure(.toolMissing, "antiword or catdoc is not installed")
        }
    }

    /// Reads a workbook, whose sheets have these names.
    func readExcel(sheets: [[UInt8]], into draft: inout DocumentDraft) throws(ReadingFailure) {
        let arguments = ["-d", "utf-8", "-q", "3", "-c", ",", "-b", "\u{C}", Self.inputName]
        let run = try run("xls2csv", arguments, package: "catdoc")
        var pages = TextDecoding.decodeUTF8(run.output).split(separator: 0x0C, omittingEmptySubsequences: false)
        if pages.last?.isEmpty == true {
            pages.removeLast()
        }
        // Sheets without cells are not written: then it is not known which is which.
        let isNamed = pages.count == sheets.count
        for (index, page) in pages.enumerated() {
            let name = isNamed ? String(decoding: sheets[index], as: UTF8.self) : ""
            guard !isNamed || draft.beginPart(name, .sheet) else { break }
            QuotedRows.forEach(page) { cells in
                draft.text.append(TableRow.joined(cells), as: .tableRow, spacing: .verbatim)
            }
            if isNamed {
                draft.endPart()
            }
        }
        try judge(run, &draft)
    }

    /// Reads a presentation.
    func readPowerPoint(into draft: inout DocumentDraft) throws(ReadingFailure) {
        let run = try run("catppt", ["-d", "utf-8", "-b", "\u{C}", Self.inputName], package: "catdoc")
        for slide in TextDecoding.decodeUTF8(run.output).split(separator: 0x0C) {
            PlainTextReader.append(Array(slide), layout: .prose, to: &draft.text)
        }
        try judge(run, &draft)
    }

    private func run(
        _ name: String,
        _ arguments: [String],
        package: String? = nil
    ) throws(ReadingFailure) -> ToolRun {
        do throws(ReadingFailure) {
            return try ToolRun(name, arguments, input: input, outputLimit: limits.textBytes * 2 + (1 << 20))
        } catch {
            guard error.code == .toolMissing, let package else { throw error }
            throw ReadingFailure(.toolMissing, "\(package) (the program \(name)) is not installed")
        }
    }

    /// Decides what the end of the last program that there is means for the text it gave.
    private func judge(_ run: ToolRun, _ draft: inout DocumentDraft) throws(ReadingFailure) {
        guard !draft.text.hasWords else { return warn(run, &draft) }
        if run.signal == SIGXCPU {
            throw ReadingFailure(.timedOut, "reading took more than \(limits.cpuSeconds) s of processor time")
        }
        guard run.exitCode == 0 else { throw ReadingFailure(.damaged, "the document cannot be read") }
    }

    private func warn(_ run: ToolRun, _ draft: inout DocumentDraft) {
        if run.signal != nil, !run.isCut {
            draft.warnPartial("Reading stopped at damage or a limit; the text is not complete.")
        }
    }
}
