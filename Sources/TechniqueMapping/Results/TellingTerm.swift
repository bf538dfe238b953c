/// A word, or two that belong together, that speak for a technique in a sentence.
///
/// Recordings of before the share was kept are a plain string; their share is 0.
package struct TellingTerm: Hashable, Sendable {
    /// The words as the text writes them; where others stand between two, an ellipsis stands for those.
    package var text: String
    /// Its share in all that speaks for the technique in the sentence, 0 to 1.
    package var share: Double

    /// Makes a term.
    package init(text: String, share: Double) {
        self.text = text
        self.share = share
    }
}

extension TellingTerm: Codable {
    private enum CodingKeys: String, CodingKey {
        case text, share
    }

    package init(from decoder: any Decoder) throws {
        do {
            text = try decoder.singleValueContainer().decode(String.self)
            share = 0
        } catch DecodingError.typeMismatch {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            text = try container.decode(String.self, forKey: .text)
            share = try container.decode(Double.self, forKey: .share)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(share, forKey: .share)
    }
}
