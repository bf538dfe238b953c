import Glibc

extension ExtractorProcess {
    /// What locks a child in on this machine, as a child finds it when it starts.
    ///
    /// - Throws: ``ExtractionError`` when the program cannot be started or gives no report.
    package func protections() async throws(ExtractionError) -> SandboxReport {
        guard let stop = StopSignal() else {
            throw ExtractionError(.unavailable, document: "", detail: "no descriptor is left for the extractor")
        }
        let result = await BlockingThread.run {
            Result { () throws(ExtractionError) in try protectionsBlocking(stop: stop) }
        }
        guard let result else {
            throw ExtractionError(.unavailable, document: "", detail: "no thread is left for the extractor")
        }
        return try result.get()
    }

    private func protectionsBlocking(stop: StopSignal) throws(ExtractionError) -> SandboxReport {
        guard let nothing = OwnedDescriptor(adopting: Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)) else {
            throw ExtractionError(.unavailable, document: "", detail: "/dev/null cannot be opened")
        }
        let child = ExtractorChild(executable: executable, arguments: ["--protections"], environment: environment)
        let outcome: ChildOutcome
        do throws(ExtractorChild.StartFailure) {
            outcome = try child.run(
                document: nothing,
                until: ContinuousClock.now + .seconds(10),
                receiver: FrameReceiver(limits: ExtractionLimits()),
                stop: stop
            )
        } catch {
            throw startError(error, name: "")
        }
        guard outcome.stopped == nil, outcome.ending == .exited(0),
            // Standard output is for frames.
            let report = SandboxReport(line: String(decoding: outcome.errors, as: UTF8.self))
        else { throw ExtractionError(.malformedResult, document: "", detail: "the extractor gave no report") }
        return report
    }
}
