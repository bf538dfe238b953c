import DocumentText
import HTTPFetch
import Inbox
import Subprocess
import SystemPackage
package import Taskt

/// What came of an attempt to tell an operator.
package struct AlertOutcome: Hashable, Sendable {
    /// Whether the notice arrived, as far as one can know.
    package let isDelivered: Bool
    /// What happened, in a few words; no secret and no address's path.
    package let sentence: String
    /// How long the server asks to wait.
    let retryAfter: Duration?

    init(_ isDelivered: Bool, _ sentence: String, retryAfter: Duration? = nil) {
        self.isDelivered = isDelivered
        self.sentence = sentence
        self.retryAfter = retryAfter
    }
}

/// Tells an operator: starts their program, or posts to their address.
package struct AlertSender: Sendable {
    let settings: AlertSettings
    let environment: EngineEnvironment

    /// A sender.
    package init(_ settings: AlertSettings, _ environment: EngineEnvironment) {
        self.settings = settings
        self.environment = environment
    }

    /// Makes one attempt.
    package func send(_ notice: AlertNotice, to target: AlertTarget) async -> AlertOutcome {
        switch target {
        case .command: await run(notice)
        case .webhook: await post(notice)
        }
    }

    /// Starts the program, and kills it with all that it started once its time is up.
    private func run(_ notice: AlertNotice) async -> AlertOutcome {
        guard let program = settings.command.first else { return AlertOutcome(false, "alerts.command is empty") }
        let (limit, arguments, clock) = (settings.commandTimeLimit, settings.command.dropFirst(), environment.clock)
        return await withTaskGroup(of: AlertOutcome?.self) { group in
            group.addTask { await Self.outcome(of: program, Array(arguments), notice) }
            group.addTask {
                do {
                    try await clock.sleep(for: limit)
                } catch {
                    // The program ended first.
                    return nil
                }
                return AlertOutcome(false, "it was killed after \(limit.settingText)")
            }
            var first: AlertOutcome?
            for await outcome in group {
                if first == nil { first = outcome }
                group.cancelAll()
            }
            return first ?? AlertOutcome(false, "it was not waited for")
        }
    }

    private static func outcome(
        of program: String,
        _ arguments: [String],
        _ notice: AlertNotice
    ) async -> AlertOutcome {
        var options = PlatformOptions()
        // What the program started is in its session, and goes with it.
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
        ]
        // Not through a pipe: writing into one that the program closed unread would end this process.
        guard let input = MemoryFile.descriptor(holding: Array(notice.body.utf8) + [UInt8(ascii: "\n")]) else {
            return AlertOutcome(false, "it cannot be started: no descriptor is left")
        }
        do {
            let result = try await OwnChildren.running {
                try await Subprocess.run(
                    .path(FilePath(program)),
                    arguments: Arguments(arguments),
                    environment: .custom(variables(of: notice)),
                    platformOptions: options,
                    input: .fileDescriptor(FileDescriptor(rawValue: input), closeAfterSpawningProcess: true),
                    output: .discarded,
                    error: .discarded
                )
            }
            switch result.terminationStatus {
            case .exited(0): return AlertOutcome(true, "it ended with code 0")
            case .exited(let code): return AlertOutcome(false, "it ended with code \(code)")
            case .signaled(let signal): return AlertOutcome(false, "it was ended by signal \(signal)")
            }
        } catch {
            return AlertOutcome(false, "it cannot be started: \(error)")
        }
    }

    private static func variables(of notice: AlertNotice) -> [Environment.Key: String] {
        [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "TRADECRAFT_ALERT_ID": notice.id,
            "TRADECRAFT_ALERT_RULE": notice.rule, "TRADECRAFT_ALERT_STATUS": notice.status.rawValue,
            "TRADECRAFT_ALERT_SUMMARY": notice.summary, "TRADECRAFT_ALERT_AT": notice.at,
        ]
    }
}
