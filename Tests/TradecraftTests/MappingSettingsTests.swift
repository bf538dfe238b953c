import AttackKnowledge
import Foundation
import TechniqueMapping
import Testing

@testable import Tradecraft

/// The keys `mapping.*` and the release that they are about.
@Suite struct MappingSettingsTests {
    private func settings(_ flags: [String: ConfigurationValue]) throws -> EffectiveConfiguration {
        try EffectiveConfiguration(file: "/dev/null", flags: flags)
    }

    @Test func listsAreReadFromTextAndFromYAML() throws {
        let text = try settings(["mapping.allow": .text("T1059 , T1566.001"), "mapping.platforms": .text("windows")])
        #expect(text.values.mapping.allow.map(\.description) == ["T1059", "T1566.001"])
        let folder = try TemporaryFolder()
        let file = try folder.file("c.yaml", "mapping:\n  deny: [T1059]\n  sensitivity: high\n  platforms: [Linux]\n")
        let values = try EffectiveConfiguration(file: file).values.mapping
        #expect(values.deny.map(\.description) == ["T1059"])
        #expect(values.sensitivity == .high && values.platforms == ["Linux"] && values.allow.isEmpty)
    }

    @Test func anIDOfAnOlderReleaseStandsForWhatReplacedIt() throws {
        let knowledge = try KnowledgeBase.embedded()
        let options = try settings(["mapping.deny": .text("T1086")]).values.mapping.options(for: knowledge)
        #expect(options.selection.denied.map(\.description) == ["T1059.001"])
        #expect(options.selection.allowed == nil && options.selection.platforms == nil)
    }

    @Test(arguments: [
        ("mapping.allow", "T1059, T9999", "T9999"), ("mapping.deny", "T8888", "T8888"),
        ("mapping.platforms", "Windows, Amiga", "Amiga"),
    ])
    func whatTheReleaseDoesNotKnowIsRefusedWithWhatWasExpected(key: String, value: String, wrong: String) throws {
        let folder = try TemporaryFolder()
        let effective = try settings([key: .text(value), "state.path": .text("\(folder.path)/state")])
        let error = #expect(throws: ConfigurationError.self) {
            try effective.checkSelection(of: KnowledgeLibrary(silently: effective.values))
        }
        #expect(error?.key == key && error?.place == "flag")
        #expect(error?.detail.hasPrefix("expected ") == true && error?.detail.hasSuffix("found \"\(wrong)\"") == true)
    }

    @Test func platformsAreComparedWithoutCase() throws {
        try settings(["mapping.platforms": .text("windows,MACOS")]).values.mapping.check(against: .embedded())
    }

    @Test(arguments: [("ics", AttackDomain.ics), ("mobile-attack", .mobile)])
    func aDomainIsNamedShortOrAsItsBundles(text: String, domain: AttackDomain) throws {
        #expect(try settings(["attack.domain": .text(text)]).values.domain == domain)
    }

    @Test func aDomainMayBeLeftToTheDocuments() throws {
        let told = try settings(["attack.domain": .text("auto")]).values
        #expect(told.detectsDomain && told.domain == .enterprise && told.domains == AttackDomain.allCases)
        let key = try #require(ConfigurationKey.all.first { $0.name == "attack.domain" })
        #expect(key.show(told) == "auto")
        let limited = told.limited(to: .ics)
        #expect(!limited.detectsDomain && limited.domains == [.ics] && key.show(limited) == "ics-attack")
        let set = try settings(["attack.domain": .text("mobile")]).values
        #expect(!set.detectsDomain && set.domains == [.mobile])
    }
}
