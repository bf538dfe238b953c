import AttackKnowledge
import AttackReports
import DocumentText
import Inbox
import Logging
import Subprocess
import Synchronization
import SystemPackage
import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Prints a finished `report.html` as `report.pdf` through a program of the machine.
///
/// A report never waits for it longer than the time limits of the programs, and is published without where none of them
/// prints it.
struct PDFPrinter: Sendable {
    /// What came of it.
    enum Outcome: Hashable, Sendable {
        /// The PDF.
        case printed([UInt8])
        /// Why there is none, in a sentence.
        case failed(String)
    }

    /// The file's name in the report's folder.
    static let fileName = "report.pdf"
    /// How long one program may take; two of them stay within the time of the task.
    static let timeLimit = Duration.seconds(100)
    /// The largest PDF that is taken, in bytes.
    private static let sizeLimit = 100 << 20

    private let kinds: [PDFProgram.Kind]
    private let folders: [String]
    private let timeLimit: Duration
    private let clock: any Clock<Duration>
    private let logger: Logger
    private let causes = Causes()

    /// A printer; nil where the setting asks for none.
    init?(
        _ setting: ReportSettings.PDF,
        folders: [String] = PDFProgram.folders,
        timeLimit: Duration = timeLimit,
        clock: any Clock<Duration>,
        logger: Logger
    ) {
        kinds = PDFProgram.kinds(setting)
        (self.folders, self.timeLimit, self.clock, self.logger) = (folders, timeLimit, clock, logger)
        if kinds.isEmpty { return nil }
    }

    /// Prints a report's page; a cause of failure is logged the first time that it is met.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - knowledge: The release of ATT&CK that the report was made with.
    ///   - page: The report's page where it has been made already.
    /// - Returns: The PDF, or why there is none.
    func print(_ report: AttackReport, knowledge: KnowledgeBase, page: [UInt8]?) async -> Outcome {
        let outcome = await outcome(report, knowledge, page)
        if case .failed(let reason) = outcome, causes.insert(reason) {
            logger.warning("Reports are published without a PDF", metadata: ["reason": "\(reason)"])
        }
        return outcome
    }

    private func outcome(_ report: AttackReport, _ knowledge: KnowledgeBase, _ page: [UInt8]?) async -> Outcome {
        let programs = kinds.compactMap { PDFProgram.find($0, in: folders) }
        guard !programs.isEmpty else {
            return .failed("the machine has no \(kinds.map(\.rawValue).joined(separator: " and no "))")
        }
        let folder: PrintingFolder
        do {
            folder = try await BlockingThread.value {
                try PrintingFolder(page: page ?? ReportRenderer.bytes(of: report, as: .html, knowledge: knowledge))
            }
        } catch {
            return .failed("no folder can be made for it: \(error)")
        }
        var reasons: [String] = []
        for program in programs {
            if let reason = await run(program, in: folder, report.generatedAt) {
                reasons.append("\(program.kind.rawValue): \(reason)")
                continue
            }
            switch await taken(from: folder, report.generatedAt) {
            case .printed(let bytes):
                await remove(folder)
                return .printed(bytes)
            case .failed(let reason): reasons.append("\(program.kind.rawValue): \(reason)")
            }
        }
        await remove(folder)
        return .failed(reasons.joined(separator: "; "))
    }

    private func remove(_ folder: PrintingFolder) async {
        _ = await BlockingThread.run { folder.remove() }
    }

    /// What a program has printed, with the report's own dates in it.
    private func taken(from folder: PrintingFolder, _ time: String) async -> Outcome {
        do {
            return try await BlockingThread.value {
                guard var bytes = try folder.printed(limit: Self.sizeLimit) else {
                    return .failed("it has printed nothing, or more than \(Self.sizeLimit >> 20) MiB")
                }
                guard bytes.starts(with: "%PDF-".utf8) else { return .failed("what it has printed is no PDF") }
                PDFDates.set(time, in: &bytes)
                return .printed(bytes)
            }
        } catch {
            return .failed("what it has printed cannot be read: \(error)")
        }
    }

    /// Runs a program, and kills it with all that it started once its time is up; why it failed, if it did.
    private func run(_ program: PDFProgram, in folder: PrintingFolder, _ time: String) async -> String? {
        let (limit, clock) = (timeLimit, clock)
        return await withTaskGroup(of: String??.self) { group in
            group.addTask { .some(await Self.failure(of: program, in: folder, time)) }
            group.addTask {
                do {
                    try await clock.sleep(for: limit)
                } catch {
                    // The program ended first.
                    return nil
                }
                return "it was killed after \(limit.settingText)"
            }
            var first: String??
            for await outcome in group {
                if first == nil { first = outcome }
                group.cancelAll()
            }
            return first ?? "it was not waited for"
        }
    }

    private static func failure(
        of program: PDFProgram,
        in folder: PrintingFolder,
        _ time: String
    ) async -> String? {
        var options = PlatformOptions()
        // What the program started is in its session, and goes with it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        let variables = program.environment(folder: folder.path, seconds: PDFDates.seconds(of: time) ?? 0)
        let arguments = program.arguments(
            page: folder.page,
            output: folder.output,
            folder: folder.path,
            isRoot: geteuid() == 0
        )
        do {
            let settings = options
            let result = try await OwnChildren.running {
                try await Subprocess.run(
                    .path(FilePath(program.path)),
                    arguments: Arguments(arguments),
                    environment: .custom(
                        Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })
                    ),
                    workingDirectory: FilePath(folder.path.description),
                    platformOptions: settings,
                    input: .none,
                    output: .discarded,
                    error: .discarded
                )
            }
            switch result.terminationStatus {
            case .exited(0): return nil
            case .exited(let code): return "it ended with code \(code)"
            case .signaled(let signal): return "it was ended by signal \(signal)"
            }
        } catch {
            return "it cannot be started: \(error)"
        }
    }

    /// The causes that have been told.
    private final class Causes: Sendable {
        private let told = Mutex<Set<String>>([])

        /// Whether the cause is a new one; a machine that fails in ever new ways is not noted forever.
        func insert(_ cause: String) -> Bool {
            told.withLock { $0.count < 100 && $0.insert(cause).inserted }
        }
    }
}
