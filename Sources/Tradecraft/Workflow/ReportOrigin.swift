package import AttackReports
package import Taskt

/// What a report says beyond what was found: when it was made, and which of several it is.
///
/// It is part of the recorded result of `report`, so that the row of the database is that of the published folder.
package struct ReportOrigin: Codable, Hashable, Sendable {
    /// When the report was made.
    package let time: Timestamp
    /// Which document of its name it is about, from 1; nil where it is the only one.
    package let documentVersion: Int?
    /// The document of that name before it.
    package let previousDocument: String?
    /// How far the report may travel.
    package let marking: TrafficLight?
    /// What analysts had said of the document's content when the report was made.
    package var reviews: [TechniqueReview]?
}
