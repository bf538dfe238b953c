import Glibc

extension ChildOutcome {
    /// What the caller of an extraction gets for this outcome.
    ///
    /// - Parameters:
    ///   - document: The document's name, for errors.
    ///   - limits: The limits the child was given.
    /// - Returns: The document the child sent, checked.
    /// - Throws: The reason there is none.
    func verdict(document: String, limits: ExtractionLimits) throws(ExtractionError) -> Extraction {
        func failure(_ code: ExtractionError.Code, _ detail: String = "") -> ExtractionError {
            ExtractionError(code, document: document, detail: detail)
        }
        switch stopped {
        case .cancelled: throw failure(.cancelled)
        case .wall: throw failure(.timedOut, "no result after \(limits.wall)")
        case .output: throw failure(.outputExceeded, "the extractor wrote more than \(limits.outputBytes) bytes")
        case .unobservable: throw failure(.unavailable, "the extractor could not be watched")
        case nil: break
        }
        switch ending {
        case .signalled(SIGXCPU):
            throw failure(.timedOut, "more than \(limits.cpuSeconds) s of processor time")
        case .signalled where looksOutOfMemory, .exited(1...) where looksOutOfMemory:
            throw failure(.memoryExceeded, "more than \(limits.memoryBytes) bytes of memory")
        case .signalled(let signal):
            throw failure(.crashed, "the extractor was ended by signal \(signal)")
        case .exited(0): break
        case .exited(let code):
            throw failure(.crashed, "the extractor ended with code \(code)")
        }
        let content: ExtractionFrame.Content
        do throws(ExtractionFrame.Violation) {
            content = try ExtractionFrame.decode(output, limits: limits)
        } catch {
            throw failure(.malformedResult, "the extractor's answer is not well formed: \(error.rule)")
        }
        switch content {
        case .document(let extracted): return .document(extracted)
        case .failure(let code, let detail): throw failure(code, detail)
        }
    }
}
