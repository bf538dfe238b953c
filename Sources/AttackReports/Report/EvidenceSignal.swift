/// What in a sentence made it evidence.
package enum EvidenceSignal: String, Codable, CaseIterable, Hashable, Sendable {
    /// The model: the sentence reads like descriptions of the technique.
    case sentence
    /// An ATT&CK id is written in the text.
    case identifier
    /// A name or an alias is written in the text.
    case name
    /// An analyst says so.
    case analyst

    /// The signal in a few words, as a reader sees it.
    package var explanation: String {
        switch self {
        case .sentence: "reads like this behaviour"
        case .identifier: "id written in the document"
        case .name: "named in the document"
        case .analyst: "pointed out by an analyst"
        }
    }
}
