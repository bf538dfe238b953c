import AttackKnowledge
import DocumentText
import HTTPFetch
package import Inbox
package import Logging
import Synchronization
package import Taskt
package import TechniqueMapping

/// The releases of ATT&CK at hand and the models for them: the embedded one, and those fetched or imported since.
///
/// A release is in force only once it has been parsed and a model has been trained for it; until then, and when
/// anything about it is wrong, the one before stays.
package final class KnowledgeLibrary: Sendable {
    let folder: SystemPath
    let domain: AttackDomain
    let url: String
    let interval: Duration?
    let mapping: MappingSettings
    let now: @Sendable () -> Timestamp
    let logger: Logger
    private let refreshes = SingleFlight<String, ReleaseReference>()
    private let installations = SingleFlight<String, Result<KnowledgeReference, AgentFailure>>()
    private let mappers = Mutex<[(key: String, mapper: TechniqueMapper)]>([])
    private let embeddedRelease = Mutex<ReleaseReference?>(nil)

    /// How many mappers are kept ready: the one in force, and the one before it while runs of it end.
    private static let mapperLimit = 2
    /// After a failure the source is asked again this soon, where the interval is longer.
    private static let retryInterval: Duration = .seconds(3_600)

    /// A library on a folder, which is made when something is kept there.
    package init(_ configuration: Configuration, now: @escaping @Sendable () -> Timestamp, logger: Logger) {
        folder = StateFolder(configuration.state).attack
        domain = configuration.domain
        url = configuration.releaseURL
        interval = configuration.updateInterval
        mapping = configuration.mapping
        self.now = now
        self.logger = logger
    }

    /// The release in force, after asking the source where that is due; nil where the current task was cancelled.
    ///
    /// A source that cannot be reached, or gives something unusable, changes nothing but the notice.
    package func refreshed() async -> ReleaseReference? {
        await refreshes.value(for: domain.rawValue) { await refresh(isForced: false) }
    }

    /// The release in force, after asking the source in any case.
    package func refreshedNow() async -> ReleaseReference? {
        await refreshes.value(for: domain.rawValue) { await refresh(isForced: true) }
    }

    /// The release in force, without asking anybody.
    package func current() throws(AgentFailure) -> ReleaseReference {
        guard let installed = try record().installed else { return try embedded() }
        return ReleaseReference(
            domain: domain,
            version: installed.version,
            sha256: installed.sha256,
            source: installed.source,
            fetchedAt: installed.fetchedAt,
            isChanged: false
        )
    }

    /// The parsed release and its model; a bundle that is new here is parsed, trained for and put in force first.
    ///
    /// Where that fails the release before stays in force and is what is returned, with a notice.
    package func knowledge(of release: ReleaseReference) async throws(AgentFailure) -> KnowledgeReference {
        if isInstalled(release.sha256) || release.source == "embedded" { return try reference(to: release) }
        guard FileKind.isFile(bundlePath(release.sha256)) else {
            // It was refused since it was fetched.
            var fallback = try current()
            fallback.notice = "The newest ATT&CK release could not be used."
            return try reference(to: fallback)
        }
        let outcome = await installations.value(for: release.sha256) { await installing(release) }
        switch outcome {
        case .success(let reference)?: return reference
        case nil: return try reference(to: current())
        case .failure(let failure)?:
            logger.warning("ATT&CK release refused", metadata: ["error": "\(failure)"])
            var fallback = try current()
            fallback.notice = "The newest ATT&CK release could not be used: \(failure)"
            return try reference(to: fallback)
        }
    }

    /// Parses, trains for and puts in force a bundle from a file.
    package func importBundle(_ path: SystemPath) async throws(AgentFailure) -> KnowledgeReference {
        let staged = try await onThread { [self] () throws(AgentFailure) in try stage(path) }
        let release = ReleaseReference(
            domain: domain,
            version: nil,
            sha256: staged,
            source: "file \(path)",
            fetchedAt: now(),
            isChanged: true
        )
        return try await installing(release).get()
    }

    /// The mapper for a parsed release.
    package func mapper(for reference: KnowledgeReference) throws(AgentFailure) -> TechniqueMapper {
        try mapper(for: reference.release)
    }

    private func refresh(isForced: Bool) async -> ReleaseReference? {
        do {
            var reference = try current()
            let record = try record()
            if let pending = record.pending, FileKind.isFile(bundlePath(pending.sha256)) {
                return ReleaseReference(pending, domain)
            }
            if !isForced {
                guard let interval else { return reference }
                let wait = record.didAnswer ? interval : min(interval, Self.retryInterval)
                // A negative time means that the clock was set back: ask, and remember the new time.
                if let elapsed = record.askedAt.map({ now().since($0) }), elapsed >= .zero, elapsed < wait {
                    if !record.didAnswer {
                        reference.notice = "The ATT&CK source could not be reached when it was asked last."
                    }
                    return reference
                }
            }
            return try await ask(reference)
        } catch {
            logger.warning("ATT&CK release cannot be read", metadata: ["error": "\(error)"])
            return ReleaseReference(
                domain: domain,
                version: nil,
                sha256: "",
                source: "none",
                isChanged: false,
                notice: "\(error)"
            )
        }
    }

    /// Asks the source whether there is a newer release.
    private func ask(_ current: ReleaseReference) async throws(AgentFailure) -> ReleaseReference? {
        guard let asking = try askingRight() else { return current }
        defer { asking.release() }
        let record = try record()
        var options = HTTPClientOptions(userAgent: "tradecraft/\(TradecraftVersion.current)")
        options.allowsPlainHTTP = url.hasPrefix("http://")
        options.connectTimeout = .seconds(10)
        let download = HTTPDownload(
            url: url,
            destination: asking.path.parent.appending("bundle.json").string,
            validators: record.url == url ? record.validators : nil
        )
        let time = now()
        let result: HTTPDownloadResult
        do throws(HTTPFetchError) {
            result = try await HTTPClient(options: options).download(download)
        } catch {
            if error.code == .cancelled { return nil }
            try update { record in
                record.askedAt = time
                record.didAnswer = false
            }
            var reference = current
            reference.notice = "The ATT&CK source could not be reached: \(error)"
            logger.info("ATT&CK source not reached", metadata: ["error": "\(error)"])
            return reference
        }
        try update { record in
            record.askedAt = time
            record.didAnswer = true
        }
        guard case .downloaded(let file) = result else { return current }
        return try await take(file, over: current)
    }

    /// Takes in what the source sent; a bundle that is new waits in the record until it is installed or refused.
    private func take(
        _ file: HTTPDownloadedFile,
        over current: ReleaseReference
    ) async throws(AgentFailure)
        -> ReleaseReference
    {
        let path = SystemPath(file.path)
        let sha256 = try await onThread { [self] () throws(AgentFailure) in try stage(path, moves: true) }
        let pending = ReleaseRecord.Pending(
            sha256: sha256,
            source: RedactedURL.text(url),
            fetchedAt: now(),
            url: url,
            validators: file.validators
        )
        var reference = current
        if let reason = try record().refused[sha256] {
            reference.notice = "The newest ATT&CK release could not be used: \(reason)"
            try settle(pending)
        } else if sha256 == current.sha256 {
            try settle(pending)
        } else {
            try update { $0.pending = pending }
            reference = ReleaseReference(pending, domain)
        }
        return reference
    }

    private func installing(_ release: ReleaseReference) async -> Result<KnowledgeReference, AgentFailure> {
        await Result.awaiting { () async throws(AgentFailure) in
            try await onThread { [self] () throws(AgentFailure) in try install(release) }
        }
    }

    private func mapper(for release: ReleaseReference) throws(AgentFailure) -> TechniqueMapper {
        let key = release.sha256
        if let ready = mappers.withLock({ mappers in mappers.first { $0.key == key }?.mapper }) { return ready }
        let mapper = try load(release)
        mappers.withLock { mappers in
            mappers.removeAll { $0.key == key }
            mappers.insert((key, mapper), at: 0)
            mappers.removeLast(max(0, mappers.count - Self.mapperLimit))
        }
        return mapper
    }

    func reference(to release: ReleaseReference) throws(AgentFailure) -> KnowledgeReference {
        let mapper = try mapper(for: release)
        var release = release
        release.version = mapper.knowledge.version
        return KnowledgeReference(
            release: release,
            fingerprint: mapper.knowledge.fingerprint,
            model: mapper.model.hash,
            counts: KnowledgeReference.Counts(
                techniques: mapper.knowledge.techniques.count,
                tactics: mapper.knowledge.tactics.count,
                groups: mapper.knowledge.groups.count,
                software: mapper.knowledge.software.count
            )
        )
    }

    private func embedded() throws(AgentFailure) -> ReleaseReference {
        if let release = embeddedRelease.withLock({ $0 }) { return release }
        let knowledge: KnowledgeBase
        do throws(KnowledgeError) { knowledge = try .embedded(domain) } catch { throw AgentFailure(error) }
        let release = ReleaseReference(
            domain: domain,
            version: knowledge.version,
            sha256: SHA256.hexadecimal(of: knowledge.encoded()),
            source: "embedded",
            isChanged: false
        )
        embeddedRelease.withLock { $0 = release }
        return release
    }
}
