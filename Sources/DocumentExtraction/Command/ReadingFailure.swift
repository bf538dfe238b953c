package import DocumentText

/// Why a reader gives no text; it becomes the failure frame.
package struct ReadingFailure: Error, Equatable, Sendable {
    /// The code the caller will see.
    package let code: ExtractionError.Code

    /// What is known beyond the code, never text of the document.
    package let detail: String

    /// A failure with its code.
    package init(_ code: ExtractionError.Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }
}
