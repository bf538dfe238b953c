import ArgumentParser
import Foundation
import Tradecraft

/// The manual pages, for an installation.
struct ManCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "man",
        abstract: "Write the manual pages into a folder.",
        shouldDisplay: false
    )

    @Option(help: ArgumentHelp("The configuration file with every key documented.", valueName: "file"))
    var documented: String?

    @Argument(help: ArgumentHelp("The folder, which must be there.", valueName: "folder"))
    var folder: String

    func run() throws {
        let dump = Data(TradecraftCommand._dumpHelp().utf8)
        var pages = CommandManual(try JSONDecoder().decode(CommandHelp.Tool.self, from: dump).command).pages
        if let documented {
            pages.append(ConfigurationManual(documented: try String(contentsOfFile: documented, encoding: .utf8)).page)
        }
        for page in pages {
            try Data(page.text.utf8).write(to: URL(filePath: folder).appending(path: page.file))
        }
        Terminal.print("\(pages.count) pages in \(folder)")
    }
}
