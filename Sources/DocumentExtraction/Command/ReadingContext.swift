package import DocumentText

/// What a reader may use and cost.
package struct ReadingContext: Sendable {
    /// What the document may cost.
    package let limits: ExtractionLimits

    /// What is switched on.
    package let options: ExtractionOptions

    /// A context for one document.
    package init(limits: ExtractionLimits = ExtractionLimits(), options: ExtractionOptions = ExtractionOptions()) {
        self.limits = limits
        self.options = options
    }
}
