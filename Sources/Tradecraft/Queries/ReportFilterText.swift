package import AttackKnowledge
import GRDB

/// What filters of reports are called by people, and what the database has of it.
package struct ReportFilterText {
    private let database: QueryDatabase
    private var knowledge: ReportKnowledge

    /// Reads filters for a database.
    package init(_ database: QueryDatabase, _ knowledge: ReportKnowledge) {
        (self.database, self.knowledge) = (database, knowledge)
    }

    /// A group, software or a campaign by its id, name or alias.
    ///
    /// - Throws: ``StartupError`` 64 where neither ATT&CK nor a report has one of that name.
    package mutating func entity(_ kind: String, _ name: String) throws -> ReportFilter.Finding {
        var values = try knowledge.entities(kind, called: name)
        let isID = name.dropFirst().allSatisfy(\.isNumber) && name.count > 1 && name.first?.isLetter == true
        if isID { values.insert(name) }
        if values.isEmpty { values = try database.values(kind, named: name) }
        guard !values.isEmpty else {
            let example = ["group": "G0016", "software": "S0154", "campaign": "C0024"][kind] ?? "an id"
            throw StartupError(
                .usage,
                "--\(kind): nothing is called \"\(name)\", in ATT&CK or in a report; expected an id such as \(example), "
                    + "a name or an alias"
            )
        }
        return ReportFilter.Finding(kind: kind, values: values)
    }

    /// A technique by its id, also one that ATT&CK has since replaced.
    ///
    /// - Returns: the technique, and what a reader should know where it has another id today.
    /// - Throws: ``StartupError`` 64 where neither a release at hand nor a report has it.
    package mutating func technique(_ id: TechniqueID) throws -> (id: TechniqueID, notice: String?) {
        for domain in AttackDomain.allCases {
            let release = try knowledge.current(domain)
            if release.technique(id) != nil { return (id, nil) }
            if let current = release.current(id) { return (current, "\(id) is \(current) since ATT&CK replaced it") }
        }
        guard try database.hasTechnique(id) else {
            throw StartupError(.usage, "--technique: \(id) is no technique of ATT&CK, and no report has it")
        }
        return (id, nil)
    }

    /// A tactic by its id, name or short name.
    ///
    /// - Throws: ``StartupError`` 64 where no release at hand has it.
    package mutating func tactic(_ name: String) throws -> ReportFilter.Finding {
        var values = try knowledge.tactics(called: name)
        // One that ATT&CK has since split or renamed is in the reports of then.
        if values.isEmpty, try database.has("tactic", name) { values = [name] }
        guard !values.isEmpty else {
            let known = try knowledge.current(.enterprise).tactics.map(\.shortName).joined(separator: ", ")
            throw StartupError(
                .usage,
                "--tactic: expected an id such as TA0002 or a name such as execution, found \"\(name)\"; "
                    + "Enterprise has \(known)"
            )
        }
        return ReportFilter.Finding(kind: "tactic", values: values)
    }

    /// An indicator, also as documents write it: `hxxps://evil[.]example`.
    package static func indicator(_ text: String) -> ReportFilter.Finding {
        ReportFilter.Finding(kind: "indicator", values: [text, RefangedText.of(text)])
    }

    /// A confidence: `low`, `medium`, `high`, or 0 to 1; nil where the text is neither.
    package static func confidence(_ text: String) -> Double? {
        switch text.lowercased() {
        case "low": return 0
        case "medium": return 0.5
        case "high": return 0.8
        default:
            guard let value = Double(text), (0...1).contains(value) else { return nil }
            return value
        }
    }
}

extension QueryDatabase {
    /// The values of findings that have a name; there is no index of names, so that all of the kind are looked at.
    fileprivate func values(_ kind: String, named name: String) throws(StartupError) -> Set<String> {
        try read("look for a name") { db in
            try String.fetchSet(
                db,
                sql: "SELECT DISTINCT value FROM finding WHERE kind = ? AND name = ? COLLATE NOCASE",
                arguments: [kind, name]
            )
        }
    }

    fileprivate func hasTechnique(_ id: TechniqueID) throws(StartupError) -> Bool {
        try read("look for a technique") { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM \"match\" WHERE technique = ?)",
                arguments: [id.description]
            ) ?? false
        }
    }

    fileprivate func has(_ kind: String, _ value: String) throws(StartupError) -> Bool {
        try read("look for a name") { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM finding WHERE kind = ? AND value = ?)",
                arguments: [kind, value.lowercased()]
            ) ?? false
        }
    }
}
