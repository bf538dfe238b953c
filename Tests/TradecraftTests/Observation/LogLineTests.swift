import Foundation
import Inbox
import Logging
import Taskt
import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(6))) struct LogLineTests {
    private func line(_ format: LogFormat, _ body: (Logger) -> Void) throws -> String {
        let log = try TestLog { $0.logFormat = format }
        body(log.logger)
        return try log.lines.joined(separator: "\n")
    }

    @Test func aLineOfJSONIsOneObject() throws {
        let line = try line(.json) { $0.notice("Said \"so\"", metadata: ["count": "3", "document.path": "a\nb"]) }
        let expected = #"{"time":"2026-11-28T10:15:00.000Z","level":"notice","message":"Said \"so\"","count":3,"#
        #expect(line == expected + #""document.path":"a\nb"}"#)
    }

    @Test func aLineForTheJournalHasItsPriorityInFrontAndNoTime() throws {
        let lines = try line(.journal) { logger in
            var logger = logger
            logger.logLevel = .trace
            for level in Logger.Level.allCases { logger.log(level: level, "Said", metadata: ["count": "1"]) }
        }
        #expect(lines.split(separator: "\n").map { $0.prefix(3) } == ["<7>", "<7>", "<6>", "<5>", "<4>", "<3>", "<2>"])
        #expect(lines.hasSuffix("<2>critical: Said count=1"))
    }

    @Test func aComponentHasALevelOfItsOwnAndItsName() throws {
        let log = try TestLog { $0.log.levels = [.inbox: .debug, .engine: .warning] }
        log.logger.component(.inbox).debug("Shown")
        log.logger.component(.engine).info("Hidden")
        log.logger.component(.engine).warning("Shown")
        log.logger.component(.report).debug("Hidden")
        log.logger.debug("Hidden")
        #expect(
            try log.lines.map { $0.dropFirst(25) } == [
                "debug: Shown component=inbox", "warning: Shown component=engine",
            ]
        )
        log.output.levels = LogLevels(.debug)
        #expect(log.logger.component(.engine).logLevel == .debug)
    }

    /// Who looks for a run finds every line about its document.
    @Test func aLineAboutADocumentNamesItsRun() throws {
        let id = RecordedInstallation.id("abc")
        let lines = try line(.text) { logger in
            logger.info("Document claimed", metadata: ["document.id": "\(id)"])
            logger.info("Document refused", metadata: ["document.id": "\(id)", "run.id": "none"])
        }
        #expect(lines.split(separator: "\n").map { $0.hasSuffix("run.id=\(id.runID)") } == [true, false])
    }

    @Test(arguments: [
        ("https://user:secret@wiki.example/a/b", "https://wiki.example/a/b"),
        ("get https://wiki.example:8443/a?token=secret&x=1 failed", "get https://wiki.example:8443/a?... failed"),
        ("\"ftp://secret@h/x\" and http://h/#secret", "\"ftp://h/x\" and http://h/?..."),
        ("http://user:pa/secret@h/x", "http://h/x"), ("https://u:secret@[::1]:80/", "https://[::1]:80/"),
        ("https://social.example/@somebody", "https://social.example/@somebody"),
        ("http://127.0.0.1:80/@a", "http://127.0.0.1:80/@a"), ("time: 10:15, a@b", "time: 10:15, a@b"),
        ("http://h/ä/€?secret", "http://h/ä/€?..."), ("://", "://"), ("x://?secret", "x://?..."),
    ])
    func secretsInAddressesAreNotLogged(text: String, shown: String) throws {
        #expect(LogRedaction.redacted(text) == shown)
        let line = try line(.json) { $0.info("Fetched", metadata: ["url": "\(text)"]) }
        #expect(!line.contains("secret"))
    }

    @Test func theSourceOfReleasesIsLoggedWithoutItsSecrets() async throws {
        let log = try TestLog {
            $0.logFormat = .json
            $0.log.levels = [.attack: .trace]
        }
        var configuration = Tradecraft.Configuration()
        configuration.state = SystemPath(log.folder.path)
        // Nobody listens there.
        configuration.sourceURL = "http://user:secret@127.0.0.1:9/{domain}.json?token=secret"
        let library = KnowledgeLibrary(configuration, now: { log.clock.now }, logger: log.logger.component(.attack))
        _ = await library.refreshed()
        let text = try TestLog.lines("\(log.folder.path)/tradecraft.log").joined()
        #expect(text.contains("ATT&CK source not reached"))
        #expect(!text.contains("secret"))
    }

    @Test func theJournalIsRecognisedByItsSocket() throws {
        let folder = try TemporaryFolder()
        let descriptor = open(try folder.file("journal", ""), O_RDONLY)
        defer { close(descriptor) }
        var status = stat()
        #expect(fstat(descriptor, &status) == 0)
        let stream = "\(status.st_dev):\(status.st_ino)"
        #expect(LogFormat.auto.resolved(for: descriptor, journal: stream) == .journal)
        #expect(LogFormat.auto.resolved(for: descriptor, journal: "\(status.st_dev):1") == .json)
        #expect(LogFormat.auto.resolved(for: descriptor, journal: nil) == .json)
        #expect(LogFormat.text.resolved(for: descriptor, journal: stream) == .text)
    }

    @Test(arguments: [
        ("log.levels", "outbox=debug"), ("log.levels", "inbox"), ("log.levels", "inbox=loud"),
        ("log.levels", "inbox=debug, inbox=info"), ("log.rotate-age", "1s"), ("log.rotate-size", "many"),
        ("log.keep", "-1"), ("log.format", "xml"), ("metrics.log", "yes"), ("metrics.keep-age", "1h"),
        ("metrics.textfile", "/tmp/metrics.txt"), ("metrics.interval", "10ms"), ("http.listen", "0.0.0.0:9464"),
        ("http.listen", "9464"), ("http.listen", "192.0.2.1:80"), ("http.listen", "[::]:80"), ("http.listen", "unix:"),
        ("http.listen", "127.0.0.1:99999"), ("http.listen", "127.0.0.1.example.com:80"),
    ])
    func aValueThatCannotBeUsedIsRefusedWithWhatWasExpected(key: String, value: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try EffectiveConfiguration(file: "/dev/null", flags: [key: .text(value)])
        }
        #expect(error?.key == key)
        #expect(error?.description.contains("expected") == true)
    }

    @Test(arguments: [
        ("log.levels", "[engine=warning, inbox=debug]"), ("log.rotate-age", "off"), ("http.listen", "[::1]:9464"),
        ("http.listen", "127.0.0.2:1"), ("http.listen", "unix:/run/a.sock"), ("metrics.textfile", "/var/lib/a.prom"),
        ("metrics.log", "off"), ("log.format", "journal"),
    ])
    func aValueIsShownAsItIsWritten(key: String, value: String) throws {
        let list = value.hasPrefix("[e") ? value.dropFirst().dropLast().split(separator: ", ").map(String.init) : nil
        let effective = try EffectiveConfiguration(
            file: "/dev/null",
            flags: [key: list.map { .list($0) } ?? .text(value)]
        )
        #expect(effective.listing.first { $0.key == key }?.value == value)
    }
}
