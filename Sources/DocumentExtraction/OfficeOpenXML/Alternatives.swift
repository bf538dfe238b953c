/// Follows places where a document says one thing in two ways: for new programs, and for old ones.
///
/// The second is wanted only where the first said nothing.
struct Alternatives {
    /// How much text there was when each open choice began.
    private var sizes: [Int] = []

    /// A choice begins after so much text.
    mutating func begin(after size: Int) {
        sizes.append(size)
    }

    /// Whether the alternative for old programs says again what was said.
    func isFallbackNeedless(after size: Int) -> Bool { (sizes.last ?? size) < size }

    /// The choice is over.
    mutating func end() {
        _ = sizes.popLast()
    }
}
