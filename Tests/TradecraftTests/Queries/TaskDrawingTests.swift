import Testing

@testable import Tradecraft

/// Drawings of tasks in lines of text.
struct TaskDrawingTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let outline: String
        let order: [String]
        let drawing: [String]
        var testDescription: String { name }
    }

    @Test(
        arguments: [
            Case(
                name: "the analysis of a document",
                outline: "eval@1<-parse,ingest\nfetch@1<-\ningest@1<-\nparse@1<-fetch\nreport@1<-eval",
                order: ["fetch", "parse", "ingest", "eval", "report"],
                drawing: ["*  ", "*  ", "│ *", "*─╯", "*  "]
            ),
            Case(
                name: "a diamond",
                outline: "a@1<-\nb@1<-a\nc@1<-a\nd@1<-b,c",
                order: ["a", "b", "c", "d"],
                drawing: ["*  ", "├─*", "* │", "*─╯"]
            ),
            Case(name: "a single task", outline: "only@3<-", order: ["only"], drawing: ["*"]),
            Case(name: "nothing", outline: "", order: [], drawing: []),
            Case(
                name: "three that meet",
                outline: "a@1<-\nb@1<-\nc@1<-\nd@1<-a,b,c",
                order: ["a", "b", "c", "d"],
                drawing: ["*    ", "│ *  ", "│ │ *", "*─┴─╯"]
            ),
        ]
    )
    func aDrawingShowsWhoTakesWhoseResult(_ sample: Case) {
        let tasks = TaskOutline(sample.outline).tasks
        #expect(tasks.map(\.name) == sample.order)
        #expect(TaskDrawing.lines(tasks.map { ($0.name, $0.needs) }) { _ in "*" } == sample.drawing)
    }

    @Test func aDamagedOutlineStillEnds() {
        #expect(TaskOutline("a@1<-b\nb@1<-a\nnonsense").tasks.count == 2)
    }
}
