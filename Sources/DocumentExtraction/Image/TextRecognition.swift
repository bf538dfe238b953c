import DocumentText

/// Reads words in pictures through the program `tesseract`.
enum TextRecognition {
    /// The longer side of a page's picture: 200 dots an inch on paper of a usual size, and little memory on any other.
    private static let side = 2400

    /// Hundredths of the time for the whole document after which no other picture is begun.
    private static let timeShare = 80

    /// Whether recognition is on, and pages and time are left for one more picture.
    static func mayBegin(_ draft: DocumentDraft, _ context: ReadingContext) -> Bool {
        guard let recognition = context.options.recognition else { return false }
        return draft.recognizedPages < recognition.pages && context.millisecondsLeft(ofHundredths: timeShare) > 0
    }

    /// The words of one page of a PDF.
    ///
    /// - Throws: `toolMissing` when a program is not installed; another code when the page cannot be read.
    static func read(
        pdf descriptor: CInt,
        page: Int,
        _ draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) -> [UInt8] {
        let number = String(page)
        let arguments = ["-scale-to", String(side), "-gray", "-f", number, "-l", number, "-"]
        let run = try start("pdftoppm", of: "poppler-utils", arguments, descriptor, limit: side * side + 100)
        guard !run.output.isEmpty, run.exitCode == 0 else { throw ReadingFailure(.damaged, "the page has no picture") }
        return try read(DocumentSource(bytes: run.output, name: ""), &draft, context)
    }

    /// The words of a picture.
    ///
    /// - Throws: `toolMissing` when the program is not installed; another code when the picture cannot be read.
    static func read(
        _ picture: DocumentSource,
        _ draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) -> [UInt8] {
        guard let recognition = context.options.recognition else { return [] }
        draft.recognizedPages += 1
        let arguments = ["stdin", "stdout", "-l", recognition.languages]
        let run = try picture.withDescriptor { (descriptor) throws(ReadingFailure) in
            try start("tesseract", of: "tesseract-ocr", arguments, descriptor, limit: 1 << 22)
        }
        guard run.exitCode == 0 else {
            let messages = run.errors
            guard messages.contains("Failed loading language") || messages.contains("Error opening data file") else {
                throw ReadingFailure(.damaged, "the picture cannot be read")
            }
            let package = "tesseract-ocr-\(recognition.languages.split(separator: "+").first ?? "eng")"
            throw ReadingFailure(.toolMissing, "the language data of tesseract is not installed (\(package))")
        }
        return TextDecoding.decodeUTF8(run.output)
    }

    private static func start(
        _ program: String,
        of package: String,
        _ arguments: [String],
        _ descriptor: CInt,
        limit: Int
    ) throws(ReadingFailure) -> ToolRun {
        do throws(ReadingFailure) {
            // One thread: the limit on processor time counts all of them.
            let environment = ["OMP_THREAD_LIMIT=1"]
            return try ToolRun(program, arguments, environment: environment, input: descriptor, outputLimit: limit)
        } catch  where error.code == .toolMissing {
            throw ReadingFailure(.toolMissing, "text recognition needs \(program), package \(package)")
        }
    }
}
