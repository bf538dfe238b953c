import Taskt
import Testing

@Suite struct WorkflowDefinitionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let tasks: [TaskDefinition]
        let dependencies: [TaskName: [TaskName]]
        let names: TaskName?
        let says: String
    }

    private static let number = TaskDefinition("number") { (_: TaskContext, input: Int) in input + 1 }
    private static let text = TaskDefinition("text") { (_: TaskContext, input: Int) in "\(input)" }
    private static let join = TaskDefinition("join") { (_: TaskContext, left: Int, right: String) in right + "\(left)" }

    static let refused = [
        Case(testDescription: "no tasks", tasks: [], dependencies: [:], names: nil, says: "at least one task"),
        Case(
            testDescription: "a name used twice",
            tasks: [number, number],
            dependencies: [:],
            names: "number",
            says: "used by two tasks"
        ),
        Case(
            testDescription: "an unknown dependency",
            tasks: [number],
            dependencies: ["number": ["nobody"]],
            names: "number",
            says: "needs nobody"
        ),
        Case(
            testDescription: "dependencies of an unknown task",
            tasks: [number],
            dependencies: ["nobody": ["number"]],
            names: "nobody",
            says: "not there"
        ),
        Case(
            testDescription: "a cycle",
            tasks: [number, TaskDefinition("other") { (_: TaskContext, input: Int) in input }],
            dependencies: ["number": ["other"], "other": ["number"]],
            names: "number",
            says: "number <- other <- number"
        ),
        Case(
            testDescription: "a task that needs itself",
            tasks: [number],
            dependencies: ["number": ["number"]],
            names: "number",
            says: "number <- number"
        ),
        Case(
            testDescription: "an edge with two types",
            tasks: [text, number],
            dependencies: ["number": ["text"]],
            names: "number",
            says: "takes Int from text, which gives String"
        ),
        Case(
            testDescription: "several inputs in the wrong order",
            tasks: [number, text, join],
            dependencies: ["join": ["text", "number"]],
            names: "join",
            says: "takes Int from text"
        ),
        Case(
            testDescription: "fewer dependencies than inputs",
            tasks: [number, join],
            dependencies: ["join": ["number"]],
            names: "join",
            says: "takes 2 inputs, but needs 1 tasks"
        ),
        Case(
            testDescription: "two first tasks that disagree about the run's input",
            tasks: [number, TaskDefinition("words") { (_: TaskContext, input: String) in input }],
            dependencies: [:],
            names: "words",
            says: "takes String as the run's input"
        ),
        Case(
            testDescription: "a negative number of retries",
            tasks: [TaskDefinition("number", retries: -1) { (_: TaskContext, input: Int) in input }],
            dependencies: [:],
            names: "number",
            says: "retries"
        ),
        Case(
            testDescription: "a timeout of zero",
            tasks: [TaskDefinition("number", timeout: .zero) { (_: TaskContext, input: Int) in input }],
            dependencies: [:],
            names: "number",
            says: "timeout"
        ),
    ]

    @Test(arguments: refused)
    func aBrokenDefinitionIsRefusedWithTheTaskNamed(_ broken: Case) {
        let definition = WorkflowDefinition(
            id: "broken",
            name: "Broken",
            tasks: broken.tasks,
            dependencies: broken.dependencies
        )
        let error = #expect(throws: TasktError.self) { try definition.validate() }
        #expect(error?.code == .invalidDefinition)
        #expect(error?.task == broken.names)
        #expect(error?.description.contains(broken.says) == true, "\(error?.description ?? "")")
    }

    @Test func aSoundDefinitionIsAccepted() throws {
        let definition = WorkflowDefinition(
            id: "sound",
            name: "Sound",
            tasks: [Self.join, Self.text, Self.number],
            dependencies: ["join": ["number", "text"]]
        )
        try definition.validate()
    }
}
