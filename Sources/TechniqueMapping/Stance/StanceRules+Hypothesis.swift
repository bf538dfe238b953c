extension StanceRules {
    private static let subjectReach = 8

    /// Somebody could do it; a bare `may` or `could` describes what a program is able to do.
    func hypothesis() -> ClosedRange<Int>? {
        guard !all.isDisjoint(with: [.modal, .can, .theory, .possible, .likely]) else { return nil }
        for place in words.indices {
            let classes = words[place].classes
            if classes.contains(.theory), first([.modal, .can], in: max(0, place - 3)..<place + 4) != nil || place < 2 {
                return place...place
            }
            if classes.contains(.possible), isPossible(place) { return place...place }
            if classes.contains(.likely), `is`(place - 1, .will) { return place - 1...place }
            if classes.contains(.modal), let cue = modal(place) { return cue }
        }
        return nil
    }

    /// `Had it been so, they would have ...`: a condition that was not met.
    func neverHappened() -> ClosedRange<Int>? {
        guard all.contains(.would), `is`(0, [.had, .condition]), let would = first(.would, in: 1..<words.count),
            `is`(would + 1, .have)
        else { return nil }
        return would...would + 1
    }

    /// `it is possible that`, `it remains possible that`.
    private func isPossible(_ place: Int) -> Bool {
        (`is`(place - 2, .it) || `is`(place - 3, .it)) && `is`(place + 1, .subordinate)
    }

    private func modal(_ place: Int) -> ClosedRange<Int>? {
        // "could potentially allow", "would then let".
        for index in place + 1...place + 2 where isOutcome(index, of: place) { return place...index }
        if `is`(place, .would), `is`(place + 1, .have) || `is`(place + 2, .able) { return place...place + 1 }
        if isSubordinate(place), first(.anyone, in: max(0, place - Self.subjectReach)..<place) == nil { return nil }
        var index = place - 1
        while index >= 0, place - index <= Self.subjectReach, !`is`(index, [.semicolon, .colon]) {
            if `is`(index, .anyone) || `is`(index, .weakness) { return index...place }
            if `is`(index, .attacker), isIndefinite(index) { return index...place }
            index -= 1
        }
        return nil
    }

    /// `could allow`, `might lead to`; what a script would cause, it did.
    private func isOutcome(_ index: Int, of modal: Int) -> Bool {
        `is`(index, .granting) || (`is`(index, .effect) && !`is`(modal, .would))
    }

    /// `an attacker`, `a remote, unauthenticated attacker`.
    private func isIndefinite(_ place: Int) -> Bool {
        var index = place - 1
        while index >= 0, place - index <= 4 {
            if `is`(index, .article) { return true }
            index -= 1
        }
        return false
    }
}
