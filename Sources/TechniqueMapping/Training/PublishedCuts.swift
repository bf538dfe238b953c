/// Scores and cut for techniques that no annotated report covers.
enum PublishedCuts {
    /// The margins of such techniques promise less: they were learned from ATT&CK's texts alone.
    static let shift: Float = 0.25
    static let calibration = Calibration.published(shiftedBy: shift)
    static let threshold: Float = 0.5
}
