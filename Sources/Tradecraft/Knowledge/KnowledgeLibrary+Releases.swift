package import AttackKnowledge
import Inbox

#if canImport(Glibc)
import Glibc
#endif

/// Releases by the names that people give them.
extension KnowledgeLibrary {
    /// Finds the facts of two releases of the same domain.
    ///
    /// A name is `embedded`, the path of a bundle (plain or gzipped), or the version of a release that was fetched or
    /// imported, or is embedded. A file tells the domain; else it is the one of the configuration.
    ///
    /// - Throws: ``AgentFailure`` for a bundle that is damaged; ``StartupError`` where there is no such release.
    package func releases(_ old: String, _ new: String) throws -> (old: KnowledgeBase, new: KnowledgeBase) {
        let files = try (old: bundle(old), new: bundle(new))
        let domain = (files.old ?? files.new)?.domain ?? domain
        if let other = files.new, other.domain != domain {
            throw StartupError(
                .badData,
                "two releases of one domain can be compared: \(old) is of \(domain.rawValue), \(new) of "
                    + other.domain.rawValue
            )
        }
        return (try files.old ?? held(old, domain), try files.new ?? held(new, domain))
    }

    /// The facts of the release in force, without its model.
    func knowledgeInForce() throws(AgentFailure) -> KnowledgeBase {
        let release = try current()
        return try AgentFailure.classifying {
            guard isInstalled(release.sha256),
                let bytes = try FileBytes.read(folder.appending("\(release.sha256).catalogue"))
            else { return try KnowledgeBase.embedded(domain) }
            return try KnowledgeBase(encoded: bytes)
        }
    }

    private func bundle(_ name: String) throws -> KnowledgeBase? {
        let path = SystemPath(name)
        guard name != "embedded", FileKind.isFile(path) else { return nil }
        do throws(AgentFailure) {
            return try AgentFailure.classifying { try BundleFile.read(path, expecting: nil).knowledge }
        } catch {
            throw AgentFailure(error.failureCode, isTransient: error.isTransient, "\(name): \(error)")
        }
    }

    private func held(_ name: String, _ domain: AttackDomain) throws -> KnowledgeBase {
        let embedded = try AgentFailure.classifying { try KnowledgeBase.embedded(domain) }
        if name == "embedded" { return embedded }
        let held = try catalogues().filter { $0.domain == domain }
        if let found = (held + [embedded]).first(where: { $0.version == name }) { return found }
        let versions = Set(held.map(\.version)).sorted().joined(separator: ", ")
        throw StartupError(
            .unavailable,
            "\(name): no such file, and no such release of \(domain.rawValue) is held; "
                + (versions.isEmpty ? "" : "held: \(versions), ") + "embedded: \(embedded.version)"
        )
    }

    /// The facts of every release in the state folder; one that cannot be read is none that can be compared.
    private func catalogues() throws -> [KnowledgeBase] {
        guard let stream = folder.withCString({ opendir($0) }) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".catalogue") { names.append(name) }
        }
        return try names.sorted()
            .compactMap { name in
                guard let bytes = try FileBytes.read(folder.appending(name)) else { return nil }
                do throws(KnowledgeError) {
                    return try KnowledgeBase(encoded: bytes)
                } catch {
                    // Written by another version of the program, say: nothing here depends on it.
                    return nil
                }
            }
    }
}
