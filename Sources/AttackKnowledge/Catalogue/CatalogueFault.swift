/// What is wrong with one line of a stored knowledge base.
struct CatalogueFault: Error {
    let reason: String
    let line: Int

    init(_ reason: String, line: Int) {
        self.reason = reason
        self.line = line
    }
}
