/// Tells of which domain a bundle is.
enum DomainFinder {
    /// The domains of a bundle: those of its matrices in force, else of its techniques' kill chains, else those that
    /// all its techniques state.
    static func domains(of entities: [StixEntity]) -> Set<AttackDomain> {
        let active = entities.filter(\.isActive)
        let matrices = active.filter { $0.kind == .matrix }.compactMap { AttackDomain(rawValue: $0.attackID) }
        guard matrices.isEmpty else { return Set(matrices) }
        let techniques = active.filter { $0.kind == .technique }
        let chains = Set(techniques.flatMap { $0.phases.compactMap(\.chain) })
        let byChain = AttackDomain.allCases.filter { chains.contains($0.killChainName) }
        guard byChain.isEmpty else { return Set(byChain) }
        let stated = AttackDomain.allCases.filter { domain in
            techniques.allSatisfy { $0.domains.contains(domain.rawValue) }
        }
        return Set(stated)
    }

    /// The domain to read.
    static func choose(
        among domains: Set<AttackDomain>,
        expecting expected: AttackDomain?
    ) throws(KnowledgeError) -> AttackDomain {
        let found = domains.map(\.rawValue).sorted().joined(separator: " and ")
        if let expected {
            guard domains.contains(expected) else {
                let other = domains.isEmpty ? "no ATT&CK domain" : found
                throw refusal("the bundle is of \(other), expected \(expected.rawValue)")
            }
            return expected
        }
        guard let domain = domains.first else { throw refusal("the bundle is of no ATT&CK domain") }
        guard domains.count == 1 else { throw refusal("the bundle is of \(found); say which to read") }
        return domain
    }

    private static func refusal(_ detail: String) -> KnowledgeError {
        KnowledgeError(.wrongDomain, during: "read bundle", detail)
    }
}
