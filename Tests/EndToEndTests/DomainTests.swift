import Foundation
import Testing

/// Documents about phones and plants, mapped without a network.
@Suite(.timeLimit(.minutes(6))) struct DomainTests {
    private static let phone =
        "The Android app was sideloaded as an APK, read SMS messages and asked for more permissions."
    private static let plant = "The attacker stopped the PLC, changed its ladder logic over Modbus and blinded the HMI."
    private static let office = "The actor ran an encoded PowerShell command and dumped credentials from LSASS memory."

    private struct Result: Decodable {
        struct Technique: Decodable { let id: String }
        let domain: String
        let techniques: [Technique]
        let warnings: [String]
    }

    private struct Report: Decodable {
        struct Attack: Decodable { let domain: String }
        let attack: Attack
        let warnings: [String]
    }

    private struct Line: Decodable {
        let id: String
        let domain: String?
    }

    @Test(arguments: ["mobile", "ics"])
    func everyDomainWorksOfflineAtOnce(_ domain: String) async throws {
        let installation = try Installation()
        try installation.drop("report.txt", domain == "ics" ? Self.plant : Self.phone)
        let outcome = try await installation.run("evaluate", "inbox/report.txt", "--domain", domain, "--json")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let results = try JSONDecoder().decode([Result].self, from: Data(outcome.output.utf8))
        #expect(results.map(\.domain) == ["\(domain)-attack"] && results.allSatisfy { $0.warnings.isEmpty })
        let info = try await installation.run("model", "info", "--domain", domain, "--json")
        #expect(info.exitCode == 0, "\(info.errors)")
    }

    @Test func oneShotDocumentsTellTheirDomain() async throws {
        let installation = try Installation()
        for (name, text) in [("a.txt", Self.phone), ("b.txt", Self.plant), ("c.txt", Self.office)] {
            try installation.drop(name, text)
        }
        let files = ["inbox/a.txt", "inbox/b.txt", "inbox/c.txt"]
        let outcome = try await installation.run(
            "evaluate",
            files[0],
            files[1],
            files[2],
            "--domain",
            "auto",
            "--json"
        )
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let results = try JSONDecoder().decode([Result].self, from: Data(outcome.output.utf8))
        #expect(results.map(\.domain) == ["mobile-attack", "ics-attack", "enterprise-attack"])
        #expect(results.map(\.warnings.count) == [1, 1, 0])
        #expect(results[1].warnings.first?.hasPrefix("Taken for a document of ATT&CK ICS") == true)
    }

    @Test func theFilterNamesTheDomainOfEachLineWhereLinesTellTheirs() async throws {
        let installation = try Installation()
        let input = [("p", Self.phone), ("o", Self.office)]
            .map { "{\"id\":\"\($0.0)\",\"text\":\"\($0.1)\"}\n" }
            .joined()
        let told = try await installation.run("evaluate", "--ndjson", "--domain", "auto", input: input)
        let lines = try told.output.split(separator: "\n")
            .map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
        #expect(lines.map(\.id) == ["p", "o"])
        #expect(lines.map(\.domain) == ["mobile-attack", "enterprise-attack"])
        let set = try await installation.run("evaluate", "--ndjson", input: input)
        #expect(!set.output.contains("\"domain\""))
        let wrong = try await installation.run("evaluate", "--ndjson", "--domain", "auto", "--model", "m.tcm")
        #expect(wrong.exitCode == 64, "\(wrong.errors)")
    }

    /// The choice is made once, by the task that maps, and stays with its recorded result: the report is of that domain.
    @Test func theDaemonReportsEachDocumentInItsDomain() async throws {
        let installation = try Installation()
        try installation.drop("phone.txt", Self.phone)
        try installation.drop("plant.txt", Self.plant)
        try installation.drop("office.txt", Self.office)
        let outcome = try await installation.drain("--domain", "auto")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        var domains: [String: String] = [:]
        var warnings: [String: Int] = [:]
        for folder in try installation.names(in: installation.outbox) {
            let file = installation.outbox.appending(path: "\(folder)/report.json")
            let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file))
            let name = String(folder.prefix { $0 != "." })
            domains[name] = report.attack.domain
            warnings[name] = report.warnings.count
        }
        #expect(domains == ["phone": "mobile-attack", "plant": "ics-attack", "office": "enterprise-attack"])
        #expect(warnings == ["phone": 1, "plant": 1, "office": 0])
    }
}
