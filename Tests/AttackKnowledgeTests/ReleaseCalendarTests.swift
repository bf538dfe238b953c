import Testing

@testable import AttackKnowledge

@Suite struct ReleaseCalendarTests {
    @Test(arguments: [
        ("2025-11-12T22:03:39.105Z", "18.1"), ("2025-11-13", "18.1"), ("2024-11-11", "16.1"), ("2024-10-28", "16.0"),
        ("2025-11-14", nil), ("2025-08-01", nil), ("2019-01-01", nil), ("yesterday", nil),
    ])
    func aDateTellsTheReleaseOfTheWeekAfter(_ day: String, _ version: String?) {
        #expect(ReleaseCalendar.release(modified: day) == version)
    }

    @Test func aReleaseAfterTheCalendarIsNamedByItsDate() throws {
        let technique = Fixture.technique("T9001").replacing("2025-11-12", with: "2026-05-12")
        #expect(try AttackBundle.read(Fixture.bundle(technique)).knowledge.version == "2026-05-12")
    }

    @Test func aBundleWithoutDatesStillHasAVersion() throws {
        let technique = Fixture.technique("T9001").replacing("2025-11-12T00:00:00.000Z", with: "long ago")
        let knowledge = try AttackBundle.read(Fixture.bundle(technique)).knowledge
        #expect(knowledge.version == "undated")
        #expect(knowledge.released == nil)
        #expect(try KnowledgeBase(encoded: knowledge.encoded()).released == nil)
    }

    @Test func daysAreCountedAcrossMonthsAndLeapYears() throws {
        let days = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01"].compactMap { CalendarDay($0)?.ordinal }
        #expect(days.map { $0 - days[0] } == [0, 1, 60, 61])
        #expect(CalendarDay("2024-13-01") == nil)
        #expect(CalendarDay("2024-1-01") == nil)
    }
}
