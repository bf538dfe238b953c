/// A word of a text as names are compared: its letters without case, and its stem.
struct NameWord {
    var start: Int
    var end: Int
    /// The hash of the word in lower case.
    var folded: UInt64
    /// The hash of its stem.
    var stem: UInt64
    /// Whether only blanks, hyphens, slashes and the like stand between this word and the one before.
    var isJoined: Bool

    /// Which hash is compared.
    enum Form {
        case folded
        case stem
    }

    @inline(__always)
    func hash(_ form: Form) -> UInt64 {
        switch form {
        case .folded: folded
        case .stem: stem
        }
    }
}
