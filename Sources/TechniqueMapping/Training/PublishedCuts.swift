/// Scores and cut for techniques that no annotated report covers.
///
/// ATT&CK's texts hold no sentence of a report in which a technique does *not* occur, so training cannot find out what
/// such a margin promises. The published tables of a model with annotated reports are used instead, moved: margins learned
/// from ATT&CK's texts alone promise less. How far they are moved, and the cut, are three cut-offs fitted on AnnoCTR's
/// full reports and on reports that print their own ATT&CK table; nothing else was learned from those.
enum PublishedCuts {
    /// When all techniques are learned from ATT&CK's texts.
    static let alone = Calibration.published(shiftedBy: 0.25)
    /// When other techniques have annotated reports: these then only fill in what those cannot show.
    static let besideAnnotated = Calibration.published(shiftedBy: 0.4)
    /// The cut when there is no annotated report to choose one on.
    static let threshold: Float = 0.4
}
