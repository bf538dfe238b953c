import Foundation
import Testing

@testable import Tradecraft

@Suite struct ManualTests {
    @Test func everyKeyOfTheDocumentedFileIsInItsPageWithTheDefault() throws {
        let file = repository.appending(path: "config/tradecraft.yaml").path
        let page = ConfigurationManual(documented: try String(contentsOfFile: file, encoding: .utf8)).page
        #expect(page.file == "tradecraft.yaml.5")
        for key in ConfigurationKey.all {
            #expect(page.text.contains("\n.TP\n\(Roff.bold(key.name))\n"), "\(key.name)")
        }
        #expect(
            page.text.contains(
                "\\fBinbox.rescan\\-interval\\fR\nThe folder is scanned at least this often, whatever the kernel reports. "
                    + "Duration, at least 1s.\n.br\nDefault: 30s\n"
            )
        )
    }

    @Test func textIsNeverTakenForACommandOfThePage() {
        #expect(Roff.escaped(".part files") == "\\&.part files")
        #expect(Roff.escaped("a\\b --c 'd' ~e") == "a\\eb \\-\\-c \\(aqd\\(aq \\(tie")
    }

    @Test func aCommandHasItsOptionsAndThoseOfItsPartsInOnePage() throws {
        let json = """
            {"command": {"commandName": "tool", "abstract": "Does things.", "subcommands": [
                {"commandName": "hidden", "shouldDisplay": false},
                {"commandName": "list", "abstract": "Lists.", "arguments": [
                    {"kind": "option", "shouldDisplay": true, "isOptional": true, "isRepeating": false, "valueName": "n",
                     "names": [{"kind": "long", "name": "limit"}], "defaultValue": "20", "abstract": "How many."},
                    {"kind": "positional", "shouldDisplay": true, "isOptional": false, "isRepeating": true,
                     "valueName": "file"}]}]}}
            """
        let tool = try JSONDecoder().decode(CommandHelp.Tool.self, from: Data(json.utf8))
        let pages = CommandManual(tool.command).pages
        #expect(pages.map(\.file) == ["tool.1", "tool-list.1"])
        #expect(pages[1].text.contains("\\fBtool list\\fR [\\fIoptions\\fR] \\fIfile\\fR ..."))
        #expect(pages[1].text.contains(".TP\n\\fB\\-\\-limit\\fR \\fIn\\fR\nHow many.\n.br\nDefault: 20.\n"))
    }
}
