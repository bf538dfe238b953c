/// Where something is written, up to a number of places, and in which ways.
struct LiteralHits {
    /// One place.
    struct Place {
        var sentence: Int
        var match: Range<Int>
    }

    private(set) var places: [Place] = []
    private(set) var forms: [String] = []
    private let limit: Int
    private static let maximumForms = 20

    init(limit: Int) { self.limit = limit }

    /// Notes a place.
    ///
    /// Of the same sentence only the first counts.
    mutating func add(sentence: Int, match: Range<Int>, form: @autoclosure () -> String) {
        if places.count < limit, places.last?.sentence != sentence {
            places.append(Place(sentence: sentence, match: match))
        }
        if forms.count < Self.maximumForms {
            let form = form()
            if !forms.contains(form) { forms.append(form) }
        }
    }
}
