import ArgumentParser
import Inbox
import Tradecraft

/// Files into the inbox.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Copy documents into the inbox; with --wait, follow them to their reports.",
        discussion: "Exit code 1 when a document was rejected or could not be copied, 75 when the time was over."
    )

    @OptionGroup var options: SettingsOptions

    @Argument(help: "The documents.")
    var files: [String]

    @Flag(help: "Wait until each has its report, or is rejected.")
    var wait = false

    @Option(help: ArgumentHelp("Wait at most so long, such as 90s or 10m.", valueName: "duration"))
    var timeout = Since(.seconds(600))

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let configuration = try options.effective().values
        let follower = try SubmissionFollower(StateFolder(configuration.state))
        var results: [SubmittedFile] = []
        var open: [(index: Int, submission: Submission)] = []
        for file in files {
            do throws(StartupError) {
                let submission = try Submission.submit(file, to: configuration)
                open.append((results.count, submission))
                results.append(SubmittedFile(file: file, name: submission.name.description, state: "submitted"))
                if !wait, !json { Terminal.print("\(file): in the inbox as \(submission.name)") }
            } catch {
                guard files.count > 1 else { throw error }
                results.append(SubmittedFile(file: file, state: "failed", reason: error.description))
                Terminal.printError("tradecraft: \(error)")
            }
        }
        if wait { try await follow(&open, with: follower, configuration, &results) }
        if json { try Terminal.printJSON(results) }
        if !open.isEmpty, wait { throw ExitCode(StartupError.ExitCode.tryAgain.rawValue) }
        if results.contains(where: \.isFailure) {
            throw ExitCode(StartupError.ExitCode.partial.rawValue)
        }
    }

    /// Looks ten times a second what has become of the files, until all have ended or the time is over.
    private func follow(
        _ open: inout [(index: Int, submission: Submission)],
        with follower: SubmissionFollower,
        _ configuration: Configuration,
        _ results: inout [SubmittedFile]
    ) async throws {
        if try !DaemonPresence(state: configuration.state).isRunning {
            Terminal.printError("no daemon runs: the inbox is looked at when `tradecraft watch` starts")
        }
        let start = ContinuousClock.now
        var hasSaidSo = false
        while !open.isEmpty {
            var waiting: [(index: Int, submission: Submission)] = []
            for (index, submission) in open {
                guard let document = try follower.document(of: submission), document.endedAt != nil else {
                    waiting.append((index, submission))
                    continue
                }
                let members = try follower.members(of: document)
                guard members.allSatisfy({ $0.endedAt != nil }) else {
                    waiting.append((index, submission))
                    continue
                }
                results[index].end(with: document, in: configuration)
                results[index].members = members.map { SubmittedFile(member: $0, in: configuration) }
                if !json { for line in results[index].sentences { Terminal.print(line) } }
            }
            open = waiting
            let elapsed = ContinuousClock.now - start
            guard !open.isEmpty, elapsed < timeout.duration else { break }
            if !hasSaidSo, elapsed > configuration.settle + .seconds(2), Terminal.isTerminal {
                hasSaidSo = true
                Terminal.printError("waiting for \(Shown.count(open.count, "document")) ...")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        for (index, _) in open {
            results[index].state = "waiting"
            Terminal.printError(
                "tradecraft: \(results[index].file): has not ended after \(timeout.text)"
            )
        }
    }
}

/// What became of a submitted file.
struct SubmittedFile: Encodable {
    /// The file as it was named.
    let file: String
    /// Its name in the inbox.
    var name: String?
    /// `submitted`, `failed`, `waiting`, `reported`, `rejected`, `unpacked` or `duplicate`.
    var state: String
    /// The document it has become.
    var document: String?
    /// The path of its report's folder.
    var report: String?
    /// The code of its rejection.
    var reasonCode: String?
    /// Why it has no report.
    var reason: String?
    /// What became of the documents that it held.
    var members: [SubmittedFile]?

    /// Whether it, or a document that it held, has no report.
    var isFailure: Bool { state == "rejected" || state == "failed" || members?.contains(where: \.isFailure) == true }

    /// Takes over what the database says of the document.
    mutating func end(with summary: DocumentSummary, in configuration: Configuration) {
        state = summary.state
        document = summary.id
        report = summary.report.map { configuration.outbox.appending($0).description }
        reasonCode = summary.reasonCode
        reason = summary.reason
    }

    /// The end in a line, then those of the documents that it held.
    var sentences: [String] {
        let own =
            report.map { "\(file): \($0)" }
            ?? (state == "unpacked"
                ? "\(file): held \(Shown.count(members?.count ?? 0, "document"))"
                : "\(file): rejected (\(reasonCode ?? "unclassified")): \(reason ?? "no reason given")")
        return [own] + (members ?? []).flatMap(\.sentences)
    }
}

extension SubmittedFile {
    /// What became of a document that another held.
    init(member: DocumentSummary, in configuration: Configuration) {
        self.init(file: member.address ?? member.name, state: member.state)
        end(with: member, in: configuration)
    }
}
