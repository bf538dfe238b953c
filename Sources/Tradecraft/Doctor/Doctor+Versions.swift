import AttackKnowledge
import DocumentText
import Inbox
import Subprocess
import SystemPackage
import Taskt

extension Doctor {
    /// The versions of the programs that documents are read with.
    func versions() async -> [Check] {
        var checks = [await extractorVersion()]
        var tools = [("pdftotext", "-v"), ("catdoc", "-V")]
        if configuration.extractionOptions.recognition != nil { tools.append(("tesseract", "--version")) }
        for (tool, option) in tools {
            guard let path = Self.place(of: tool), let words = await Self.words(of: path, option) else { continue }
            let line = words.split(separator: "\n").first { $0.contains { $0.isNumber } } ?? "version not told"
            checks.append(Check("\(tool) version", .ok, "\(Shown.short(String(line), 80)) (\(path))"))
        }
        return checks
    }

    private func extractorVersion() async -> Check {
        let title = "extractor version"
        let remedy = "install tradecraft and tradecraft-extract from one build"
        guard let words = await Self.words(of: extractor, "--version") else {
            return Check(title, .failed, "\(extractor) cannot be started", remedy: remedy)
        }
        let version = words.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "none"
        guard version == TradecraftVersion.current else {
            return Check(
                title,
                .failed,
                "\(extractor) is of version \(version), this program of \(TradecraftVersion.current)",
                remedy: remedy
            )
        }
        return Check(title, .ok, "\(version), as this program (\(extractor))")
    }

    private static func place(of tool: String) -> String? {
        ["/usr/local/bin", "/usr/bin", "/bin"].map { "\($0)/\(tool)" }.first { FileKind.isFile(SystemPath($0)) }
    }

    /// What a program says when it is asked for its version; nil where it cannot be started.
    private static func words(of program: String, _ option: String) async -> String? {
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)),
                arguments: [option],
                environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin"]),
                output: .string(limit: 1 << 16),
                error: .string(limit: 1 << 16)
            )
            return result.standardOutput + result.standardError
        } catch {
            // What cannot be started has no version to tell.
            return nil
        }
    }

    /// When the source of releases was heard of last.
    func knowledgeAge() -> Check {
        let title = "ATT&CK updates"
        guard let interval = configuration.updateInterval else { return Check(title, .ok, "updates are off") }
        let path = StateFolder(configuration.state).attack.appending("\(configuration.domain.rawValue).json")
        // A record that cannot be read is as good as none: the source is asked again.
        guard let record = try? ReleaseRecord.read(path), let askedAt = record.askedAt else {
            return Check(title, .ok, "the source has not been asked yet")
        }
        let remedy = "run `tradecraft attack update` and see what it says"
        let age = AlertObservation.shown(now.since(askedAt))
        if !record.didAnswer {
            return Check(title, .warning, "the source could not be reached \(age) ago", remedy: remedy)
        }
        if record.refusedAt != nil {
            return Check(title, .warning, "the newest release could not be used", remedy: remedy)
        }
        guard now.since(askedAt) <= interval * 2 else {
            return Check(title, .warning, "the source was asked last \(age) ago", remedy: remedy)
        }
        return Check(title, .ok, "the source was asked \(age) ago")
    }
}
