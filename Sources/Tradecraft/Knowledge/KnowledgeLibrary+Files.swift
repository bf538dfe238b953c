import AttackKnowledge
import DocumentText
import Inbox
import Logging
import Taskt
import TechniqueMapping

#if canImport(Glibc)
import Glibc
#endif

/// The files of the library: `<domain>.json`, and by content hash `<sha256>.bundle`, `.catalogue` and `.model`.
extension KnowledgeLibrary {
    func record() throws(AgentFailure) -> ReleaseRecord {
        try AgentFailure.classifying { try ReleaseRecord.read(folder.appending("\(domain.rawValue).json")) }
    }

    /// Changes the record, from what it is now: other processes change it too.
    func update(_ change: (inout ReleaseRecord) -> Void) throws(AgentFailure) {
        try AgentFailure.classifying {
            try FileBytes.makeFolder(folder, mode: 0o700)
            let path = folder.appending("\(domain.rawValue).json")
            try FileBytes.locked(folder.appending("\(domain.rawValue).lock")) {
                var record = try ReleaseRecord.read(path)
                change(&record)
                try record.write(path)
            }
        }
    }

    /// Remembers that a fetched bundle has been dealt with: the source is asked for anything newer from now on.
    func settle(_ pending: ReleaseRecord.Pending) throws(AgentFailure) {
        try update { record in
            record.url = pending.url
            record.validators = pending.validators
            record.pending = nil
        }
        FileBytes.remove(bundlePath(pending.sha256))
    }

    /// The right to ask the source, for one process at a time; nil where another has it.
    func askingRight() throws(AgentFailure) -> StateLock? {
        do throws(InboxError) {
            try FileBytes.makeFolder(folder, mode: 0o700)
            return try StateLock(folder: folder.appending("download"))
        } catch {
            if error.code == .locked { return nil }
            throw AgentFailure(error)
        }
    }

    func bundlePath(_ sha256: String) -> SystemPath { folder.appending("\(sha256).bundle") }

    func isInstalled(_ sha256: String) -> Bool {
        FileKind.isFile(folder.appending("\(sha256).catalogue")) && FileKind.isFile(folder.appending("\(sha256).model"))
    }

    /// Takes a bundle into the folder under the hash of its content.
    func stage(_ path: SystemPath, moves: Bool = false) throws(AgentFailure) -> String {
        try AgentFailure.classifying {
            try FileBytes.makeFolder(folder, mode: 0o700)
            let digest = try FileBytes.digest(path)
            let target = bundlePath(digest.sha256)
            if moves {
                guard path.withCString({ from in target.withCString { rename(from, $0) } }) == 0 else {
                    throw InboxError(systemError: errno, during: "keep the bundle", path: target)
                }
            } else if let bytes = try FileBytes.read(path) {
                try FileBytes.replace(target, with: bytes)
            }
            return digest.sha256
        }
    }

    /// Parses a staged bundle, trains its model, keeps both, and puts the release in force.
    func install(_ release: ReleaseReference) throws(AgentFailure) -> KnowledgeReference {
        do throws(AgentFailure) {
            let bundle = try parse(release)
            let model = try train(bundle)
            let version = bundle.knowledge.version
            try AgentFailure.classifying {
                try FileBytes.replace(folder.appending("\(release.sha256).model"), with: model)
                let catalogue = bundle.knowledge.encoded()
                try FileBytes.replace(folder.appending("\(release.sha256).catalogue"), with: catalogue)
            }
            let reference = try reference(to: release)
            try update { record in
                record.installed = ReleaseRecord.Installed(
                    version: version,
                    sha256: release.sha256,
                    source: release.source,
                    fetchedAt: release.fetchedAt ?? now(),
                    model: reference.model
                )
                record.refusedAt = nil
            }
            try clear(release.sha256)
            logger.info("ATT&CK release installed", metadata: ["attack.version": "\(version)"])
            return reference
        } catch {
            if !error.isTransient {
                try update { record in
                    record.refused[release.sha256] = error.description
                    record.refusedAt = now()
                }
                try clear(release.sha256)
            }
            throw error
        }
    }

    /// Takes a bundle away that was installed or refused.
    private func clear(_ sha256: String) throws(AgentFailure) {
        if let pending = try record().pending, pending.sha256 == sha256 { try settle(pending) }
        FileBytes.remove(bundlePath(sha256))
    }

    /// The knowledge base and the model of a release, put together.
    func load(_ release: ReleaseReference) throws(AgentFailure) -> TechniqueMapper {
        try AgentFailure.classifying {
            if isInstalled(release.sha256) {
                let catalogue = try FileBytes.read(folder.appending("\(release.sha256).catalogue")) ?? []
                let knowledge = try KnowledgeBase(encoded: catalogue)
                let model = try TechniqueModel(contentsOf: folder.appending("\(release.sha256).model").string)
                return try TechniqueMapper(
                    model: model,
                    knowledge: knowledge,
                    options: mapping.options(for: knowledge)
                )
            }
            guard release.source == "embedded" else {
                throw AgentFailure(
                    "release-missing",
                    isTransient: true,
                    "ATT&CK release \(release.sha256) is not in \(folder)"
                )
            }
            let knowledge = try KnowledgeBase.embedded(release.domain)
            return try TechniqueMapper(
                model: .embedded(release.domain),
                knowledge: knowledge,
                options: mapping.options(for: knowledge)
            )
        }
    }

    /// Runs blocking work on a thread of its own.
    func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(AgentFailure) -> Value
    ) async throws(AgentFailure) -> Value {
        let result = await BlockingThread.run { Result.catching(work) }
        guard let result else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        return try result.get()
    }

    private func parse(_ release: ReleaseReference) throws(AgentFailure) -> AttackBundle {
        try AgentFailure.classifying {
            try BundleFile.read(bundlePath(release.sha256), expecting: domain, named: release.source)
        }
    }

    /// What only reports teach comes from the embedded Enterprise model, for every release and domain: never from a model
    /// that was itself trained this way, so that a release's model does not depend on those before it.
    private func train(_ bundle: AttackBundle) throws(AgentFailure) -> [UInt8] {
        let reviewed = try reviewedSentences()
        return try AgentFailure.classifying {
            try ModelTrainer.train(
                knowledge: bundle.knowledge,
                corpus: bundle.corpus,
                base: .embedded(),
                reviewed: reviewed
            )
        }
    }
}

extension FileKind {
    /// Whether a folder is at a path.
    static func isFolder(_ path: SystemPath) -> Bool {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether a regular file is at a path.
    static func isFile(_ path: SystemPath) -> Bool {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}

extension Result {
    /// The outcome of a body with typed errors.
    static func catching(_ body: () throws(Failure) -> Success) -> Result {
        do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
    }

    /// The outcome of an asynchronous body with typed errors.
    static func awaiting(_ body: () async throws(Failure) -> Success) async -> Result {
        do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
    }
}
