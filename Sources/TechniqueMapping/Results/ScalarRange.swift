/// A half-open range of Unicode scalars of a text.
package struct ScalarRange: Hashable, Codable, Sendable {
    /// The first scalar.
    package var start: Int
    /// The scalar after the last.
    package var end: Int

    /// Makes a range.
    package init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }
}
