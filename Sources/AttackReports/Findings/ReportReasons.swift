/// Why a technique is in a report, in a few words: how many sentences speak for it, and what makes each of them do so.
enum ReportReasons {
    /// The reasons, the plainest first; none where the report holds no sentence.
    static func of(_ technique: ReportedTechnique) -> [String] {
        [EvidenceSignal.analyst, .identifier, .name, .sentence]
            .compactMap { signal in
                let count = technique.evidence.count { $0.signal == signal }
                return count == 0 ? nil : phrase(signal, count)
            }
    }

    private static func phrase(_ signal: EvidenceSignal, _ count: Int) -> String {
        let sentences = Phrase.count(count, "sentence")
        return switch signal {
        case .analyst: "\(sentences) pointed out by an analyst"
        case .identifier: "\(sentences) \(count == 1 ? "writes" : "write") its id"
        case .name: "\(sentences) \(count == 1 ? "names" : "name") it"
        case .sentence: "\(sentences) \(count == 1 ? "reads" : "read") like it"
        }
    }
}
