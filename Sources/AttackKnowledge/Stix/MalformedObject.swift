/// What is wrong with one object of a bundle, as the end of a sentence about it.
struct MalformedObject: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
