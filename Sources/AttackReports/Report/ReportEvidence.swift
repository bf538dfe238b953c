/// A sentence of the document that speaks for a match.
package struct ReportEvidence: Codable, Hashable, Sendable {
    /// Where the sentence starts in the extracted text, in Unicode scalars.
    package let start: Int
    /// Where the sentence ends in the extracted text, in Unicode scalars; the end is not part of it.
    package let end: Int
    /// The sentence as it stands in the extracted text.
    package let text: String
    /// The page that it is on, counted from 1, for formats that have pages.
    package let page: Int?
    /// The part of the document that it is in: a sheet, a slide, an attached file.
    package let part: String?
    /// The heading that it stands under.
    package let section: String?
    /// How strongly this sentence alone speaks for the match, 0 to 1.
    package let score: Double
    /// What made it evidence.
    package let signal: EvidenceSignal
    /// The words of the sentence that weighed most.
    package let terms: [String]

    /// Creates a piece of evidence.
    package init(
        start: Int,
        end: Int,
        text: String,
        page: Int? = nil,
        part: String? = nil,
        section: String? = nil,
        score: Double,
        signal: EvidenceSignal,
        terms: [String] = []
    ) {
        self.start = start
        self.end = end
        self.text = text
        self.page = page
        self.part = part
        self.section = section
        self.score = Score.kept(score)
        self.signal = signal
        self.terms = terms
    }
}
