import Testing

@testable import Tradecraft

@Suite struct ContentRegistryTests {
    @Test func theSecondOfTheSameContentWaitsForTheFirst() {
        var generator = SystemRandomNumberGenerator()
        let ids = (0..<4).map { _ in DocumentID(using: &generator) }
        let contents = ContentRegistry()
        #expect(contents.begin(ids[0], content: "a"))
        #expect(contents.begin(ids[0], content: "a"))
        #expect(contents.begin(ids[1], content: "b"))
        #expect(!contents.begin(ids[2], content: "a"))
        #expect(!contents.begin(ids[3], content: "a"))
        #expect(contents.end(ids[1]).isEmpty)
        #expect(contents.end(ids[0]) == [ids[2], ids[3]])
        #expect(contents.begin(ids[3], content: "a"))
        #expect(contents.end(ids[2]).isEmpty)
    }
}
