package import Inbox
package import Taskt

/// Why a command cannot do its work: one sentence, and the exit code of `sysexits.h` that fits.
package struct StartupError: Error, CustomStringConvertible {
    /// What scripts tell failures apart by.
    package enum ExitCode: Int32, Sendable {
        /// Some documents failed.
        case partial = 1
        /// The command line is wrong.
        case usage = 64
        /// The input is damaged, or from a newer version.
        case badData = 65
        /// Something that is needed is not there.
        case unavailable = 69
        /// A broken invariant of our own.
        case `internal` = 70
        /// Reading or writing failed.
        case inputOutput = 74
        /// Another try may succeed.
        case tryAgain = 75
        /// The rights are missing.
        case permission = 77
        /// The configuration is wrong.
        case configuration = 78
    }

    /// The exit code.
    package let exitCode: ExitCode
    /// One sentence for an operator.
    package let description: String

    /// Makes an error.
    package init(_ exitCode: ExitCode, _ description: String) {
        self.exitCode = exitCode
        self.description = description
    }

    /// The error for a folder or a file.
    package init(_ error: InboxError, _ what: String) {
        if error.code == .locked {
            let holder = error.holder.map { " (process \($0))" } ?? ""
            self.init(.tryAgain, "\(what) \(error.path) is in use by another tradecraft\(holder)")
            return
        }
        let exitCode: ExitCode = error.code == .notPermitted ? .permission : .inputOutput
        self.init(exitCode, "\(what) cannot be used: \(error)")
    }

    /// The error for the database.
    package init(_ error: StoreError) {
        let exitCode: ExitCode =
            switch error.code {
            case .newerSchema, .damaged: .badData
            case .busy: .tryAgain
            case .readOnly: .permission
            default: .inputOutput
            }
        self.init(exitCode, "the database cannot be used: \(error)")
    }

    /// The error for the configuration.
    package init(_ error: ConfigurationError) { self.init(.configuration, "\(error)") }

    /// The error for a release of ATT&CK or a model.
    package init(_ error: AgentFailure) {
        self.init(error.isTransient ? .unavailable : .badData, error.description)
    }
}
