package import AttackKnowledge

/// What changed between two releases, as lines for people.
package struct DifferenceText: Sendable {
    private static let width = 100
    private let difference: KnowledgeDifference

    /// Puts a difference into words.
    package init(_ difference: KnowledgeDifference) { self.difference = difference }

    /// The lines.
    package var lines: [String] {
        let (old, new) = (difference.old, difference.new)
        var lines = [
            "ATT&CK \(difference.domain.title) \(old.version) -> \(new.version): \(old.techniques) -> \(new.techniques) "
                + "techniques in force"
        ]
        for (release, name) in [(old, "old"), (new, "new")] where release.hasTechniquesOnly {
            lines.append("The \(name) bundle has techniques only: no group, software or campaign to compare.")
        }
        if difference.isEmpty { lines.append("Nothing changed.") }
        lines += section("new tactics", difference.addedTactics.map { "\($0.id)  \($0.name)" })
        lines += section("tactics gone", difference.goneTactics.map { "\($0.id)  \($0.name)" })
        lines += section("new", difference.added.map(Self.line))
        lines += section("gone", difference.gone.map(Self.line))
        lines += section("renamed", difference.renamed.map(Self.line))
        lines += section("revoked", difference.revoked.map(Self.line))
        lines += section("deprecated", difference.deprecated.map(Self.line))
        lines += grouped("moved to other tactics", difference.moved)
        lines += grouped("other platforms", difference.platforms)
        if !old.hasTechniquesOnly, !new.hasTechniquesOnly { lines += [""] + counts }
        return lines
    }

    private var counts: [String] {
        [("groups", difference.groups), ("software", difference.software), ("campaigns", difference.campaigns)]
            .map { name, count in
                "\(name) \(count.old) -> \(count.new): \(count.added ?? 0) new, \(count.gone ?? 0) gone"
            }
    }

    private func section(_ title: String, _ rows: [String]) -> [String] {
        rows.isEmpty ? [] : ["", "\(title) (\(rows.count))"] + rows.map { "  \($0)" }
    }

    /// Techniques that changed in the same way stand together: a split tactic moves a hundred at once.
    private func grouped(_ title: String, _ changes: [KnowledgeDifference.Changed]) -> [String] {
        var order: [String] = []
        var groups: [String: [KnowledgeDifference.Changed]] = [:]
        for change in changes {
            let key = Self.change(change)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(change)
        }
        order.sort { (groups[$1]?.count ?? 0, $0) < (groups[$0]?.count ?? 0, $1) }
        var rows: [String] = []
        for key in order {
            let changes = groups[key] ?? []
            if changes.count == 1 {
                rows += changes.map { "\(key): \($0.id) \($0.name)" }
            } else {
                rows += ["\(key): \(changes.count)"] + Self.wrapped(changes.map(\.id.description))
            }
        }
        return rows.isEmpty ? [] : ["", "\(title) (\(changes.count))"] + rows.map { "  \($0)" }
    }

    private static func change(_ change: KnowledgeDifference.Changed) -> String {
        if !change.removed.isEmpty, !change.added.isEmpty {
            return "\(change.removed.joined(separator: ", ")) -> \(change.added.joined(separator: ", "))"
        }
        return change.removed.isEmpty
            ? "also \(change.added.joined(separator: ", "))" : "no longer \(change.removed.joined(separator: ", "))"
    }

    private static func line(_ named: KnowledgeDifference.Named) -> String { padded(named.id) + named.name }

    private static func line(_ revoked: KnowledgeDifference.Revoked) -> String {
        guard let successor = revoked.successor else { return padded("\(revoked.id)") + revoked.name }
        let name = revoked.successorName.map { $0 == revoked.name ? "" : " \($0)" } ?? ""
        return padded("\(revoked.id)") + "\(revoked.name) -> \(successor)\(name)"
            + (revoked.hasMoved ? " (elsewhere)" : "")
    }

    /// The name of the technique above is written once, and not at all where the line would be too long.
    private static func line(_ renamed: KnowledgeDifference.Renamed) -> String {
        let (old, new) = (parts(renamed.oldName), parts(renamed.newName))
        let line = padded("\(renamed.id)") + "\(renamed.oldName) -> \(new.name)"
        guard line.count > width - 2 || old.parent != new.parent else { return line }
        return padded("\(renamed.id)") + "\(old.name) -> \(new.name)"
    }

    private static func parts(_ name: String) -> (parent: String, name: String) {
        guard let colon = name.firstRange(of: ": ") else { return ("", name) }
        return (String(name[..<colon.lowerBound]), String(name[colon.upperBound...]))
    }

    private static func padded(_ id: String) -> String { id + String(repeating: " ", count: max(1, 11 - id.count)) }

    /// Ids in lines of a terminal's width.
    private static func wrapped(_ ids: [String]) -> [String] {
        var lines: [String] = []
        var line = " "
        for id in ids {
            if line.count + id.count + 1 > width - 2 {
                lines.append(line)
                line = " "
            }
            line += " \(id)"
        }
        return lines + [line]
    }
}
