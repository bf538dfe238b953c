import AttackKnowledge

extension JSONReport {
    /// What differs from the report before.
    static func value(_ difference: ReportDifference) -> JSONValue {
        let before = difference.before
        return .object([
            (
                "before",
                .object([
                    ("attack", .string(before.attack)),
                    ("generatedAt", .string(before.generatedAt)),
                    ("model", .string(before.model)),
                    ("version", .integer(before.version)),
                ])
            ),
            ("changed", .array(difference.changed.map(value))),
            ("gained", .array(difference.gained.map(value))),
            ("lost", .array(difference.lost.map(value))),
        ])
    }

    /// A technique that an analyst rejected.
    static func value(_ rejected: RejectedTechnique) -> JSONValue {
        .object([
            ("evidence", .array(rejected.evidence.map(value))),
            ("id", .string(rejected.id.description)),
            ("name", .string(rejected.name)),
            ("score", .number(rejected.score)),
            ("tactics", .strings(rejected.tactics)),
            ("writtenAs", .strings(rejected.writtenAs)),
        ])
    }

    private static func value(_ item: ReportDifference.Item) -> JSONValue {
        .object([
            ("id", .string(item.id.description)),
            ("name", .string(item.name)),
            ("score", .number(item.score)),
        ])
    }

    private static func value(_ shift: ReportDifference.Shift) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("after", .number(shift.after)),
            ("before", .number(shift.before)),
            ("id", .string(shift.id.description)),
            ("name", .string(shift.name)),
        ]
        if let replaces = shift.replaces {
            members.append(("replaces", .string(replaces.description)))
        }
        return .object(members)
    }
}
