import AttackKnowledge

/// The writer of `event.misp.json`.
enum MISPReport {
    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase) -> [UInt8] {
        JSONValue.object([]).bytes()
    }
}
