extension StanceRules {
    private static let reach = 4

    /// What happens is denied in the only clause that states something, or in the last.
    func negation() -> ClosedRange<Int>? {
        guard !all.isDisjoint(with: [.negator, .no, .failing, .lacking, .ruled, .neither]) else { return nil }
        for place in words.indices {
            let classes = words[place].classes
            if classes.contains(.negator), let cue = deniedVerb(place) { return cue }
            if classes.contains(.no), let cue = deniedNoun(place) ?? deniedTime(place) { return cue }
            if classes.contains(.failing), isFailure(place), isStated(place) { return place...place }
            if classes.contains(.lacking), !`is`(place - 1, .article), !`is`(place + 1, .out), isStated(place) {
                return place...place
            }
            if classes.contains(.ruled), `is`(place + 1, .out), isStated(place) { return place...place + 1 }
            if classes.contains(.neither), place == 0 { return place...place }
        }
        return nil
    }

    /// `did not inject`, `was never seen`; not `not only`, `does not need`.
    private func deniedVerb(_ place: Int) -> ClosedRange<Int>? {
        guard place > 0, !`is`(place + 1, .excused), isStated(place) else { return nil }
        // "could not", "may not": nobody says that it did not happen.
        if `is`(place - 1, [.modal, .should, .will, .can]) { return nil }
        // "was not yet patched", "have not been detected".
        for index in place + 1...place + 2 where `is`(index, .excused) { return nil }
        return place - 1...min(place + 1, words.count - 1)
    }

    /// `no evidence of`, `contains no checks`, `no data was taken`; not `no user interaction`.
    private func deniedNoun(_ place: Int) -> ClosedRange<Int>? {
        if `is`(place - 1, .leaving) { return nil }
        if `is`(place + 1, .trace) || `is`(place + 2, .trace) { return isStated(place) ? place...place + 1 : nil }
        for index in place + 1...place + 3 where `is`(index, .excused) { return nil }
        guard isStated(place), first(.semicolon, in: place..<words.count) == nil else { return nil }
        if `is`(place - 1, .holding) { return place - 1...place }
        // "No files were encrypted" as the main clause.
        guard place == 0 || `is`(place - 1, .comma), let verb = first(.finite, in: place + 2..<place + 2 + Self.reach)
        else { return nil }
        return place...verb
    }

    /// `At no point`, `in no case`, at the start.
    private func deniedTime(_ place: Int) -> ClosedRange<Int>? {
        place == 1 && `is`(0, .preposition) && isStated(place) ? 0...min(2, words.count - 1) : nil
    }

    private func isFailure(_ place: Int) -> Bool {
        `is`(place + 1, .to) || `is`(place - 1, .finite) && place + 1 >= words.count
    }

    /// Nothing else is told before or behind it, and no clause hangs it on something else.
    private func isStated(_ place: Int) -> Bool {
        if isSubordinate(place) { return false }
        if first(.contrast, in: place + 1..<words.count) != nil { return false }
        // "It runs the file and does not remove it": the first half stands.
        var index = place - 1
        while index >= 4 {
            if `is`(index, [.and, .contrast]) { return false }
            index -= 1
        }
        return true
    }
}
