import AttackKnowledge
import DocumentText
package import TechniqueMapping

/// Why a technique was found in a document: sentence by sentence, with what speaks for it there.
package struct TechniqueExplanation: Encodable, Sendable {
    /// One sentence.
    package struct Sentence: Encodable, Sendable {
        /// The first Unicode scalar of the sentence in the document's text.
        package let start: Int
        /// The scalar after its last.
        package let end: Int
        /// The sentence.
        package let text: String
        /// The page it begins on, for formats that have pages.
        package let page: Int?
        /// How sure this sentence alone makes us, 0 to 1.
        package let score: Double
        /// The strongest signal in it: `identifier`, `name` or `sentence`.
        package let signal: Evidence.Signal
        /// The id or name that stands in it; nil where only the model spoke.
        package let match: String?
        /// The words that speak for the technique with their share in all that does, the weightiest first.
        package let terms: [TellingTerm]
    }

    /// The name, with that of the technique above.
    package let name: String
    /// The names of its tactics.
    package let tactics: [String]
    /// The sentences, the surest first.
    package let sentences: [Sentence]

    init(_ match: TechniqueMatch, _ document: ExtractedDocument, _ knowledge: KnowledgeBase) {
        name = knowledge.fullName(of: match.id) ?? match.name
        tactics = match.tactics.map { knowledge.tactic($0)?.name ?? $0 }
        let literals = match.evidence.compactMap(\.match).map { $0.start..<$0.end }
        let excerpts = Excerpts(of: document.text, at: match.evidence.map { $0.start..<$0.end } + literals)
        sentences = match.evidence.map { evidence in
            Sentence(
                start: evidence.start,
                end: evidence.end,
                text: excerpts.text(evidence.start..<evidence.end),
                page: document.page(at: evidence.start),
                score: evidence.score,
                signal: evidence.signal,
                match: evidence.match.map { excerpts.text($0.start..<$0.end) },
                terms: evidence.tellingTerms.sorted { ($1.share, $0.text) < ($0.share, $1.text) }
            )
        }
    }
}
