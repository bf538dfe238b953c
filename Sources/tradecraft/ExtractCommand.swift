import ArgumentParser
import DocumentText
import Tradecraft

/// The text of a document as the pipeline sees it.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Print the text of a document, read by the same child process that the daemon uses."
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The document.")
    var file: String

    @Flag(help: "Print JSON: text, segments, metadata and warnings.")
    var json = false

    func run() async throws {
        let configuration = try options.effective().values
        let extractor = ExtractorProcess(executable: ExtractorProcess.besideRunningProgram())
        do {
            guard let document = try await extractor.extract(file, limits: configuration.extraction).document else {
                throw ExtractionError(.unsupportedFormat, document: file)
            }
            if json {
                try Terminal.printJSON(document)
            } else {
                print(document.text)
                for warning in document.warnings { Terminal.printError("warning: \(warning)") }
            }
        } catch let error as ExtractionError {
            throw StartupError(error)
        }
    }
}
