import Glibc

extension ChildOutcome {
    /// What the caller of an extraction gets for this outcome.
    ///
    /// - Parameters:
    ///   - document: The document's name, for errors.
    ///   - limits: The limits the child was given.
    /// - Returns: The document or the listing that the child sent, checked.
    /// - Throws: The reason there is none.
    func verdict(document: String, limits: ExtractionLimits) throws(ExtractionError) -> Extraction {
        func failure(_ code: ExtractionError.Code, _ detail: String = "") -> ExtractionError {
            ExtractionError(code, document: document, detail: detail)
        }
        switch stopped {
        case .cancelled: throw failure(.cancelled)
        case .wall: throw failure(.timedOut, "no result after \(limits.wall)")
        case .unobservable: throw failure(.unavailable, "the extractor could not be watched")
        case .answer, nil: break
        }
        if stopped == nil {
            try checkEnding(limits: limits, failure)
        }
        switch answer {
        case .success(.document(let extracted)): return .document(extracted)
        case .success(.members(let listing)): return .members(listing)
        case .success(.failure(let code, let detail)): throw failure(code, detail)
        case .failure(.refused(let error)): throw error
        case .failure(.violation(let violation)) where violation.isExcess:
            throw failure(.outputExceeded, "the extractor sent more than the limits allow: \(violation.rule)")
        case .failure(.violation(let violation)):
            throw failure(.malformedResult, "the extractor's answer is not well formed: \(violation.rule)")
        }
    }

    /// Throws unless the child ended by itself and in order.
    private func checkEnding(
        limits: ExtractionLimits,
        _ failure: (ExtractionError.Code, String) -> ExtractionError
    ) throws(ExtractionError) {
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
    }
}
