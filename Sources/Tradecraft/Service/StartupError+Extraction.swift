package import DocumentText

extension StartupError {
    /// The error for a document that gives no text.
    package init(_ error: ExtractionError) {
        let exitCode: ExitCode =
            switch error.code {
            case .unreadable: .inputOutput
            case .toolMissing: .unavailable
            case .unavailable: .tryAgain
            default: .badData
            }
        self.init(exitCode, "\(error)")
    }
}
