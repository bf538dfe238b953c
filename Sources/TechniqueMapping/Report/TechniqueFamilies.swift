internal import AttackKnowledge

/// The classes of a model in families: a technique with its sub-techniques, or a technique that has none.
struct TechniqueFamilies: Sendable {
    /// The members of each family, by class index, in order; the parent is the first if it is a class.
    let members: [[Int]]
    /// The family of each class.
    let family: [Int]
    /// The position of the class of each class's parent; -1 for a class that has none.
    let parent: [Int]

    /// The number of families.
    var count: Int { members.count }

    /// Groups classes, which are in order of their ids.
    init(_ classes: [TechniqueID]) {
        var members: [[Int]] = []
        var family: [Int] = []
        var parent: [Int] = []
        var known: [TechniqueID: Int] = [:]
        let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        for (index, id) in classes.enumerated() {
            let head = id.parent ?? id
            let number = known[head] ?? members.count
            if number == members.count {
                known[head] = number
                members.append([])
            }
            members[number].append(index)
            family.append(number)
            parent.append(id.parent.flatMap { positions[$0] } ?? -1)
        }
        self.members = members
        self.family = family
        self.parent = parent
    }
}
