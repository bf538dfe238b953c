import Testing

@testable import TechniqueMapping

@Suite("Out of fold")
struct OutOfFoldTests {
    private func reports(_ names: [String]) -> [TrainingReport] {
        names.map { name in
            TrainingReport(
                name: name,
                coverage: .annotated,
                gold: [],
                rows: [],
                literals: LiteralSignals(classCount: 0)
            )
        }
    }

    private let names = (0..<43).map { "report \($0)" }

    /// The sentences of a report and the report as a whole must not be on both sides.
    @Test func reportsOfOneNameAreInOnePart() {
        let parts = OutOfFold.parts(of: reports(names + names.reversed()), count: 5, shuffle: 0)
        for index in names.indices { #expect(parts[index] == parts[2 * names.count - 1 - index]) }
    }

    @Test(arguments: [2, 5, 10])
    func thePartsAreOfOneSize(_ count: Int) {
        let parts = OutOfFold.parts(of: reports(names + [names[3], names[3]]), count: count, shuffle: 1)
        let sizes = (0..<count).map { part in Set(zip(names, parts).filter { $0.1 == part }.map(\.0)).count }
        #expect(sizes.reduce(0, +) == names.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(sizes)")
    }

    @Test func theOrderOfTheReportsDoesNotMatter() {
        let parts = OutOfFold.parts(of: reports(names), count: 5, shuffle: 0)
        #expect(OutOfFold.parts(of: reports(names.reversed()), count: 5, shuffle: 0) == parts.reversed())
    }

    @Test func anotherShuffleIsAnotherDeal() {
        let first = OutOfFold.parts(of: reports(names), count: 5, shuffle: 0)
        #expect(first != OutOfFold.parts(of: reports(names), count: 5, shuffle: 1))
        #expect(OutOfFold.parts(of: [], count: 5, shuffle: 0) == [])
    }

    /// Few rows draw a rate down, but never below that of a smaller margin: a table that falls is refused on loading.
    @Test func aCalibrationRisesWhateverItSaw() {
        var dice = Dice(31)
        for _ in 0..<300 {
            var calibrator = Calibrator(grid: Calibrator.probabilityGrid)
            for _ in 0..<dice.roll(60) {
                let value = dice.number(0...1)
                calibrator.add(value, isPositive: dice.number(0...1) < value)
            }
            #expect(calibrator.table().isSound)
        }
        let falling = CalibrationTable([(0, 0.5), (1, 0.4)])
        #expect(!falling.isSound && !CalibrationTable([(0, .nan)]).isSound && !CalibrationTable([(0, 1.5)]).isSound)
    }
}
