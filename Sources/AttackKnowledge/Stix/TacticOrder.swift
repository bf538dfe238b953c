/// Gives tactics a place, and a name if need be, when a bundle doesn't.
///
/// The embedded catalogue lends them: a tactic that it knows keeps its place there, its id and its name. A tactic that
/// it doesn't know, such as one that a later release split off, takes the mean place of the tactics that its techniques
/// have in the catalogue, and a name made of its short name. Nothing is lent but order and names.
struct TacticOrder {
    private let reference: KnowledgeBase
    private let places: [String: Int]

    init(_ reference: KnowledgeBase) {
        self.reference = reference
        places = Dictionary(reference.tactics.enumerated().map { ($1.shortName, $0) }) { first, _ in first }
    }

    /// The tactics, with and without objects of their own, in order.
    func arrange(_ tactics: [Tactic], unnamed: [String], techniques: [String: [TechniqueID]]) -> [Tactic] {
        let all = tactics + unnamed.map { reference.tactic($0) ?? named($0) }
        let placed = all.map { (place: place(of: $0.shortName, techniques[$0.shortName, default: []]), tactic: $0) }
        return placed.sorted { ($0.place, $0.tactic.shortName) < ($1.place, $1.tactic.shortName) }.map(\.tactic)
    }

    private func place(of shortName: String, _ techniques: [TechniqueID]) -> Double {
        if let place = places[shortName] {
            return Double(place)
        }
        let neighbours = techniques.compactMap { reference.current($0).flatMap { reference.technique($0) } }
            .flatMap(\.tactics)
            .compactMap { places[$0] }
        guard !neighbours.isEmpty else { return Double(places.count) }
        return Double(neighbours.reduce(0, +)) / Double(neighbours.count)
    }

    /// A tactic with nothing but a short name.
    private func named(_ shortName: String) -> Tactic {
        let words = shortName.split(separator: "-")
            .map { word in
                ["and", "of", "the"].contains(word) ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
            }
        return Tactic(id: shortName, shortName: shortName, name: words.joined(separator: " "), stixID: "")
    }
}
