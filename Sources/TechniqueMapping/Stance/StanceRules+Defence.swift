extension StanceRules {
    private static let shortestAdvice = 4
    private static let shortestWeakAdvice = 5
    private static let subjectReach = 5

    /// Advice: an imperative, `should`, `we recommend`, `to mitigate`, or defenders with a modal.
    func defence() -> ClosedRange<Int>? {
        if let cue = imperative() { return cue }
        guard !all.isDisjoint(with: [.should, .advice, .protecting, .defender]) else { return nil }
        for place in words.indices {
            let classes = words[place].classes
            if classes.contains(.should), isDuty(place) { return place...place }
            if classes.contains(.advice), isAdvice(place) { return place...place }
            if classes.contains(.protecting), isPurpose(place) { return place - 1...place }
            if classes.contains(.defender), let modal = first(.obligation, in: place + 1..<place + 3),
                place < Self.subjectReach,
                !isSubordinate(modal)
            {
                return place...modal
            }
        }
        return nil
    }

    /// A verb that opens the sentence and has no finite verb of its own behind it: "Block rules were deleted" has one.
    private func imperative() -> ClosedRange<Int>? {
        let place = `is`(0, .please) ? 1 : 0
        if `is`(place, .make), `is`(place + 1, .sure) { return place...place + 1 }
        if `is`(place, .negator) { return place...place }
        guard `is`(place, [.imperative, .weakImperative]), !isTitle(from: place) else { return nil }
        let shortest = `is`(place, .imperative) ? Self.shortestAdvice : Self.shortestWeakAdvice
        guard count >= shortest, !`is`(place + 1, [.colon, .comma, .subordinate]) || isEnsure(place) else { return nil }
        var index = place + 1
        while index < words.count, index - place < 12 {
            if `is`(index, [.subordinate, .semicolon]) { break }
            if `is`(index, .finite) { return nil }
            index += 1
        }
        return place...place
    }

    /// "Maintain Presence via Service", "Disable or Modify Tools": names of what attackers do.
    private func isTitle(from place: Int) -> Bool {
        guard place + 2 < words.count else { return true }
        return words[place + 1].isCapitalised && words[place + 2].isCapitalised || `is`(place + 1, .and)
    }

    private func isEnsure(_ place: Int) -> Bool { `is`(place, .imperative) && `is`(place + 1, .subordinate) }

    /// `teams should monitor`, `should be patched`; not what the answer of a server should look like.
    private func isDuty(_ place: Int) -> Bool {
        guard place > 0, !`is`(place + 2, .noted), !isSubordinate(place) else { return false }
        if `is`(place + 1, [.imperative, .weakImperative]) || `is`(place + 2, .imperative) { return true }
        if first(.defender, in: max(0, place - 4)..<place) != nil { return true }
        return `is`(place + 1, .task) && `is`(place + 2, .task)
    }

    /// `we recommend`, `are advised to`, `it is recommended that`; not "Recommended settings".
    private func isAdvice(_ place: Int) -> Bool {
        if first(.victim, in: max(0, place - 4)..<place) != nil, first(.will, in: max(0, place - 4)..<place) != nil {
            return false
        }
        return place > 0 && (`is`(place + 1, [.to, .subordinate]) || `is`(place - 1, .finite) || place <= 2)
    }

    /// `To mitigate`, `in order to protect`, at the start of a sentence or of what follows a comma.
    private func isPurpose(_ place: Int) -> Bool { `is`(place - 1, .to) && place <= Self.subjectReach }
}
