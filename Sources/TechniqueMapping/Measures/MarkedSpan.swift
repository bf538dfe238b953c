package import AttackKnowledge

/// A piece of a text that a person marked as showing a technique.
///
/// Coded as a list of three: `[first scalar, scalar after the last, id]`.
package struct MarkedSpan: Hashable, Sendable {
    /// Where it is.
    package var range: ScalarRange
    /// What it shows.
    package var id: TechniqueID

    /// Makes a span.
    package init(range: ScalarRange, id: TechniqueID) {
        self.range = range
        self.id = id
    }
}

extension MarkedSpan: Codable {
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let start = try container.decode(Int.self)
        range = ScalarRange(start: start, end: try container.decode(Int.self))
        id = try container.decode(TechniqueID.self)
        guard range.start >= 0, range.end >= range.start else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected start <= end")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(range.start)
        try container.encode(range.end)
        try container.encode(id)
    }
}
