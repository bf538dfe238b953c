/// What each task of the measured workflow gives: about 2 KB of JSON, the same as the peers' tasks give.
struct StepResult: Codable, Sendable {
    /// One of the fifteen objects that make up the size.
    struct Item: Codable, Sendable {
        /// The object's number.
        let number: Int
        /// 96 characters.
        let text: String

        private enum CodingKeys: String, CodingKey {
            case number = "k"
            case text
        }
    }

    /// The workflow's number.
    let workflow: Int
    /// The task.
    let step: String
    /// How many results the task took.
    let inputs: Int
    /// The load.
    let data: [Item]

    private enum CodingKeys: String, CodingKey {
        case workflow = "wf"
        case step
        case inputs = "n_in"
        case data
    }

    /// Makes the result of a task.
    init(workflow: Int, step: String, inputs: Int) {
        self.workflow = workflow
        self.step = step
        self.inputs = inputs
        data = Self.items
    }

    private static let items = (0..<15)
        .map { Item(number: $0, text: String(String(repeating: "lorem ipsum dolor sit amet ", count: 4).prefix(96))) }
}
