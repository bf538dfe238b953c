import ArgumentParser
import DocumentText
import Tradecraft

/// The text of a document as the pipeline sees it.
struct ExtractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Print the text of a document, read by the same child process that the daemon uses.",
        discussion: """
            Of an archive or a mailbox, the texts of all documents in it; exit code 1 when some of them cannot be read.
            """
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The document.")
    var file: String

    @Flag(help: "Print JSON: text, segments, metadata and warnings; of an archive, a list of what is in it.")
    var json = false

    func run() async throws {
        let reader = OneShotReader(try options.effective().values)
        var entries: [Entry] = []
        var isContainer = false
        var failed = 0
        try await reader.read(file) { reading in
            isContainer = isContainer || reading.name != file
            switch reading.result {
            case .failure(let error) where !isContainer: throw StartupError(error)
            case .failure(let error):
                failed += 1
                if json {
                    entries.append(Entry(name: reading.name, document: nil, error: "\(error)"))
                } else {
                    Terminal.printError("\(reading.name): \(error)")
                }
            case .success(let document) where json:
                entries.append(Entry(name: reading.name, document: document, error: nil))
            case .success(let document):
                if isContainer { Terminal.print("==> \(reading.name) <==") }
                print(document.text)
                for warning in document.warnings { Terminal.printError("warning: \(warning)") }
            }
        }
        if json, isContainer {
            try Terminal.printJSON(entries)
        } else if json, let document = entries.first?.document {
            try Terminal.printJSON(document)
        }
        if failed > 0 { throw ExitCode(StartupError.ExitCode.partial.rawValue) }
    }

    /// A document of a container.
    private struct Entry: Encodable {
        let name: String
        let document: ExtractedDocument?
        let error: String?
    }
}
