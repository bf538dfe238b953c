/// Counts and timings of the documents that ended in a stretch of time.
package struct MetricsSummary: Encodable, Sendable {
    /// What documents are grouped by.
    package enum Grouping: String, CaseIterable, Sendable {
        /// No document groups, but the tasks.
        case task
        /// How they ended, with the code of a rejection.
        case outcome
        /// What their content is.
        case format
        /// The day they ended, in UTC.
        case day
    }

    /// When documents ended, over the whole stretch; nil without documents.
    package let activity: Activity?
    /// What was done in an hour, over the whole stretch; nil where that is shorter than a minute.
    package let throughput: Throughput?
    /// Why documents were rejected, the most frequent reason first.
    package let rejections: [Rejections]
    /// The beginning of the stretch; nil where it begins with the first document.
    package let since: String?
    /// All documents together.
    package let total: Group
    /// What the documents are grouped by; nil where they are not.
    package let groupedBy: String?
    /// The groups, in the order of their keys.
    package let groups: [Group]
    /// The tasks, in the order of their names.
    package let tasks: [Task]

    /// Documents that have something in common.
    package struct Group: Encodable, Hashable, Sendable {
        /// What they have in common.
        package let key: String
        /// How many there are.
        package let documents: Int
        /// How many of them have a report.
        package let reported: Int
        /// How many of them were rejected.
        package let rejected: Int
        /// Archives, mailboxes and lists, whose documents are counted by themselves.
        package let unpacked: Int
        /// Their size.
        package let bytes: Int64
        /// The characters of their texts.
        package let characters: Int64
        /// The techniques found in them.
        package let techniques: Int
        /// The attempts of all their tasks.
        package let attempts: Int
        /// The calls that waited for the disk while their reports were published.
        package let fsyncs: Int
        /// The same for one report; nil without reports.
        package let fsyncsPerReport: Double?
        /// From settled to the start of the analysis, in milliseconds.
        package let waited: Spread?
        /// From settled to reported, in milliseconds.
        package let dropToReport: Spread?
    }

    /// How many documents ended when.
    package struct Activity: Encodable, Hashable, Sendable {
        /// How long each step is: `hour` or `day`.
        package let unit: String
        /// When the first step begins.
        package let start: String
        /// How many documents ended in each step, without a gap.
        package let documents: [Int]
    }

    /// How much was done in an hour, the quiet ones included.
    package struct Throughput: Encodable, Hashable, Sendable {
        /// Documents that ended.
        package let documentsPerHour: Double
        /// Their size.
        package let bytesPerHour: Double
    }

    /// How often documents were rejected for one reason.
    package struct Rejections: Encodable, Hashable, Sendable {
        /// The code of the reason.
        package let code: String
        /// How many documents.
        package let documents: Int
    }

    /// The attempts of one task.
    package struct Task: Encodable, Hashable, Sendable {
        /// The task.
        package let name: String
        /// How many attempts were begun.
        package let attempts: Int
        /// How many of them failed.
        package let failures: Int
        /// How long those took that succeeded, in milliseconds.
        package let duration: Spread?
    }
}
