import Foundation
import Testing

@testable import Tradecraft

@Suite struct ConfigurationTests {
    @Test func theDocumentedFileHoldsEveryKeyWithItsDefault() throws {
        let file = repository.appending(path: "config/tradecraft.yaml").path
        let documented = try EffectiveConfiguration(file: file)
        let defaults = try EffectiveConfiguration(file: "/dev/null")
        for (written, plain) in zip(documented.listing, defaults.listing) {
            #expect(written.value == plain.value, "\(written.key)")
            #expect(written.origin == file, "\(written.key) is not documented")
        }
    }

    @Test func flagsGoBeforeTheEnvironmentAndThatBeforeTheFile() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("c.yaml", "workers: 3\ninbox:\n  settle: 1s\n  depth: 1\n")
        let configuration = try EffectiveConfiguration(
            file: file,
            environment: ["TRADECRAFT_WORKERS": "4", "TRADECRAFT_INBOX_SETTLE": "5s", "TRADECRAFT_OTHER": "x"],
            flags: ["workers": .text("5")]
        )
        #expect(configuration.values.workers == 5)
        #expect(configuration.values.settle == .seconds(5))
        #expect(configuration.values.depth == 1)
        #expect(configuration.origins["inbox.settle"] == "environment TRADECRAFT_INBOX_SETTLE")
    }

    @Test(arguments: [
        ("inbox.settle", "2"), ("inbox.settle", "-1s"), ("inbox.rescan-interval", "0s"), ("workers", "0"),
        ("workers", "many"), ("inbox.depth", "33"), ("inbox.maximum-size", "50 apples"), ("disposal", "burn"),
        ("attack.domain", "corporate"), ("attack.source-url", "ftp://example.com"), ("mapping.threshold", "1.5"),
        ("report.formats", "json,papyrus"), ("log.level", "loud"), ("extraction.cpu-limit", "1500ms"),
        ("outbox.path", ""), ("mapping.sensitivity", "medium"), ("mapping.allow", "T1059, PowerShell"),
        ("mapping.deny", "1059"),
        ("attack.update-interval", "weekly"),
    ])
    func aValueOfTheWrongKindIsRefusedWithKeyAndExpectation(key: String, value: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try EffectiveConfiguration(file: "/dev/null", flags: [key: .text(value)])
        }
        #expect(error?.key == key)
        #expect(error?.description.contains("expected") == true)
        #expect(error?.description.contains("\"\(value)\"") == true)
    }

    @Test(arguments: [("250ms", 250), ("2s", 2_000), ("3m", 180_000), ("1h", 3_600_000), ("7d", 604_800_000)])
    func durationsAreReadAndShownAsWritten(text: String, milliseconds: Int) {
        #expect(ConfigurationValue.text(text).duration == .milliseconds(milliseconds))
        #expect(Duration.milliseconds(milliseconds).settingText == text)
    }

    @Test(arguments: [("50MB", 50_000_000), ("64MiB", 64 << 20), ("1GiB", 1 << 30), ("512B", 512)])
    func sizesAreReadAndShownAsWritten(text: String, bytes: Int) {
        #expect(ConfigurationValue.text(text).size == bytes)
        #expect(sizeText(bytes) == text)
    }

    @Test(arguments: ["outbox.path", "state.path", "rejected.path", "processed.path"])
    func aFolderInTheInboxIsRefused(key: String) throws {
        let folder = try TemporaryFolder()
        let inbox = "\(folder.path)/inbox"
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: inbox)
        for path in [inbox, "\(inbox)/a/b", "\(folder.path)/other/../inbox/new", "\(folder.path)/link/x"] {
            let error = #expect(throws: ConfigurationError.self, "\(path)") {
                try EffectiveConfiguration(file: "/dev/null", flags: ["inbox.path": .text(inbox), key: .text(path)])
            }
            #expect(error?.key == key)
        }
        for path in ["\(inbox)-2", "\(folder.path)/other"] {
            _ = try EffectiveConfiguration(file: "/dev/null", flags: ["inbox.path": .text(inbox), key: .text(path)])
        }
    }

    @Test func offIsAValueOfTheUpdateInterval() throws {
        for text in ["off", "\"off\""] {
            let folder = try TemporaryFolder()
            let file = try folder.file("c.yaml", "attack:\n  update-interval: \(text)\n")
            #expect(try EffectiveConfiguration(file: file).values.updateInterval == nil)
        }
    }
}
