/// What went wrong in training, loading or using a model.
package struct MappingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; decisions are made on this, never on the message.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Base: String, Sendable {
            case unreadableModel
            case damagedModel
            case unsupportedModelFormat
            case otherKnowledge
            case invalidLabelledSentence
            case nothingToLearn
        }

        private let base: Base

        /// The model file could not be opened or read.
        package static let unreadableModel = Code(base: .unreadableModel)
        /// The bytes are not a model, are cut short, or fail their checksum.
        package static let damagedModel = Code(base: .damagedModel)
        /// A sound model of a format or feature version that this build does not read.
        package static let unsupportedModelFormat = Code(base: .unsupportedModelFormat)
        /// The model was trained for another knowledge base.
        package static let otherKnowledge = Code(base: .otherKnowledge)
        /// A labelled line is not what training expects.
        package static let invalidLabelledSentence = Code(base: .invalidLabelledSentence)
        /// No technique has a single training row.
        package static let nothingToLearn = Code(base: .nothingToLearn)

        package var description: String { base.rawValue }
    }

    /// The kind of failure.
    package let code: Code
    /// What was being done: `load`, `check`, `train`, ...
    package let operation: String
    /// One sentence for the operator; holds no text of a document.
    package let detail: String

    /// Makes an error.
    package init(_ code: Code, during operation: String, _ detail: String) {
        self.code = code
        self.operation = operation
        self.detail = detail
    }

    package var description: String { "model \(operation) failed (\(code)): \(detail)" }
}
