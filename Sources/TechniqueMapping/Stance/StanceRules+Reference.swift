extension StanceRules {
    private static let reach = 6

    /// The sentence sends its reader elsewhere from its first words on.
    func reference() -> ClosedRange<Int>? {
        let place = `is`(0, .please) ? 1 : 0
        if `is`(place, .pointer), `is`(place + 1, .colon) { return place...place + 1 }
        // "For more information", "More details on this can be found in our report".
        if `is`(place, .purpose), `is`(place + 1, .more), `is`(place + 2, .material) { return place...place + 2 }
        if `is`(place, .more), `is`(place + 1, .material), first(.our, in: place + 2..<words.count) != nil {
            return place...place + 1
        }
        guard `is`(place, .pointer), !`is`(place + 1, .comma) else { return nil }
        // "See Table 4", "Read our blog post", "Learn more", "Download the full report".
        if let material = first([.material, .more], in: place + 1..<place + 1 + Self.reach),
            first([.finite, .comma], in: place + 1..<material) == nil
        {
            return place...material
        }
        return `is`(place + 1, .our) ? place...place + 1 : nil
    }
}
