import AttackKnowledge

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Doctor {
    /// The releases in force, their models, and where newer ones come from.
    func knowledge() -> [Check] {
        configuration.domains.map(release) + [source()]
    }

    private func release(_ domain: AttackDomain) -> Check {
        let now = now
        let library = KnowledgeLibrary(configuration.limited(to: domain), now: { now }, logger: logger)
        do {
            // Loading the mapper refuses a model that was trained for other facts.
            let knowledge = try library.status()
            let version = knowledge.release.version ?? "unknown"
            return Check(
                "ATT&CK and model",
                .ok,
                "\(knowledge.release.domain.title) \(version) (\(knowledge.release.source)), model \(knowledge.model)"
            )
        } catch {
            return Check(
                "ATT&CK and model",
                .failed,
                "\(error)",
                remedy: "remove \(StateFolder(configuration.state).attack) to go back to the embedded release"
            )
        }
    }

    private func source() -> Check {
        let text = configuration.releaseURL
        let remedy = "set attack.source-url to an https address; {domain} stands for the domain"
        guard configuration.updateInterval != nil else {
            return Check("ATT&CK source", .ok, "updates are off")
        }
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("{"), !text.contains("}")
        else { return Check("ATT&CK source", .failed, "attack.source-url is not an address", remedy: remedy) }
        guard url.scheme?.lowercased() == "https" else {
            return Check(
                "ATT&CK source",
                .warning,
                "\(host) is asked over \(url.scheme ?? "plain text"): anybody on the way can change the answer",
                remedy: remedy
            )
        }
        return Check("ATT&CK source", .ok, "\(host), over TLS")
    }
}
